"""Cuts a message that asks several things into its questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.dialogue.reading.parts import part_wanted
from bot.dialogue.reading.questions import reads_as_question
from bot.text.sentences import sentences

MAX_QUESTIONS: Final = 3
"""Answers that one reply gives; more would not be read, and fill a message of Discord's."""

_LONGEST: Final = 1_000
"""Characters; somebody who writes more tells a story, and asks one thing about it."""

_NUMBER: Final = r"(?:^|(?<=\s))\(?(?:[1-9][.)]|[a-h]\))\s+"
_ITEM: Final = re.compile(rf"{_NUMBER}|(?:^|(?<=\s))[-*•]\s+")
_LISTED: Final = re.compile(rf"{_NUMBER}|^\s*[-*•]\s+", re.MULTILINE)
"""A dash within a line may be a dash."""

_BEFORE_A_LIST: Final = re.compile(r"(?:^|[\n:.!?,;])[^\S\n]*\Z")
_LEAST_ITEMS: Final = 2
_LONGEST_WISH: Final = 8
"""Words of an item that is no question; longer ones tell something."""

_WH: Final = r"(?:what|who|whom|whose|when|where|why|how|which|whether)(?:['’]?(?:s|re|d|ll))?\b"
_AUXILIARY: Final = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)"
    r"\s+\w+['’]?\w*\s+\w+"
)
_BRING: Final = r"(?:please\s+)?(?:tell|give|show)\s+(?:me|us)\b|(?:explain|summari[sz]e)\s+\w+"
_JOINT: Final = re.compile(
    rf"(?:\s*[,;]\s*|\s+)(?:and|also|plus|&|n)\s+(?:also\s+|then\s+)?"
    rf"(?={_WH}|{_AUXILIARY}|{_BRING})"
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
    if len(text) > _LONGEST:
        return ()
    asked = tuple(dict.fromkeys(_wishes(text)))
    return asked if len(asked) > 1 else tuple(dict.fromkeys(filter(_is_question, _parts(text))))


def _wishes(text: str) -> Iterator[str]:
    """Give what a list asks for, of which not all are questions: "a) the cost b) who pays"."""
    lead, *items = _LISTED.split(text)
    if len(items) < _LEAST_ITEMS or not _BEFORE_A_LIST.search(lead):
        return
    yield from filter(_is_question, _parts(lead))
    for item in (item.strip(" \n,;") for item in items):
        asked = tuple(filter(_is_question, _parts(item)))
        yield from asked or ((item,) if _may_be_wish(item) else ())


def _may_be_wish(item: str) -> bool:
    is_short = 1 <= len(item.split()) <= _LONGEST_WISH
    return is_short and "\n" not in item and not item.endswith((".", "!"))


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
    return is_whole and (
        reads_as_question(part)
        or _WHETHER.match(part) is not None
        or (_BRINGING.match(part) is not None and part_wanted(part) is not None)
    )


_WHETHER: Final = re.compile(r"whether\b", re.IGNORECASE)
_BRINGING: Final = re.compile(_BRING, re.IGNORECASE)
