"""Reads messages that pick choices by name, or say which are not meant: "anything but the dam"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.text.content import content_words
from bot.text.normalise import fold
from bot.text.ornaments import unadorned
from bot.text.word_lists import word_list

_QUALITIES: Final = word_list(
    """
    big bigger biggest small smaller smallest short shorter shortest long longer longest nice nicer
    nicest good better best great cool fun funny funnier funniest sad happy bad worse worst
    important popular interesting exciting boring easy easier easiest hard simple favourite favorite
    recent new newer old older main major different similar random serious quick trending hot weird
    later soon today tomorrow yesterday tonight year week month day
    """
)


def says_what(name: str) -> bool:
    """Say whether some words say what something is about, and not only what it is like.

    "The short one" and "something nice" pick none of several stories.
    """
    return not _QUALITIES.issuperset(content_words(name))


@dataclass(frozen=True, slots=True)
class Names:
    """The names by which a message picks, as it has them."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()
    leaves_open: bool = False
    """One of those that are wanted: "the dam or the bridge"."""


def names_picked(text: str) -> Names:
    """Read the names of a message that picks by name, or says what it does not mean.

    "Anything but the dam" wants all others, and so nothing by name.
    """
    said = _FIRST.sub("", fold(unadorned(text)).strip(" ?!.,"), count=1)
    found = _NOT_BUT.fullmatch(said) or _ALL_BUT.fullmatch(said) or _BUT_NOT.fullmatch(said)
    if found is None:
        return Names(_split(said), leaves_open=_EITHER.search(said) is not None)
    wanted = found.groupdict().get("wanted")
    return Names(() if wanted is None else _split(wanted), _split(found["unwanted"]))


def _split(said: str) -> tuple[str, ...]:
    return tuple(name for name in _JOINED.split(said) if content_words(name))


_FIRST: Final = re.compile(
    r"(?:(?:no|ok|okay|yes|well|so|please|just|show|give|me|i|want|would like)[\s,]+)*"
)
_EXCEPT: Final = (
    r"(?:but(?: not)?|not|except(?: for)?|excluding|besides|apart from|aside from|other than"
    r"|without|instead of|rather than)"
)
_ALL_BUT: Final = re.compile(
    rf"(?:(?:(?:any|every)(?:thing|one)?|all|whatever|something|some|either|one|both|the others?)"
    rf"(?: one| story| of them| of these)?,? {_EXCEPT}"
    r"|not|except(?: for)?|other than|(?:do not|don'?t|did not|didn'?t)"
    r" (?:want|mean|need|like|care about))(?: about)? (?P<unwanted>.+)"
)
_NOT_BUT: Final = re.compile(
    r"not (?P<unwanted>.+?)(?:,? but(?: rather)? |[,;.] ?(?:(?:rather|i (?:meant|mean|want)) )?)"
    r"(?!\s|(?:and|or|nor|not)\b)(?P<wanted>.+)"
)
_BUT_NOT: Final = re.compile(
    r"(?P<wanted>.+?),? (?:(?:and|but) )?(?:not|rather than|instead of) (?P<unwanted>.+)"
)
_JOINED: Final = re.compile(r"\s*[,;&+]\s*(?:(?:and|or)\s+)?|\s+(?:and|or|plus)\s+")
_EITHER: Final = re.compile(r"\bor\b")
