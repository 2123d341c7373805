"""Names: what the corpus calls its people, places and bodies, and the short forms for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.text.countries import Country, countries
from bot.text.normalise import fold
from bot.text.tokens import words
from bot.text.word_lists import word_list
from bot.text.words import STOP_WORDS

MAX_NAME_WORDS: Final = 5

_SMALL: Final = word_list("of the and for in on de da do la le du al el von van")
_CAPITALISED: Final = re.compile(
    r"[A-Z][\w'’.-]*(?:\s+(?:of|the|and|for|de|da|la|le|du|al|el|von|van|arap)"
    r"(?=\s+(?:the\s+)?[A-Z])|\s+[A-Z][\w'’.-]*)+"
)
CAPITAL_INSIDE: Final = re.compile(r"(?<=[a-z,;:'’)] )(?:[\"“'‘(])?([A-Z][\w'’-]*)")
_PLAIN: Final = re.compile(r"(?<![\w'’-])[a-z]{2,}")
_UNITED_STATES: Final = re.compile(r"\bU\.S\.(?:A\.)?|\bUSA?\b")


def spell_united_states(text: str) -> str:
    """Write "US" out while its capitals still tell it from the pronoun."""
    if "U" not in text or text.isupper():
        return text
    return _UNITED_STATES.sub(" United States ", text)


def plain_words(text: str) -> tuple[str, ...]:
    """Give the folded words of a text of the corpus."""
    return words(fold(spell_united_states(text)))


def names_inside(text: str) -> frozenset[str]:
    """Give the folded words that stand inside a sentence with a capital, as names do."""
    return frozenset(w for name in CAPITAL_INSIDE.findall(text) for w in words(fold(name)))


@dataclass(frozen=True, slots=True)
class NameBook:
    """Which sequences of words are one name, and which words are names at all."""

    merged: Mapping[tuple[str, ...], str]
    """Folded words → the one term that stands for all forms of a country's name."""
    short: Mapping[str, tuple[str, ...]]
    """Initials → the words of the one name in this corpus that they stand for."""
    proper: frozenset[str]
    """Folded words that the corpus writes with a capital and hardly ever without."""
    places: frozenset[str]
    """The terms of all countries and capitals, also of those that the corpus never names."""
    capitals: Mapping[str, str]
    """A capital's term → its country's; newspapers use the one for the other."""
    beginnings: frozenset[str]
    """The first words of all that is merged."""

    def is_name(self, word: str) -> bool:
        """Say whether a single folded word is a name, or one form of a country's."""
        return word in self.proper or word in self.places or (word,) in self.merged

    def merge(self, found: Sequence[str]) -> list[str]:
        """Replace each country's name, people or code by its one term; keep all other words."""
        if self.beginnings.isdisjoint(found):
            return list(found)
        merged: list[str] = []
        at = 0
        while at < len(found):
            if found[at] not in self.beginnings:
                merged.append(found[at])
                at += 1
                continue
            term, length = self._longest(found, at)
            merged.append(term)
            at += length
        return merged

    def _longest(self, found: Sequence[str], at: int) -> tuple[str, int]:
        for length in range(min(MAX_NAME_WORDS, len(found) - at), 0, -1):
            term = self.merged.get(tuple(found[at : at + length]))
            if term is not None:
                return term, length
        return found[at], 1


def build_name_book(texts: Iterable[str], labels: Iterable[str]) -> NameBook:
    """Read the names off the corpus: its running texts, and the labels of its topics."""
    initials: dict[str, Counter[tuple[str, ...]]] = {}
    inside: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for text in texts:
        _count_cases(text, inside, plain)
        for name in _CAPITALISED.findall(text):
            _note_initials(words(fold(name)), initials)
    for label in labels:
        _note_initials(words(fold(label)), initials)
    proper = {word for word, seen in inside.items() if seen > plain[word] and len(word) > 1}
    known = set(inside) | set(plain)
    countries_merged, codes, capitals = _country_terms()
    merged = dict(countries_merged)
    present = {term for name, term in merged.items() if known.issuperset(name)}
    for name, short in _country_initials():
        initials.setdefault(short, Counter())[name] += 1
    merged.update({(code,): term for code, term in codes.items() if term in present})
    return NameBook(
        merged=merged,
        short={
            short: names.most_common(1)[0][0]
            for short, names in initials.items()
            if short not in STOP_WORDS and len(short) > 1
        },
        proper=frozenset(proper - STOP_WORDS),
        places=frozenset(merged.values()),
        capitals=capitals,
        beginnings=frozenset(name[0] for name in merged),
    )


def _count_cases(text: str, inside: Counter[str], plain: Counter[str]) -> None:
    """Count words that stand inside a sentence with a capital, and those without one."""
    for word in CAPITAL_INSIDE.findall(text):
        inside.update(words(fold(word)))
    plain.update(_PLAIN.findall(text))


def _note_initials(name: tuple[str, ...], initials: dict[str, Counter[tuple[str, ...]]]) -> None:
    if not 2 <= len(name) <= MAX_NAME_WORDS + 3:
        return
    name = name[1:] if name[0] in _SMALL else name
    big = [word for word in name if word not in _SMALL]
    prefixes = [big[:length] for length in range(_CLIPPED, len(big))]
    for chosen in (big, list(name), *prefixes):
        if len(chosen) > 1:
            short = "".join(word[0] for word in chosen)
            initials.setdefault(short, Counter())[name] += 1 if chosen in prefixes else _WHOLE


_CLIPPED: Final = 3
"""Letters from which on initials may leave out the end of a name, as "CDC" does."""

_WHOLE: Final = 10
"""Initials of the whole name count for more than any number of clipped ones should."""


@cache
def _country_initials() -> tuple[tuple[tuple[str, ...], str], ...]:
    names = (name for country in countries() for name in (country.name, *country.others))
    split = (tuple(words(name)) for name in names)
    return tuple((parts, "".join(part[0] for part in parts)) for parts in split if len(parts) > 1)


@cache
def country_codes() -> Mapping[str, str]:
    """Give short forms that nothing but a country is called by, such as "dprk", with its term.

    A code of two letters is a word of many meanings: a corpus knows which countries it speaks of.
    """
    return {
        form: country.name.replace(" ", "_")
        for country in countries()
        for form in country.others
        if len(form) == len("uk") or form in _initials_of(country)
    }


def _initials_of(country: Country) -> set[str]:
    """Give the initials of all names of a country, with and without small words."""
    names = [words(name) for name in (country.name, *country.others) if " " in name]
    big = [[word for word in name if word not in _SMALL] for name in names]
    return {"".join(word[0] for word in name) for name in (*names, *big)}


@cache
def _country_terms() -> tuple[Mapping[tuple[str, ...], str], Mapping[str, str], Mapping[str, str]]:
    """Give names and peoples, short codes, and capitals, each with the country's term."""
    merged: dict[tuple[str, ...], str] = {}
    codes: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for country in countries():
        term = country.name.replace(" ", "_")
        for form in (country.name, *country.people, *country.others):
            if len(form) == len("uk") and form not in ("uk", "eu", "un"):
                if form not in STOP_WORDS:
                    codes.setdefault(form, term)
            else:
                merged.setdefault(tuple(words(form)), term)
        if country.capital:
            city = country.capital.replace(" ", "_")
            merged.setdefault(tuple(words(country.capital)), city)
            capitals.setdefault(city, term)
    return merged, codes, capitals
