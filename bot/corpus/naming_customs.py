"""How the names of people are shortened: by patronymic, by two surnames, family name first."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PATRONYMIC = re.compile(
    r"\w{2,}(?:vich|vych|vitch|vič|vna|yich|ovich|ichna|inichna)|Ilyich|Illich"
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_TITLES = frozenset({"dr", "dr.", "sir", "dame", "lord", "lady", "prof.", "st.", "mr.", "mrs."})
_TWO_SURNAMES = re.compile(
    r"\b(?:Spanish|Mexican|Venezuelan|Colombian|Argentin(?:e|ian)|Chilean|Peruvian|Cuban|"
    r"Bolivian|Ecuadorian|Uruguayan|Paraguayan|Honduran|Guatemalan|Salvadoran|Nicaraguan|"
    r"Costa Rican|Panamanian|Dominican|Puerto Rican)\b"
)
_FAMILY_FIRST = re.compile(
    r"\b(?:Korean?|Chinese|China|Taiwan(?:ese)?|Vietnam(?:ese)?|Hong Kong|Cambodian?)\b"
)
_HYPHENATED_GIVEN = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_MAX_FAMILY = 6
"""Letters; East Asian family names written in Latin letters are short."""


def common_name(full: str) -> str:
    """Give the name by which a person is known: without the patronymic, where there is one."""
    words = full.split()
    if len(words) == 3 and _PATRONYMIC.fullmatch(words[1]):
        return f"{words[0]} {words[2]}"
    return full


def short_forms(full: str, predicate: str) -> tuple[str, ...]:
    """Give shorter names of a person, by the customs that the definition lets guess.

    `predicate` is what the definition says after the name, such as "is a Spanish politician…".
    """
    words = _bare(full.split())
    if len(words) < 2:
        return ()
    if _is_family_first(words, predicate):
        return (words[0],)
    if _TWO_SURNAMES.search(predicate) and len(words) >= 3:
        given, family = words[0], words[-2]
        both = (f"{family} {words[-1]}",) if len(words) > 3 else ()
        return (f"{given} {family}", family, *both)
    short = f"{words[0]} {words[-1]}"
    return (short, words[-1])


def _bare(words: Sequence[str]) -> list[str]:
    """Drop titles before a name and additions behind it."""
    bare = [word.rstrip(",") for word in words]
    while bare and bare[0].casefold() in _TITLES:
        bare = bare[1:]
    while bare and bare[-1].casefold() in _SUFFIXES:
        bare = bare[:-1]
    return bare


def _is_family_first(words: Sequence[str], predicate: str) -> bool:
    """Recognise "Cho Tae-yul", and "Kim Jong Un" by what is said of him."""
    given = words[-1]
    if _HYPHENATED_GIVEN.fullmatch(given) and given.rpartition("-")[2][:1].islower():
        return True
    return (
        _FAMILY_FIRST.search(predicate) is not None
        and len(words) <= 3
        and all(len(word) <= _MAX_FAMILY + 2 for word in words)
        and len(words[0]) <= _MAX_FAMILY
    )
