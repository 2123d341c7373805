"""Reads numbers, in digits and in English words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_ONES: Final = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
"""Without "one", which is a pronoun more often than not."""
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES: Final = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_VALUES: Final = {
    **{word: float(value) for value, word in enumerate(_ONES, start=2)},
    **{word: 10.0 * value for value, word in enumerate(_TENS, start=2)},
}
_DIGITS: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")

NUMBER_WORDS: Final = frozenset({*_VALUES, *_SCALES, "one", "half", "dozen"})
MAY_HOLD_NUMBER: Final = re.compile(rf"\d|\b(?:{'|'.join((*_VALUES, *_SCALES))})\b", re.IGNORECASE)


def read_number(words: Sequence[str], at: int) -> tuple[float | None, int]:
    """Read the number that begins at a word, and tell where it ends: "2.5 million", "a hundred".

    None where there is no number; "one" is none.
    """
    value = read_word(words[at])
    end = at if value is None else at + 1
    while end < len(words) and (scale := _SCALES.get(words[end].casefold())):
        value = (1.0 if value is None else value) * scale
        end += 1
    return value, max(end, at + 1)


def read_word(word: str) -> float | None:
    """Read "1,200", "3.5", "twelve" and "twenty-five"."""
    if word[:1].isdigit():
        return float(word.replace(",", "")) if _DIGITS.fullmatch(word) else None
    tens, _, ones = word.casefold().partition("-")
    if not ones:
        return _VALUES.get(tens)
    value = 1.0 if ones == "one" else _VALUES.get(ones, 10.0)
    return _VALUES[tens] + value if tens in _TENS and value < 10 else None
