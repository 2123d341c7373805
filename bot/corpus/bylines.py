"""Lines that say who wrote a text, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.corpus.outline import TEXT_ENDS
from bot.text.unmarked import without_marks

_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY: Final = (
    r"(?:[a-z]{3,9},? )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.? (?:{_MONTHS})[a-z]*|(?:{_MONTHS})[a-z]*\.? \d{{1,2}}\b"
    r"|\d{4}-\d\d-\d\d)"
)
"""Such as "Monday, 16 August"."""
_BYLINE: Final = re.compile(
    r"(?:by|(?:written|prepared|compiled|reported) by|from|text|words|photo|source"
    r"|(?:last )?(?:updated|modified|published|posted|edited|revised))\b.{2,80}"
    rf"|{_DAY}.{{0,40}}"
    r"|(?:authors?|editors?|owner|status|tags?|(?:created|(?:last )?edited)(?: by| time)?):.{1,80}"
    r"|#[^\s#]+(?: +#[^\s#]+)+",
    re.IGNORECASE,
)
_DATE: Final = re.compile(rf"{_DAY}(?:,? \d{{4}})?(?:,? \d{{1,2}}[:.]\d\d)?", re.IGNORECASE)
_DATELINE: Final = re.compile(
    r"(?:last )?(?:updated|modified|published|posted|edited|revised)\b.*\d", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"[a-z]{3,}[.!?]\Z")
"""Its end; "p.m." and "Jr." are none."""
_MOST_WORDS_BESIDE: Final = 3


def is_byline(line: str) -> bool:
    """Tell a line such as "By Astrid Berg", "Monday, 16 August 2025" or "#ferry #harbour".

    "By Monday the port was frozen." is a sentence.
    """
    bare = without_marks(line).strip()
    return _BYLINE.fullmatch(bare) is not None and _SENTENCE.search(bare) is None


def is_dateline(line: str) -> bool:
    """Tell a line such as "Last updated: 3 May 2025, 18:40" or "3 May 2025"."""
    return is_date(line) or (is_byline(line) and _DATELINE.match(line) is not None)


def is_date(line: str) -> bool:
    """Tell a line that holds a day alone: "3 May", "Monday, 3 May 2025"."""
    return _DATE.fullmatch(line) is not None


def are_bylines(lines: Sequence[str]) -> bool:
    """Tell lines of this kind, with at most such as tell nothing beside: "Share", "5 min read"."""
    others = [line for line in lines if not is_byline(line)]
    tell_nothing = (
        len(line.split()) <= _MOST_WORDS_BESIDE and not line.rstrip().endswith((*TEXT_ENDS, "?"))
        for line in others
    )
    return len(others) < len(lines) and all(tell_nothing)
