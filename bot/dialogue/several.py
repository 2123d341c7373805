"""Cuts a message that asks several things into its questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.dialogue.questions import reads_as_question
from bot.text.sentences import sentences

MAX_QUESTIONS: Final = 3
"""Answers that one reply gives; more would not be read, and fill a message of Discord's."""

_LONGEST: Final = 1_000
"""Characters; somebody who writes more tells a story, and asks one thing about it."""

_ITEM: Final = re.compile(r"(?:^|(?<=\s))(?:\(?[1-9][.)]|[-*•])\s+")
_WH: Final = r"(?:what|who|whom|whose|when|where|why|how|which)(?:['’]?(?:s|re|d|ll))?\b"
_AUXILIARY: Final = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)"
    r"\s+\w+['’]?\w*\s+\w+"
)
_JOINT: Final = re.compile(
    rf"(?:\s*[,;]\s*|\s+)(?:and|also|plus|&|n)\s+(?:also\s+|then\s+)?(?={_WH}|{_AUXILIARY})"
    rf"|\s*[,;]\s*(?:also\s+)?(?={_WH})",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\bdifferences? between\b", re.IGNORECASE)
"""Opens a single question about two things: "…between what A says and what B says?"."""

_STATED: Final = re.compile(r"[^?]*[.!…][\"'”’)\]]*\Z")
_RELATIVE: Final = re.compile(r"(?:who|whom|whose|which|where|when)\b", re.IGNORECASE)
"""Opens a clause, within a sentence that tells something: "Kim, who leads North Korea, sent …"."""

_LEAD: Final = re.compile(r"\A(?:and|also|plus|but|so|then|or)\s*,?\s+", re.IGNORECASE)
_LEAST_WORDS: Final = 2
_ELLIPSIS: Final = re.compile(r"(?:what|how) about\b", re.IGNORECASE)
"""Opens a question, or only its subject: "what about the others, why did they go"."""


def questions_in(text: str) -> tuple[str, ...]:
    """Give the questions of a message in their order; fewer than two for any other message.

    What is said beside the questions is left out. Whether the cut makes sense, the answers tell.
    """
    found = _questions(text)
    return found if len(found) > 1 else ()


def question_beside(text: str) -> str | None:
    """Give the only question of a message that tells something in other sentences as well."""
    found = _questions(text)
    told = [part for part in _parts(text) if not _is_question(part)] if len(found) == 1 else []
    return found[0] if told and all(map(_is_told, told)) else None


def _is_told(part: str) -> bool:
    """Say whether a part is more than a greeting, or a word that asks: "how"."""
    return len(part.split()) >= _LEAST_TOLD and "?" not in part


_LEAST_TOLD: Final = 3


def _questions(text: str) -> tuple[str, ...]:
    parts = _parts(text) if len(text) <= _LONGEST else ()
    return tuple(dict.fromkeys(part for part in parts if _is_question(part)))


def _parts(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for item in _ITEM.split(line):
            for sentence in sentences(item):
                is_one = _BETWEEN.search(sentence) is not None or _tells(sentence)
                for part in (sentence,) if is_one else _JOINT.split(sentence):
                    yield _LEAD.sub("", part.strip(" ,;"), count=1)


def _tells(sentence: str) -> bool:
    """Say whether a sentence tells something, and says more of it in a clause."""
    first, *more = _JOINT.split(sentence)
    is_statement = _STATED.match(sentence) is not None and not reads_as_question(first)
    return is_statement and any(map(_RELATIVE.match, more))


def _is_question(part: str) -> bool:
    is_whole = len(part.split()) >= _LEAST_WORDS and not _ELLIPSIS.match(part)
    return is_whole and reads_as_question(part)
