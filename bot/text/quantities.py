"""Quantities in a sentence: how many of what, and how exactly that is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.text.number_words import MAY_HOLD_NUMBER, NUMBER_WORDS, read_number, read_word
from bot.text.tokens import stem
from bot.text.word_lists import word_list
from bot.text.words import MONTHS, STOP_WORDS


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, and what it counts."""

    low: float
    high: float
    """What the number can mean lies between these two: "about", "more than", round numbers."""
    unit: str
    """The stem of the noun, a sign such as % or $, or a rate such as `ship/dai`."""
    start: int
    end: int
    """Its place, with the noun."""
    is_plain: bool
    """Nothing speaks against it: it is no year, day, range, ordinal, part ("two of the five") or
    number in a name, and not set apart from another one ("two more ships")."""

    def agrees_with(self, other: Quantity) -> bool:
        """Tell whether both can mean one number."""
        return self.low <= other.high and other.low <= self.high


_SIGNS: Final = frozenset("%$€£¥")
_APART: Final = word_list("more other others another further extra additional new remaining")
"""Beside a number they say that it counts something else."""
_PER: Final = word_list("a an per each every")
_BETWEEN: Final = frozenset({"to", "-", "–", "—", "and", "or"})
_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]|_")
_GLUED: Final = re.compile(r"[\w\-–—/:#.]")
_MAX_NAMES: Final = 3
"""Words of a name between a number and its noun: "10,000 North Korean troops"."""
_YEARS: Final = range(1000, 2101)
_DAYS: Final = 31

_ABOUT: Final = 0.05
"""What is said to be about 10,000, or is a round number, may be 5 per cent more or less."""
_NEARLY: Final = 0.9
_ROUND_FROM: Final = 100
_ROUND: Final = re.compile(r"\d{1,2}0*")
_AT_LEAST: Final = r"(?:more than|at least|over|above|no fewer than|upwards of|exceed\w*)"
_AT_MOST: Final = (
    r"(?:less than|fewer than|at most|under|below|up to|as (?:many|much) as|no more than|within)"
)
_HEDGES: Final = re.compile(
    rf"(?:(?P<least>{_AT_LEAST})|(?P<most>{_AT_MOST})"
    r"|(?P<nearly>nearly|almost|close to|just under|not quite)"
    r"|(?P<about>about|around|some|roughly|approximately|estimated|circa|perhaps))"
    r"(?: (?:the|a|an|only|just))?[\s$€£¥]*$",
    re.IGNORECASE,
)
_HEDGED: Final = 40
"""Characters before a number in which it is hedged."""


def find_quantities(sentence: str) -> Iterator[Quantity]:
    """Give what a sentence counts or measures, plain or not; "one" is no number."""
    if MAY_HOLD_NUMBER.search(sentence) is None:
        return
    tokens = _Tokens(sentence)
    at = 0
    while at < len(tokens.words):
        value, following = read_number(tokens.words, at)
        if value is not None:
            unit, first, last = tokens.unit(at, following)
            if unit:
                start, end = tokens.spans[first][0], tokens.spans[last][1]
                low, high = _meant(value, sentence[max(start - _HEDGED, 0) : start])
                is_plain = tokens.is_plain(at, following, value)
                yield Quantity(low, high, unit, start, end, is_plain)
        at = following


class _Tokens:
    """The words, numbers and marks of a sentence."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence
        found = list(_TOKEN.finditer(sentence))
        self.words = [match[0] for match in found]
        self.spans = [match.span() for match in found]

    def is_plain(self, at: int, following: int, value: float) -> bool:
        """Tell a number that counts something from a year, a day, a range or a part of a name."""
        word, before, after = self.words[at], self._word(at - 1), self._word(following)
        is_year = word.isdigit() and len(word) == 4 and int(word) in _YEARS
        is_day = value <= _DAYS and not MONTHS.isdisjoint({before.casefold(), after.casefold()})
        is_range = (before in _BETWEEN and self._is_number(at - 2)) or (
            after in _BETWEEN and self._is_number(following + 1)
        )
        may_be_name = at > 1 and before[:1].isupper() and self._word(at - 2) not in {".", "“", '"'}
        is_in_name = may_be_name and word.isdigit()
        is_apart = not _APART.isdisjoint({before.casefold(), after.casefold()})
        return not (
            is_year or is_day or is_range or is_in_name or is_apart or self._is_glued(at, following)
        )

    def unit(self, at: int, following: int) -> tuple[str, int, int]:
        """Find what a number counts, and the first and last token of number and noun."""
        sign = self._word(at - 1)
        if sign in _SIGNS:
            return sign, at - 1, following - 1
        last = following
        while last < following + _MAX_NAMES and self._word(last)[:1].isupper():
            last += 1
        noun = self._word(last).casefold()
        if noun in _SIGNS or noun == "percent":
            return "%", at, last
        if noun == "per" and self._word(last + 1) == "cent":
            return "%", at, last + 1
        if len(noun) < 2 or not noun.isalpha() or noun in STOP_WORDS:
            return "", at, last
        rate = self._word(last + 2).casefold()
        if self._word(last + 1) in _PER and rate.isalpha():
            return f"{stem(noun)}/{stem(rate)}", at, last + 2
        return stem(noun), at, last

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _is_number(self, at: int) -> bool:
        word = self._word(at)
        return word.casefold() in NUMBER_WORDS or read_word(word) is not None

    def _is_glued(self, at: int, following: int) -> bool:
        """Tell numbers within scores, times, compounds and ordinals: "3–1", "60-metre", "19th"."""
        start, end = self.spans[at][0], self.spans[following - 1][1]
        before, after = self._sentence[max(start - 1, 0) : start], self._sentence[end : end + 2]
        return bool(_GLUED.match(before)) or (
            bool(_GLUED.match(after)) and after not in {".", ":", ". ", ": "}
        )


def _meant(value: float, before: str) -> tuple[float, float]:
    """Give the bounds of what a number can mean, by its roundness and the words before it."""
    is_round = value >= _ROUND_FROM and _ROUND.fullmatch(f"{value:.0f}") is not None
    hedge = _HEDGES.search(before)
    kind = hedge.lastgroup if hedge else None
    slack = _ABOUT if is_round or kind == "about" else 0.0
    low, high = value * (1 - slack), value * (1 + slack)
    match kind:
        case "least":
            return low, float("inf")
        case "most":
            return 0.0, high
        case "nearly":
            return value * _NEARLY, high
        case _:
            return low, high
