"""Tells what has changed between two wordings of a text: by sentences, and within them by words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from bot.text.sentences import sentences

_DIGITS: Final = 8
"""Enough to tell the wordings of one passage apart; a button remembers them."""

_LONGEST: Final = 50_000
"""Characters of a text that are compared: more would take seconds."""

_MOST_PAIRS: Final = 250_000
"""Words of one times words of the other, above which sentences are told as wholes."""

_ALIKE: Final = 0.4
"""Sentences that share less are easier read one after the other than word by word."""


class Change(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together and fared alike."""

    change: Change
    words: str


Place = tuple[Piece, ...]
"""Sentences in which something has changed, with what was kept of them."""


def digest_of(text: str) -> str:
    """Give what stands for a wording: the same words have the same digest."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def changes(before: str, after: str) -> tuple[Place, ...]:
    """Give the places that differ, in order; none where only white space does."""
    old, new = sentences(before[:_LONGEST]), sentences(after[:_LONGEST])
    return tuple(_places(old, new))


def _places(old: Sequence[str], new: Sequence[str]) -> Iterator[Place]:
    a, b = _spaced_alike(old), _spaced_alike(new)
    compared = SequenceMatcher(None, a, b, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in compared.get_opcodes():
        if kind != "equal":
            yield _place(" ".join(old[old_from:old_to]), " ".join(new[new_from:new_to]))


def _spaced_alike(texts: Sequence[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def _place(before: str, after: str) -> Place:
    old, new = before.split(), after.split()
    if len(old) * len(new) <= _MOST_PAIRS:
        compared = SequenceMatcher(None, old, new, autojunk=False)
        if compared.ratio() >= _ALIKE:
            return tuple(_pieces(compared, old, new))
    return _removed(old) + _added(new)


def _pieces(
    compared: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]
) -> Iterator[Piece]:
    for kind, old_from, old_to, new_from, new_to in compared.get_opcodes():
        if kind == "equal":
            yield Piece(Change.KEPT, " ".join(old[old_from:old_to]))
        else:
            yield from _removed(old[old_from:old_to])
            yield from _added(new[new_from:new_to])


def _removed(words: Sequence[str]) -> Place:
    return (Piece(Change.REMOVED, " ".join(words)),) if words else ()


def _added(words: Sequence[str]) -> Place:
    return (Piece(Change.ADDED, " ".join(words)),) if words else ()
