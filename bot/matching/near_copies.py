"""Tells whether two messages have the same words, but for slips of the hand."""

from __future__ import annotations

from collections import Counter
from typing import Final

from rapidfuzz.distance import OSA

from bot.text.normalise import normalise
from bot.text.tokens import stems, words

Words = Counter[str]
"""The stems of a message; their order tells nothing."""

_SLIP: Final = 0.75
"""Normalised similarity by optimal string alignment: one slip in four letters, two in eight."""

_SHORT: Final = 3
"""Letters of a word in which a slip makes another word."""


def words_of(text: str) -> Words:
    """Give the stems of a message."""
    return Counter(stems(words(normalise(text))))


def is_near_copy(one: Words, other: Words) -> bool:
    """Say whether two messages have the same words but for slips; their order tells nothing."""
    only_one, only_other = sorted((one - other).elements()), sorted((other - one).elements())
    if len(only_one) != len(only_other):
        return False
    return all(map(_is_slip, only_one, only_other))


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) <= _SHORT or not (one.isalpha() and other.isalpha()):
        return False  # one figure for another is no slip
    return OSA.normalized_similarity(one, other) >= _SLIP
