"""Reads messages that only pick from a numbered list: "2", "1 and 3", "the last two", "both"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from bot.text.courtesies import said_abroad
from bot.text.normalise import fold
from bot.text.number_words import read_word
from bot.text.ornaments import unadorned
from bot.text.remembering import once_a_message
from bot.text.word_lists import word_list

LAST: Final = -1
"""The place of "the last one"."""


class Way(Enum):
    """How a message says which choices it means."""

    PLACES = auto()
    """By their numbers: "2", "1 and 3", "the first two"."""
    ONE_OF_PLACES = auto()
    """It leaves open which of some numbers: "1 or 2", "1/2"."""
    BOTH = auto()
    ALL = auto()
    OTHER = auto()
    """The one that was not opened."""
    NEWEST = auto()
    OLDEST = auto()
    ANY = auto()
    """It leaves open which of all: "whichever", "you choose", "1+1"."""


@dataclass(frozen=True, slots=True)
class Pick:
    """What a message picks, whatever list there is."""

    way: Way
    places: tuple[int, ...] = ()
    """Counted from 1, or from the end: `LAST`, -2 …"""


LONGEST_TYPED: Final = 200
"""Characters, emoji among them; whoever types more asks something."""

_LONGEST: Final = 60
"""Characters without them."""

_FRAMES: Final = re.compile(r"[()\[\]{}\"*_`~>]|(?<!\w)'|'(?!\w)")
"""What may stand around a number beside emoji: "(2)", "**2**"."""

_NUMERO: Final = re.compile(r"(?<!\w)n[or]\.?\s*(?=\d)")
_TOKEN: Final = re.compile(r"\d+(?:st|nd|rd|th)?(?!\w)|[a-z]+(?:'[a-z]+)*|\S")
_LEAD: Final = word_list(
    """
    the option choice number numbers item question answer open show pick take give me us tell more
    what about explain expand elaborate on read see try i i'd i'll want meant mean like choose
    select go with for let's can could you please pls plz ok okay yes and of just then have both
    """
)
_TAIL: Final = word_list(
    """
    one option choice question answer item link button please pls plz then thanks thx now
    . ! ? : , ; )
    """
)
_MARKS: Final = word_list(". ! ? : , ;")
_SEVERAL: Final = word_list("ones options choices questions answers items links buttons")
"""May follow "the last two", but "two questions" is a number of them and none of the choices."""

_BEFORE_A_NUMBER: Final = word_list("the number option choice item question #")
_AND: Final = word_list(", ; & + and plus then also n")
_TO: Final = word_list("- to through till")
_OR: Final = word_list("/ : . or")

_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_PLACES: Final = {
    **{word: place for place, word in enumerate(_ORDINALS, start=1)},
    "one": 1,
    "last": LAST,
}
_TOP: Final = re.compile(r"\b(top|bottom)(?= one\b)")
_RUN: Final = re.compile(r"(?P<end>first|top|last|bottom) (?P<count>\w+)")
_RUN_AFTER: Final = re.compile(r"(?P<count>\w+) (?P<end>first|top|last|bottom)")
_FROM_END: Final = re.compile(
    r"(?:the )?(?P<place>\w+)(?: -)?(?: (?:to|from)(?: -)?(?: the)?)? last"
)
_BEFORE_LAST: Final = re.compile(r"last but one|one before (?:the )?last|penultimate")

_THEM: Final = r"(?: of (?:them|these|those|it|the above|the two))?"
_WORDED: Final = {
    Way.BOTH: rf"both{_THEM}|the two of them",
    Way.ALL: rf"(?:all|each|every one){_THEM}|(?:them|these|those) all|everything|"
    r"all (?:the |of the )?(?:two|three|four|five|\d)(?: of them)?|the (?:whole )?(?:lot|list)",
    Way.OTHER: r"(?:no |and |not that |not that one |but )*(?:(?:are|were|was|is) )?"
    r"(?:the )?other(?:s| ones?)?(?: again)?",
    Way.NEWEST: r"(?:newest|newer|latest|(?:most )?recent|youngest)(?: one)?(?: story)?",
    Way.OLDEST: r"(?:oldest|older|earliest|least recent)(?: one)?(?: story)?",
    Way.ANY: rf"(?:any|either|some|a few|most)(?: one)?{_THEM}|one of (?:them|these|those)|"
    r"which ?ever|whatever|"
    r"(?:i )?(?:do not|don'?t) (?:mind|care|know)(?: which)?|idk|dunno|idc|no (?:idea|preference)|"
    r"(?:it |that )?(?:does not|doesn'?t) matter(?: which| to me)?|not sure(?: which)?|"
    r"you (?:choose|pick|decide)|your (?:choice|pick|call)|surprise me|(?:a )?random|up to you|"
    r"(?:just )?(?:pick|choose|take) (?:one|any|some)|[+-] ?\d{1,2}",
}
_WAYS: Final = {
    way: re.compile(rf"(?:{pattern})(?: (?:{pattern}))*") for way, pattern in _WORDED.items()
}


def pick_of(text: str) -> Pick | None:
    """Read a message that picks choices, and asks for nothing beside; none for all others."""
    return _read(text) if len(text) <= LONGEST_TYPED else None


@once_a_message
def _read(text: str) -> Pick | None:
    typed = unadorned(text)
    bare = said_abroad(typed) or typed
    if len(bare) > _LONGEST:
        return None
    for tokens, rest in _cores(_tokens(bare)):
        said = " ".join(token for token in tokens if token not in _MARKS)
        worded = next((way for way, pattern in _WAYS.items() if pattern.fullmatch(said)), None)
        if worded is not None:
            return Pick(worded)
        run = _run(said)
        if run:
            return Pick(Way.PLACES, run)
        listed = _listed(tokens) if _SEVERAL.isdisjoint(rest) else None
        if listed is not None:
            return listed
    return None


def _tokens(bare: str) -> Sequence[str]:
    """Cut a message into words, numbers and marks: "No. 2", "the top one" → #, 2; the, first."""
    said = _NUMERO.sub("#", _FRAMES.sub(" ", fold(bare)))
    return _TOKEN.findall(_TOP.sub(lambda end: _ENDS[end.group()], said))


