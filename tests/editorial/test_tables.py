"""Figures as text: aligned, narrow, and safe inside a code block."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.editorial import tables
from bot.editorial.statistics import (
    Became,
    DayCount,
    Gap,
    PassageCount,
    PeriodCounts,
    Statistics,
    VoteCount,
    summarise,
)
from bot.editorial.threshold_curve import Judged, draw_curve

FIRST = date(2026, 11, 1)


def a_period(days: int = 3, *labels: str) -> Statistics:
    return summarise(
        PeriodCounts(
            FIRST,
            FIRST + timedelta(days=days - 1),
            (DayCount(FIRST, Became.ANSWERED, 1_200), DayCount(FIRST, Became.DECLINED, 34)),
            passages=tuple(PassageCount(label, label, 7) for label in labels),
            votes=tuple(VoteCount(label, label, 2, 5) for label in labels),
            gaps=tuple(Gap(label, 3) for label in labels),
        )
    )


def test_days_stand_in_columns_with_their_total() -> None:
    assert tables.days_table(a_period()).splitlines() == [
        "       Asked  Answered  Asked back  Declined",
        "1 Nov  1,234     1,200           0        34",
        "2 Nov      0         0           0         0",
        "3 Nov      0         0           0         0",
        "Total  1,234     1,200           0        34",
    ]


def test_a_year_is_told_in_few_rows() -> None:
    assert len(tables.days_table(a_period(365)).splitlines()) <= tables.MOST_ROWS + 2


def test_nothing_is_said_in_a_sentence() -> None:
    empty = summarise(PeriodCounts(FIRST, FIRST))
    assert tables.days_table(empty) == "No questions in this time."
    assert tables.gaps_table(empty) == "No gaps in this time."
    assert tables.top_questions_table(empty) == "Nothing was answered in this time."
    assert tables.worst_rated_table(empty) == "No votes against an answer in this time."
    assert tables.stale_pages_table(empty) == "No page has old facts."


@given(st.lists(st.text(max_size=120), max_size=5, unique=True))
def test_no_label_makes_a_table_wide_or_ends_its_code_block(labels: list[str]) -> None:
    told = a_period(3, *labels)
    for table in (
        tables.top_questions_table(told),
        tables.gaps_table(told),
        tables.worst_rated_table(told),
    ):
        lines = table.split("\n")
        assert len(lines) == 1 + len(labels) or not labels
        assert all(tables.columns_of(line) <= tables.WIDTH for line in lines)
        assert "`" not in table


def test_wide_letters_keep_the_columns_aligned() -> None:
    lines = tables.gaps_table(a_period(3, "停战什么时候结束", "when does it end")).splitlines()
    assert len({tables.columns_of(line) for line in lines}) == 1


def test_a_threshold_is_told_with_its_interval_and_a_dash_where_nothing_is_known() -> None:
    judged = [Judged(0.7, number > 0) for number in range(40)]
    curve = draw_curve(judged, [0.2] * 40, levels={"normal": 0.6, "cautious": 0.9}, present=0.5)
    assert tables.threshold_table(curve).splitlines() == [
        "Threshold                  Right  Answered",
        "cautious   90%                 –        0%",
        "normal     60%  98% (87% to 99%)       50%",
        "now        50%  98% (87% to 99%)       50%",
    ]
    assert tables.advice_told(curve.advice) == (
        "Too few to recommend a threshold: 40 judged. To be sure of 95% right takes at least "
        "73 answers judged, all of them right."
    )
