"""The title that a page carries in its text: a first heading, or a line of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from bot.corpus.items import asks
from bot.corpus.letters import is_lone_letter
from bot.corpus.outline import TEXT_ENDS, Row
from bot.corpus.sections import SectionShape, SectionType
from bot.text.unmarked import without_marks

_MAX_TITLE_LINE = 120
"""Characters; a longer line is a text."""
_NO_TITLE_ENDS = (".", ":", ";", ",")
"""Above a story a title may cry out, or break off."""
_NO_TITLE_STARTS = ("![", "{{")
"""Of a picture, and of what a wiki fills in."""
_MOST_BYLINES = 3
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = rf"\d{{1,2}}(?:st|nd|rd|th)?\.? (?:{_MONTHS})[a-z]*|(?:{_MONTHS})[a-z]*\.? \d{{1,2}}\b"
_BYLINE = re.compile(
    r"(?:by|from|text|words|photo|source"
    r"|(?:last )?(?:updated|modified|published|posted|edited|revised))\b.{2,80}"
    rf"|(?:[a-z]{{3,9}},? )?(?:{_DAY}|\d{{4}}-\d\d-\d\d).{{0,40}}",
    re.IGNORECASE,
)
"""A line such as "By Astrid Berg" or "Monday, 16 August 2025"."""


@dataclass(frozen=True, slots=True)
class TitleLine:
    """Where the title stands among the rows."""

    at: int
    row: Row


def find_title(rows: Sequence[Row], known: Mapping[int, SectionType]) -> TitleLine | None:
    """Find the title: the only top heading, or a short first line that stands alone."""
    texts = [at for at, row in enumerate(rows) if row.is_text]
    texts = list(dropwhile(lambda at: rows[at].label.startswith(_NO_TITLE_STARTS), texts))
    if len(texts) < 2 or texts[0] in known or rows[texts[0]].is_code:
        return None
    at, row = texts[0], rows[texts[0]]
    is_title = _is_title_heading(rows, texts) if row.level else _is_title_line(rows, at, known)
    return TitleLine(at, row) if is_title else None


def _is_title_heading(rows: Sequence[Row], texts: Sequence[int]) -> bool:
    """Tell a title from a heading among others of its level."""
    first, following = rows[texts[0]], rows[texts[1]]
    is_alone = all(not 0 < rows[at].level <= first.level for at in texts[1:])
    return not asks(first) and (is_alone or following.level > 0)


def _is_title_line(rows: Sequence[Row], at: int, known: Mapping[int, SectionType]) -> bool:
    """Tell a title from the first line of a text or a question."""
    row = rows[at]
    if any(before.is_rule for before in rows[:at]) or row.bullet is not None:
        return False
    if len(row.label) > _MAX_TITLE_LINE:
        return False
    if _stands_above_story(rows, at, known) and not row.label.endswith(_NO_TITLE_ENDS):
        return True
    if asks(row) or row.label.endswith(TEXT_ENDS) or is_lone_letter(row):
        return False
    following = rows[at + 1]
    is_alone = not following.is_text or following.level > 0 or at + 1 in known
    return is_alone or _stands_above_byline(rows, at, known)


def _stands_above_byline(rows: Sequence[Row], at: int, known: Mapping[int, SectionType]) -> bool:
    """Tell whether nothing but a date or a byline stands between a line and the first heading."""
    following = [at for at in range(at + 1, len(rows)) if rows[at].is_text][: _MOST_BYLINES + 1]
    end = next((n for n, below in enumerate(following) if below in known), 0)
    are_bylines = [is_byline(rows[below]) for below in following[:end]]
    return any(are_bylines) and all(are_bylines) and not is_byline(rows[at])


def is_byline(row: Row) -> bool:
    """Tell a line that says who wrote a text, or when."""
    return _BYLINE.fullmatch(without_marks(row.label)) is not None


def _stands_above_story(rows: Sequence[Row], at: int, known: Mapping[int, SectionType]) -> bool:
    """Tell whether nothing but a section of prose follows: "What next?" is a title there."""
    below = next((at for at in range(at + 1, len(rows)) if rows[at].is_text), at)
    return below in known and known[below].shape is SectionShape.PROSE
