"""Says a wish for a part of a story in the words by which it is known: "cast" is who is who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.dialogue.reading.parts import Part, part_wanted
from bot.text.normalise import normalise
from bot.text.tokens import chat_words

_SYNONYMS: Final = (
    (r"cast of characters|cast list|cast|dramatis personae", "people"),
    (r"players|characters|actors|protagonists|personalities|figures|names", "people"),
    (r"takeaways?|take aways?|highlights|essentials|basics|bullet points", "main points"),
    (r"(?:(?:key|main|basic|important|essential|bare|quick) )?facts", "main points"),
    (r"(?:key|main|important|major) dates", "timeline"),
    (r"main|major|important|central|leading|principal|biggest|top|key", "key"),
)
"""What readers say, and what it is called."""

_READ: Final = tuple((re.compile(rf"\b(?:{found})\b"), usual) for found, usual in _SYNONYMS)
_TWICE: Final = re.compile(r"\b(key )+")
_ASKED: Final = re.compile(
    r"^(?:(?:so|and|ok|but) )*(?:what|which|who) (?:is|are|was|were) (?=the\b)"
)


def part_in_other_words(text: str) -> Part | None:
    """Give the part of a story that a message asks for in words that are not its usual ones.

    Such words may ask something else as well: this is for what nothing answers.
    """
    return next(filter(None, map(part_wanted, _reworded(text))), None)


def _reworded(text: str) -> Iterator[str]:
    said = " ".join(chat_words(normalise(text)))
    for pattern, usual in _READ:
        said = pattern.sub(usual, said)
    said = _TWICE.sub("key ", said)
    yield said
    yield _ASKED.sub("", said)
