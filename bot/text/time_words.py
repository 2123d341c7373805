"""Words such as "currently" and "last week", which are true only about the day of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_NOW: Final = (
    "as of now|until now|right now|now|currently|presently|nowadays|recently|tonight"
    "|yesterday|tomorrow|today|at present|at the moment|these days|to date"
)
_NEAR: Final = (
    r"(?:this|last|next|earlier this|later this) "
    r"(?:week|weekend|month|quarter|spring|summer|autumn|fall|winter|year)(?!['’]?s? of\b)"
    r"|(?:this|last|yesterday|tomorrow) (?:morning|afternoon|evening|night)"
    r"|in (?:recent|the last few|the past few|the coming|the next few) (?:days|weeks|months|years)"
)
_IDIOMS: Final = (
    "now and then|now and again|every now and|from now on|(?:what|who|that|which) (?:is|are) now"
    "|year to date|up to date"
)
_RELATIVE: Final = re.compile(
    rf"(?:(?P<idiom>{_IDIOMS})|(?P<word>{_NEAR}|{_NOW}))(?![\w\-/=@]|\.\w)"
)
"""Begins with plain letters only, which lets it pass over most of a line at once."""
_HINTS: Final = (
    *("now", "sently", "rrently", "cently", "today", "tonight", "yesterday", "tomorrow", "to date"),
    *("at present", "moment", "these days", "this ", "last ", "next ", "in recent", "in the "),
)
"""Most lines hold none of these, and need no second look."""
_JOINED: Final = re.compile(r"[\w\-/#@=.&?]$|\bthe $")
_QUOTED: Final = re.compile('“[^“”]{0,2000}”|(?<!\\w)"[^"]{0,2000}"(?!\\w)|«[^«»]{0,2000}»')


def find_time_words(line: str) -> Iterator[tuple[int, str]]:
    """Give the place of each such word of an English line, and the word.

    What stands in quotation marks was true for the one who said it and is passed over, and so
    are names ("Apocalypse Now"), parts of words ("now-closed") and idioms ("now and then").
    """
    lowered = line.lower()
    if len(lowered) != len(line) or not any(hint in lowered for hint in _HINTS):
        return
    quoted = [match.span() for match in _QUOTED.finditer(line)]
    for match in _RELATIVE.finditer(lowered):
        at, word = match.start(), match["word"]
        if word is None or _JOINED.search(lowered, max(at - 4, 0), at):
            continue
        if any(start < at < end for start, end in quoted):
            continue
        if line[at].isupper() and not _begins_a_sentence(line, at):
            continue
        yield at, line[at : match.end()]


def _begins_a_sentence(line: str, at: int) -> bool:
    """Tell a word at the beginning of a sentence from a part of a name."""
    before = line[max(at - 12, 0) : at].rstrip(" \"“‘'(*_>#\t")
    return not before or before[-1] in ".!?:;…-–—•|"