_ENDS: Final = {"top": "first", "bottom": "last"}


def _cores(found: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Give a message without more and more of the words around what it picks, and those behind."""
    lead = next((at for at, token in enumerate(found) if token not in _LEAD), len(found) - 1)
    behind = _TAIL | _SEVERAL
    tail = next((at for at, token in enumerate(reversed(found)) if token not in behind), 0)
    for end in range(len(found), len(found) - tail - 1, -1):
        for start in range(min(lead, end - 1) + 1):
            yield found[start:end], found[end:]


def _run(said: str) -> tuple[int, ...]:
    """Read "first two" and "second to last"; nothing for other words."""
    if _BEFORE_LAST.fullmatch(said):
        return (LAST - 1,)
    from_end = _FROM_END.fullmatch(said)
    if from_end is not None:
        place = _place(from_end["place"]) or 0
        return (-place,) if place > 1 else ()
    run = _RUN.fullmatch(said) or _RUN_AFTER.fullmatch(said)
    count = None if run is None else _place(run["count"])
    if run is None or count is None or count < 2:
        return ()
    places = range(1, count + 1)
    is_from_end = run["end"] in ("last", "bottom")
    return tuple(-place for place in reversed(places)) if is_from_end else tuple(places)


def _listed(tokens: Sequence[str]) -> Pick | None:
    """Read one number or several: "the second and the third", "1-3", "1 or 2"."""
    places: list[int] = []
    joint: set[str] = set()
    is_open, was_digit = False, False
    for word in tokens:
        place = None if word == "one" and places and not joint else _place(word)
        if place is None:
            if word not in _BEFORE_A_NUMBER | _AND | _TO | _OR | {"one"}:
                return None
            joint.update({word} & (_AND | _TO | _OR))
            continue
        is_digit = word[0].isdigit()
        is_beside = bool(places) and not joint
        if (is_beside and not (was_digit and is_digit)) or (joint and not places):
            return None
        is_range = bool(joint & _TO) and not joint & _OR and 0 < places[-1] < place
        is_open |= bool(joint & (_OR | _TO)) and not is_range
        places += range(places[-1] + 1, place + 1) if is_range else (place,)
        joint, was_digit = set(), is_digit
    if not places or joint:
        return None
    if len(set(places)) < len(places):
        return Pick(Way.ANY)
    return Pick(Way.ONE_OF_PLACES if is_open else Way.PLACES, tuple(places))


def _place(token: str) -> int | None:
    """Read "2", "2nd", "second" and "two"; none for higher ones than any list has."""
    digits = token.rstrip("sthndr")
    if digits.isdigit():
        return int(digits) if len(digits) <= _DIGITS else None
    number = read_word(token)
    return _PLACES.get(token, int(number) if number is not None and number <= _HIGHEST else None)


_DIGITS: Final = 2
_HIGHEST: Final = 20
