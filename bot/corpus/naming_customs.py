"""How the names of people are shortened: by patronymic, by two surnames, family name first."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PATRONYMIC = re.compile(
    r"\w{2,}(?:vich|vych|vitch|vič|vna|yich|ovich|ichna|inichna)|Ilyich|Illich"
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_HONOUR = re.compile(r"[A-Z]{2,6}")
"""Letters such as OBE or FRS."""
_INITIAL = re.compile(r"[A-Z]\.?|(?:[A-Z]\.){2,3}")
PARTICLES = frozenset(
    {
        *("von", "van", "der", "den", "de", "da", "dos", "das", "do", "di", "du", "la", "le"),
        *("del", "della", "ter", "ten", "zu", "zum", "zur", "af", "av"),
    }
)
"""Words that a family name may begin with."""
_DROPPED_PARTICLES = frozenset({"de", "da", "do", "dos", "das"})
"""Those that may be left out: Moraes is Alexandre de Moraes."""
_WIDESPREAD = re.compile(r"Garc[ií]a", re.IGNORECASE)
"""The most frequent surname in Spanish, of which bearers are told apart by the second one."""
_WITHOUT_FAMILY_NAMES = re.compile(r"\b(?:Burmese|Myanmar)\b")
_TITLES = frozenset({"dr", "dr.", "sir", "dame", "lord", "lady", "prof.", "st.", "mr.", "mrs."})
_TWO_SURNAMES = re.compile(
    r"\b(?:Spanish|Mexican|Venezuelan|Colombian|Chilean|Peruvian|Cuban|"
    r"Bolivian|Ecuadorian|Uruguayan|Paraguayan|Honduran|Guatemalan|Salvadoran|Nicaraguan|"
    r"Costa Rican|Panamanian|Dominican|Puerto Rican)\b(?!-)"
)
"""Not Argentine: Javier Gerardo Milei has two given names, as most people there."""
_FAMILY_FIRST = re.compile(
    r"\b(?:Korean?|Chinese|China|Taiwan(?:ese)?|Vietnam(?:ese)?|Hong Kong|Cambodian?)\b"
)
_HYPHENATED_GIVEN = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_NICKNAME = re.compile(r"\s[\"“]([^\"“”]{2,30})[\"”]\s")
_MAX_FAMILY = 6
"""Letters; East Asian family names written in Latin letters are short."""


def common_name(full: str) -> str:
    """Give the name by which a person is known: without the patronymic, where there is one."""
    words = full.split()
    return f"{words[0]} {words[2]}" if has_patronymic(full) else full


def without_nickname(full: str) -> tuple[str, str]:
    """Split a nickname in quotation marks off a name: 'Benjamin "Bibi" Netanyahu'."""
    found = _NICKNAME.search(full)
    return (_NICKNAME.sub(" ", full, count=1), found[1]) if found else (full, "")


def has_patronymic(full: str) -> bool:
    """Recognise "Dmitri Anatolyevich Medvedev"."""
    words = full.split()
    return len(words) == 3 and _PATRONYMIC.fullmatch(words[1]) is not None


def short_forms(full: str, predicate: str) -> tuple[str, ...]:
    """Give shorter names of a person, by the customs that the definition lets guess.

    `predicate` is what the definition says after the name, such as "is a Spanish politician…".
    """
    words = _bare(full.split())
    if len(words) < 2 or _WITHOUT_FAMILY_NAMES.search(predicate):
        return ()
    if _is_family_first(words, predicate):
        return (words[0],)
    if _TWO_SURNAMES.search(predicate) and len(words) >= 3:
        names = _of_two_surnames(words[0], words[-2], words[-1])
        return (*names, words[-1]) if _may_be_given(words) else names
    at = _family_at(words)
    family = " ".join(words[at:])
    if _INITIAL.fullmatch(words[0]):
        return _of_initials(words, family)
    bare = (words[-1],) if words[at].casefold() in _DROPPED_PARTICLES else ()
    return (f"{words[0]} {family}", family, *bare)


def _of_two_surnames(given: str, first: str, second: str) -> tuple[str, ...]:
    """Shorten to the first surname, unless so many bear it that the second is always added."""
    both = f"{first} {second}"
    if _WIDESPREAD.fullmatch(first):
        return (f"{given} {both}", both)
    return (f"{given} {first}", first, both)


def _may_be_given(words: Sequence[str]) -> bool:
    """Tell whether the middle name may be a second given name: María Corina Machado."""
    is_surname = words[1].endswith("ez") or _WIDESPREAD.fullmatch(words[1]) is not None
    return len(words) == 3 and not is_surname and "-" not in words[-1]


def _of_initials(words: Sequence[str], family: str) -> tuple[str, ...]:
    """Write "J. D. Vance" as "JD Vance"."""
    letters = [word[0] for word in words if _INITIAL.fullmatch(word)]
    return (f"{''.join(letters)} {family}", family) if len(letters) > 1 else (family,)


def _family_at(words: Sequence[str]) -> int:
    """Find where the family name begins: "von der Leyen" is one."""
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in PARTICLES:
        at -= 1
    return at


def _bare(words: Sequence[str]) -> list[str]:
    """Drop titles before a name, and additions and honours behind it."""
    bare = [word.rstrip(",") for word in words]
    while bare and bare[0].casefold() in _TITLES:
        bare = bare[1:]
    while bare and (
        bare[-1].casefold() in _SUFFIXES or (len(bare) > 2 and _HONOUR.fullmatch(bare[-1]))
    ):
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
