"""Statements: the numbers of pages, each with what tells it from other numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.corpus.model import Page, Passage, PassageKind
from bot.text.countries import countries
from bot.text.normalise import fold
from bot.text.number_words import NUMBER_WORDS
from bot.text.quantities import Quantity, find_quantities
from bot.text.sentences import sentences
from bot.text.tokens import stem, words
from bot.text.word_lists import word_list
from bot.text.words import MONTHS, STOP_WORDS, WEEKDAYS

_NEAR: Final = 80
"""Characters before and after a number that say what it is about: a clause or two."""
_KINDS: Final = (PassageKind.QUESTION, PassageKind.SECTION, PassageKind.TOPIC)
_WHEN: Final = re.compile(
    rf"\b(?:1\d\d\d|20\d\d|{'|'.join(sorted(map(str.capitalize, MONTHS | WEEKDAYS)))})\b"
)
_SMALL: Final = re.compile(r"\b[a-z]+\b")
_CAPITALISED: Final = re.compile(r"\b[A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f][\w-]*")
_ROLES: Final = word_list("by from")
"""Words before a number that make it another one: "rose by 2 points", "rose from 2 points"."""
_BESIDE_NUMBERS: Final = (
    word_list("close roughly nearly almost approximately exactly circa least less fewer estimated")
    | MONTHS
    | WEEKDAYS
)
"""They belong to the number or to its date, not to what it is about."""
_EMPTY: Final = STOP_WORDS | NUMBER_WORDS | _BESIDE_NUMBERS
_PLACES: Final = {
    name: country.name.replace(" ", "")
    for country in countries()
    for name in (country.name, *country.people)
}
"""A people is its country: "Brazilian coffee" is "coffee from Brazil"."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A number on a page, and its surroundings."""

    passage: Passage
    quantity: Quantity
    quote: str
    place: int
    """Of the number, in the passage's text."""
    about: frozenset[str]
    """The stems of the words near it, countries as one word."""
    names: frozenset[str]
    """Those of them that name somebody or something."""
    when: frozenset[str]
    """Years, months and days of the week in the sentence."""
    role: str
    """The word before it, where that makes it another number."""
    others: tuple[Quantity, ...]
    """Every number of the passage that counts the same, this one included."""


def read_statements(pages: Sequence[Page]) -> Iterator[Statement]:
    """Read the numbers of pages in order, of what more than one page counts."""
    passages = [passage for page in pages for passage in page.of_kind(*_KINDS)]
    small = {word for passage in passages for word in _SMALL.findall(passage.text)}
    read = [(passage, list(_quantities(passage.text))) for passage in passages]
    files: dict[str, set[str]] = defaultdict(set)
    for passage, found in read:
        for _, _, quantity in found:
            files[quantity.unit].add(passage.provenance.file)
    for passage, found in read:
        for sentence, at, quantity in found:
            if quantity.is_plain and len(files[quantity.unit]) > 1:
                others = tuple(other for _, _, other in found if other.unit == quantity.unit)
                yield _statement(passage, quantity, sentence, at, others, small)


def _quantities(text: str) -> Iterator[tuple[str, int, Quantity]]:
    """Give each number of a text with its sentence, and where that begins."""
    at = 0
    for sentence in sentences(text):
        at = text.find(sentence, at)
        for quantity in find_quantities(sentence):
            yield sentence, at, quantity
        at += len(sentence)


def _statement(
    passage: Passage,
    quantity: Quantity,
    sentence: str,
    at: int,
    others: tuple[Quantity, ...],
    small: Container[str],
) -> Statement:
    near = _near(sentence, quantity)
    proper = (match[0] for match in _CAPITALISED.finditer(near))
    names = _stems(" ".join(word for word in proper if word.casefold() not in small))
    about = _stems(near) - {quantity.unit}
    if passage.kind is PassageKind.TOPIC:  # "It has 90,000 people": only the label says who
        names |= _stems(passage.label)
        about |= _stems(passage.label)
    before = sentence[: quantity.start].split()[-1:]
    return Statement(
        passage,
        quantity,
        sentence[quantity.start : quantity.end],
        at + quantity.start,
        about,
        names & about,
        frozenset(_WHEN.findall(sentence)),
        next((word for word in before if word in _ROLES), ""),
        others,
    )


def _near(sentence: str, quantity: Quantity) -> str:
    """Give the whole words before and after a number and its noun, without them."""
    start, end = max(quantity.start - _NEAR, 0), quantity.end + _NEAR
    before, after = sentence[start : quantity.start], sentence[quantity.end : end]
    names = " ".join(_CAPITALISED.findall(sentence[quantity.start : quantity.end]))
    if start:
        before = before.partition(" ")[2]
    if end < len(sentence):
        after = after.rpartition(" ")[0]
    return f"{before} | {names} | {after}"


def _stems(text: str) -> frozenset[str]:
    """Give the stems of the words that carry a meaning."""
    found = words(fold(text))
    stems = {
        _PLACES.get(word) or stem(word)
        for word in found
        if word not in _EMPTY and not word[0].isdigit()
    }
    for pair in pairwise(found):
        place = _PLACES.get(" ".join(pair))
        if place is not None:
            stems -= {_PLACES.get(word) or stem(word) for word in pair}
            stems.add(place)
    return frozenset(stems)
