"""Lines that head groups of questions without being headings: "TRAVELLING", "2. Living here"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from enum import Enum, auto

from bot.corpus.bylines import is_date
from bot.corpus.items import asks, next_texts, without_bullet
from bot.corpus.letters import has_letter
from bot.corpus.outline import TEXT_ENDS, Row

GROUP_LEVEL = 5
"""Of the headings that are made of such lines; their questions are one below."""
_MAX_LABEL = 60
"""Characters."""
_MAX_PLAIN_WORDS = 4
_MIN_GROUPS = 2
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s")
_PART = re.compile(r"(?:Part|Section|Unit|Round) (?:[A-Z]|\d{1,2}|[IVX]{1,4})\b(?:\s*[:.–—-].*)?")
_SENTENCE_MARKS = re.compile(r"[,;:\d]")


class _Look(Enum):
    """How a line is set off from texts."""

    CAPITALS = auto()
    BOLD = auto()
    NUMBERED = auto()
    COLON = auto()
    DATE = auto()
    PART = auto()
    """ "Part A: Short answers" """
    PLAIN = auto()


_LOUD = frozenset({_Look.CAPITALS, _Look.BOLD, _Look.PART})
"""Lines that their letters or their numbers set off, wherever they stand."""


def with_group_headings(rows: Sequence[Row], starts: Collection[int]) -> list[Row]:
    """Make headings of such lines, and of the questions at `starts`.

    Nothing changes unless the list begins with one, and has another that looks alike. Each stands
    below an empty line and right above a question. Above the first may stand a text, where its
    letters set it off.
    """
    first = _first_head(rows, starts)
    look = None if first is None else _look(rows[first])
    if look is None:
        return list(rows)
    following = next_texts(rows)
    asked = {id(rows[at]) for at in starts}
    stand_alone = _stand_alone(rows, starts)
    heads = {
        at
        for at, row in enumerate(rows)
        if stand_alone[at] and _look(row) is look and id(following[at]) in asked
    } - set(starts)
    if first not in heads or len(heads) < _MIN_GROUPS:
        return list(rows)
    return [_marked(row, is_head=at in heads, asks=at in starts) for at, row in enumerate(rows)]


def _first_head(rows: Sequence[Row], starts: Collection[int]) -> int | None:
    """Give the first line, or the one right above the first question if its letters are loud."""
    above = [at for at in range(min(starts, default=len(rows))) if rows[at].is_text]
    is_loud = len(above) > 1 and _look(rows[above[-1]]) in _LOUD
    first = next((at for at, row in enumerate(rows) if row.is_text), None)
    return above[-1] if is_loud else first


def _marked(row: Row, *, is_head: bool, asks: bool) -> Row:
    if is_head:
        return replace(row, level=GROUP_LEVEL)
    return replace(without_bullet(row), level=GROUP_LEVEL + 1) if asks else row


def _stand_alone(rows: Sequence[Row], starts: Collection[int]) -> list[bool]:
    """Tell of each row whether it begins a paragraph that answers no question by itself.

    Loud lines need no empty line above them where the whole list has none.
    """
    is_dense = not any(row.is_blank for row in _between(rows, starts))
    found: list[bool] = []
    is_open = False
    for at, row in enumerate(rows):
        begins = at == 0 or rows[at - 1].is_blank or (is_dense and _look(row) in _LOUD)
        found.append(begins and not is_open)
        if row.is_text:
            is_open = at in starts
    return found


def _between(rows: Sequence[Row], starts: Collection[int]) -> Sequence[Row]:
    return rows[min(starts) : max(starts)] if starts else ()


def looks_like_heading(row: Row) -> bool:
    """Tell a line that is set off by its letters, or leads on to what follows."""
    return _look(row) in {*_LOUD, _Look.COLON}


def _look(row: Row) -> _Look | None:
    """Say how a line is set off; none for one that cannot head a group."""
    bare = without_bullet(row).label
    says = any(map(str.isalpha, bare)) or is_date(bare)
    is_line = row.is_text and not row.is_code and not row.level and says
    if not is_line or len(bare) > _MAX_LABEL or asks(row) or has_letter(row):
        return None
    if bare.endswith(":"):
        return None if row.bullet is not None else _Look.COLON
    if bare.endswith(TEXT_ENDS):
        return None
    if row.bullet is None and _PART.fullmatch(bare):
        return _Look.PART
    if is_date(bare):
        return _Look.DATE
    if _NUMBERED.match(row.text):
        return _Look.NUMBERED
    if row.bullet is not None:
        return None
    if row.is_set_in_bold:
        return _Look.BOLD
    if bare.isupper():
        return _Look.CAPITALS
    is_short = len(bare.split()) <= _MAX_PLAIN_WORDS and not _SENTENCE_MARKS.search(bare)
    return _Look.PLAIN if is_short and bare[0].isupper() else None
