"""Cuts a text into its sentences, word for word."""

from __future__ import annotations

import re
from typing import Final

from bot.text.word_lists import word_list
from bot.text.words import STOP_WORDS

_ABBREVIATIONS: Final = word_list(
    "mr mrs ms dr prof gen col sgt lt capt sen rep gov st jr sr vs etc e.g i.e vol inc ltd co"
    " jan feb mar apr jun jul aug sep sept oct nov dec approx dept est fig op rs brig cmdr adm"
)
_GLOSSED: Final = re.compile(r"lit\.\s[\"'“‘]")
"""In "lit. 'Lime Tree'"; that the lamps were lit may end a sentence."""
_ACRONYM: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_TIME_ZONE: Final = re.compile(r"[A-Z]{1,4}T|UTC")
"""What follows "9 a.m."."""
_LONGEST_WORD: Final = 40
_END: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)|\n++")
"""Each run of marks is looked at once, from its first mark: a long one takes no longer."""


def sentences(text: str) -> tuple[str, ...]:
    """Give the sentences of a text in order, verbatim but for the white space between them.

    A line break ends a sentence; an initial ("J. Smith") or a common abbreviation does not, nor
    does an acronym such as "U.S." where the words behind it go on with the sentence.
    """
    pieces: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if end.group().startswith(".") and _is_abbreviated(text, start, end.start()):
            continue
        pieces.append(text[start : end.end()].strip())
        start = end.end()
    pieces.append(text[start:].strip())
    return tuple(piece for piece in pieces if piece)


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    """Say whether the full stop at `end` belongs to the word before it."""
    word = text[max(start, end - 12) : end].rsplit(None, 1)[-1:]
    if not word:
        return False
    bare = word[0].strip("(\"'“‘[")
    if _ACRONYM.fullmatch(bare):
        return _goes_on(bare, text[end + 1 : end + 1 + _LONGEST_WORD])
    bare = bare.casefold()
    if bare == "lit":
        return _GLOSSED.match(text, end - len(bare)) is not None
    return bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and bare != "i")


def _goes_on(acronym: str, rest: str) -> bool:
    """Say whether a sentence goes on behind "U.S." or "p.m.", by the word that follows."""
    following = rest.split(maxsplit=1)[:1]
    if not following or not rest[0].isspace():
        return False
    word = following[0].strip("(\"'“‘[.,")
    if not word[:1].isupper():
        return True
    if _TIME_ZONE.fullmatch(word):
        return True
    return acronym.isupper() and word.casefold() not in STOP_WORDS
