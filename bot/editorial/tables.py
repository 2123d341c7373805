"""The editors' figures as plain text for a code block: what the charts show, without a picture."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, assert_never

from bot.dialogue import editors_wording as wording
from bot.editorial.statistics import DayTally, Statistics, in_bars
from bot.editorial.threshold_curve import (
    Advice,
    NotReached,
    Recommended,
    ThresholdCurve,
    ThresholdPoint,
    TooFewJudged,
)
from bot.evaluation.figures import Share

WIDTH: Final = 60
"""Columns of a table: more would wrap in a code block."""

MOST_ROWS: Final = 31
"""Rows of a table of days; longer periods are told by the week or more."""

_GAP: Final = 2
"""Columns between two columns of a table."""


def days_table(statistics: Statistics) -> str:
    """Tell what became of the questions of each day, and of all."""
    if not statistics.total.asked:
        return wording.NO_QUESTIONS
    head = ("", wording.ASKED, wording.ANSWERED, wording.ASKED_BACK, wording.DECLINED)
    bars = in_bars(statistics.days, MOST_ROWS)
    days = [_day_row(wording.short_date(bar.first), bar) for bar in bars]
    whole = DayTally(statistics.first, statistics.last, statistics.total)
    return aligned(head, [*days, _day_row(wording.TOTAL, whole)])


def top_questions_table(statistics: Statistics) -> str:
    """Tell what was asked most."""
    rows = [(one.label, f"{one.times:,}") for one in statistics.top_questions]
    return _list(wording.TOP_QUESTIONS, (wording.TIMES,), rows, wording.NO_TOP_QUESTIONS)


def gaps_table(statistics: Statistics) -> str:
    """Tell what was asked and not answered."""
    rows = [(gap.wording, f"{gap.count:,}") for gap in statistics.biggest_gaps]
    return _list(wording.BIGGEST_GAPS, (wording.TIMES,), rows, wording.NO_GAPS)


def worst_rated_table(statistics: Statistics) -> str:
    """Tell which answers readers voted against."""
    rows = [(vote.label, f"{vote.up:,}", f"{vote.down:,}") for vote in statistics.worst_rated]
    heads = (wording.VOTES_UP, wording.VOTES_DOWN)
    return _list(wording.WORST_RATED, heads, rows, wording.NO_WORST_RATED)


def stale_pages_table(statistics: Statistics) -> str:
    """Tell which pages have old facts."""
    rows = [(page.title, page.as_of.isoformat()) for page in statistics.stale_pages]
    return _list(wording.STALE_PAGES, (wording.AS_OF,), rows, wording.NO_STALE_PAGES)


def threshold_table(curve: ThresholdCurve) -> str:
    """Tell what each named threshold and the present one would give."""
    if not curve.turns:
        return wording.NO_TURNS
    head = (wording.THRESHOLD, "", wording.RIGHT, wording.GET_AN_ANSWER)
    rows = [_threshold_row(level.name, level.point) for level in curve.levels]
    rows.append(_threshold_row(wording.NOW, curve.present))
    return aligned(head, rows)


def advice_told(advice: Advice) -> str:
    """Say what threshold is recommended, or why none is."""
    match advice:
        case Recommended(wished, point):
            answered = wording.percent(point.coverage.value)
            right = share_told(point.precision)
            return wording.recommended_told(wished, point.threshold, right, answered)
        case TooFewJudged(wished, judged, needed):
            return wording.too_few_told(wished, judged, needed)
        case NotReached(wished, best):
            return wording.not_reached_told(wished, best.threshold, share_told(best.precision))
        case _:
            assert_never(advice)


def share_told(share: Share) -> str:
    """Give a share with its interval, or a dash where nothing is known."""
    if not share.n:
        return wording.UNKNOWN
    return wording.share_told(share.value, *share.interval)


# ------------------------------------------------------------------------- columns


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Set rows in columns, the first to the left and cut to fit, the others to the right.

    No line is wider than `WIDTH`, and none can end the code block that it stands in.
    """
    table = [[_plain(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(columns_of, column)) for column in zip(*table, strict=True)]
    widths[0] = min(widths[0], WIDTH - sum(width + _GAP for width in widths[1:]))
    return "\n".join(_line(row, widths) for row in table)


def columns_of(text: str) -> int:
    """Count the columns that a text takes where letters have one width."""
    return sum(map(_columns_of_letter, text))


def _columns_of_letter(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first = _cut(row[0], widths[0])
    cells = [first + " " * (widths[0] - columns_of(first))]
    cells += [
        " " * (width + _GAP - columns_of(cell)) + cell
        for cell, width in zip(row[1:], widths[1:], strict=True)
    ]
    return "".join(cells).rstrip()


def _cut(text: str, width: int) -> str:
    if columns_of(text) <= width:
        return text
    while columns_of(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _plain(cell: str) -> str:
    return " ".join(cell.replace("`", "'").split())


def _list(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], nothing: str) -> str:
    return aligned((title, *heads), rows) if rows else nothing


def _day_row(name: str, bar: DayTally) -> tuple[str, ...]:
    tally = bar.tally
    counts = (tally.asked, tally.answered, tally.asked_back, tally.declined)
    return (name, *(f"{count:,}" for count in counts))


def _threshold_row(name: str, point: ThresholdPoint) -> tuple[str, ...]:
    answered = wording.percent(point.coverage.value)
    return (name, wording.confidence(point.threshold), share_told(point.precision), answered)
