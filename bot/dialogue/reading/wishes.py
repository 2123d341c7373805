"""Messages that ask for no passage in so many words: "yes", "more", "source?", "go back", help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.dialogue.reading.picks import LONGEST_TYPED, Way, pick_of
from bot.dialogue.reading.wish_patterns import REMARKS, WISHES, Wish
from bot.text.courtesies import said_abroad
from bot.text.normalise import normalise
from bot.text.ornaments import said_in_pictures, unadorned
from bot.text.remembering import once_a_message
from bot.text.tokens import chat_words, words
from bot.text.word_lists import word_list

__all__ = [
    "Wish",
    "asks_nothing",
    "is_bare_number",
    "is_thankful",
    "picks_by_number",
    "wish_of",
]

_LONGEST_WISH: Final = 60
_MOST_WORDS: Final = 12
_FILLERS: Final = word_list(
    """
    ok okay so well and but oh ah hm hmm mhm please now then also too just bot man mate dude bro
    dear sir madam friend buddy hey lol
    """
)
"""Words beside a wish that change nothing."""

_KINDLY: Final = (("can", "you"), ("could", "you"), ("will", "you"), ("would", "you"))
_WISHES: Final = {wish: re.compile(pattern) for wish, pattern in WISHES.items()}
_REMARKS: Final = re.compile(REMARKS)
_STRETCHED: Final = re.compile(r"([a-z])\1{2,}")
"""In "yesss" and "nooo"."""

_ONLY_AGREED_TO: Final = {Wish.AGAIN, Wish.MORE, Wish.SOURCE, Wish.BACK, Wish.START}
"""What is wanted where "yes" stands before it: "yes, more"."""


def picks_by_number(text: str) -> bool:
    """Say whether a message only picks choices by their numbers: "2", "the first two"."""
    pick = pick_of(text)
    return pick is not None and pick.way is Way.PLACES


def is_bare_number(text: str) -> bool:
    """Say whether a message is numbers and nothing else; "first!" may be meant for anybody."""
    return picks_by_number(text) and any(map(str.isdigit, text))


def wish_of(text: str) -> Wish | None:
    """Tell what a message wants of the last reply, if it asks for nothing beside.

    Emoji, shorthand, and thanks beside a wish change nothing: "ok thx, more pls 🙏" is "more".
    """
    told = {one.wish for one in _told_by(text)}
    asked = told - {Wish.THANKS}
    if asked & _ONLY_AGREED_TO:
        asked -= {Wish.YES}
    if len(asked) > 1 or not told:
        return None
    return asked.pop() if asked else Wish.THANKS


def is_thankful(text: str) -> bool:
    """Say whether a message that asks nothing thanks or praises, and does not only remark."""
    return any(one.wish is Wish.THANKS and not one.is_remark for one in _told_by(text))


def asks_nothing(text: str) -> bool:
    """Say whether a message has no words that a later one could lean on: "2", "more", "thanks"."""
    pick = pick_of(text)
    return (pick is not None and pick.way not in _MAY_ASK) or wish_of(text) is not None


_MAY_ASK: Final = (Way.ALL, Way.NEWEST, Way.OLDEST)
"""Where nothing is to be picked, "the latest" and "everything" ask for something."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A part of a message that wants something, or nothing, by itself."""

    wish: Wish
    is_remark: bool = False
    """It only says what its reader thinks of the answer."""
    is_filler: bool = False
    """It counts only where nothing else is said: "and" beside "thanks"."""


_REMARKED: Final = (_Told(Wish.THANKS, is_remark=True),)


def _told_by(text: str) -> tuple[_Told, ...]:
    """Give the wishes that make up a message; none where it says anything beside."""
    return _read(text) if len(text) <= LONGEST_TYPED else ()


@once_a_message
def _read(text: str) -> tuple[_Told, ...]:
    in_pictures = said_in_pictures(text)
    said = unadorned(text) if in_pictures is None else in_pictures
    if in_pictures == "":
        return _REMARKED
    if len(said) > _LONGEST_WISH:
        return ()
    for read in _readings(normalise(said_abroad(said) or said)):
        found = _cut(read) if len(read) <= _MOST_WORDS else None
        if found:
            return tuple(one for one in found if not one.is_filler) or tuple(found)
    is_laughter = any(map(str.isalpha, said)) and not chat_words(normalise(said))
    return _REMARKED if is_laughter else ()


def _readings(folded: str) -> Iterator[tuple[str, ...]]:
    """Give the words of a message as typed, and with shorthand and stretched letters mended."""
    for text in dict.fromkeys((folded, *(_STRETCHED.sub(by, folded) for by in (r"\1\1", r"\1")))):
        yield words(text)
        yield chat_words(text)


def _cut(said: Sequence[str]) -> list[_Told] | None:
    """Cut words into wishes, the longest first; none where words are left that are no wish."""
    if not said:
        return []
    for end in range(len(said), 0, -1):
        first = _wish_said(" ".join(said[:end]))
        rest = None if first is None else _cut(said[end:])
        if first is not None and rest is not None:
            return [first, *rest]
    if tuple(said[:2]) in _KINDLY:
        return _cut(said[2:])
    return _cut(said[1:]) if said[0] in _FILLERS else None


def _wish_said(phrase: str) -> _Told | None:
    wish = next((wish for wish, pattern in _WISHES.items() if pattern.fullmatch(phrase)), None)
    if wish is not None:
        return _Told(wish, is_filler=phrase in _FILLERS)
    return _Told(Wish.THANKS, is_remark=True) if _REMARKS.fullmatch(phrase) else None
