"""Cuts a text into its sentences, word for word."""

from __future__ import annotations

import re
from typing import Final

from bot.text.word_lists import word_list

_ABBREVIATIONS: Final = word_list(
    "mr mrs ms dr prof gen col sgt lt capt sen rep gov st jr sr vs etc e.g i.e vol inc ltd co"
    " jan feb mar apr jun jul aug sep sept oct nov dec approx dept est fig op"
)
_END: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)|\n++")
"""Each run of marks is looked at once, from its first mark: a long one takes no longer."""


def sentences(text: str) -> tuple[str, ...]:
    """Give the sentences of a text in order, verbatim but for the white space between them.

    A line break ends a sentence; an initial ("J. Smith") or a common abbreviation does not.
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
    bare = word[0].strip("(\"'“‘[").casefold()
    return bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and bare != "i")
