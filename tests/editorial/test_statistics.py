"""What is told of a period, from counts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.statistics import (
    Became,
    DayCount,
    DayTally,
    Gap,
    PassageCount,
    PeriodCounts,
    StalePage,
    Tally,
    VoteCount,
    in_bars,
    summarise,
)
from bot.store.model import Decided

FIRST = date(2026, 11, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def counts_of(
    *days: DayCount,
    length: int = 3,
    passages: tuple[PassageCount, ...] = (),
    votes: tuple[VoteCount, ...] = (),
    gaps: tuple[Gap, ...] = (),
    stale: tuple[StalePage, ...] = (),
) -> PeriodCounts:
    return PeriodCounts(FIRST, day(length - 1), days, passages, votes, gaps, stale)


def labels(votes: tuple[VoteCount, ...]) -> list[str]:
    return [vote.label for vote in votes]


def votes_of(*given: tuple[str, int, int]) -> tuple[VoteCount, ...]:
    return tuple(VoteCount(label, label, up, down) for label, up, down in given)


# ------------------------------------------------------------------------- questions per day


def test_a_day_without_questions_is_told_too() -> None:
    told = summarise(counts_of(DayCount(day(2), Became.DECLINED, 4)))
    assert told.days == (
        DayTally(day(0), day(0), Tally()),
        DayTally(day(1), day(1), Tally()),
        DayTally(day(2), day(2), Tally(declined=4)),
    )
    assert told.total == Tally(declined=4)


def test_what_lies_outside_the_period_is_left_out() -> None:
    told = summarise(
        counts_of(DayCount(day(-1), Became.ANSWERED, 5), DayCount(day(3), Became.ANSWERED, 7))
    )
    assert told.total.asked == 0


def test_what_is_stored_of_a_decision_names_what_became_of_the_question() -> None:
    assert [Became(decided.value) for decided in Decided] == list(Became)


day_counts = st.builds(
    DayCount, st.integers(-3, 130).map(day), st.sampled_from(Became), st.integers(0, 1_000)
)


@given(st.lists(day_counts), st.integers(1, 120))
def test_the_days_add_up_to_what_was_counted_inside_the_period(
    days: list[DayCount], length: int
) -> None:
    told = summarise(counts_of(*days, length=length))
    inside = [one for one in days if day(0) <= one.day <= day(length - 1)]
    assert told.total == Tally(
        *(sum(one.count for one in inside if one.became is became) for became in Became)
    )
    assert [one.first for one in told.days] == [day(number) for number in range(length)]


@given(st.integers(1, 800), st.integers(1, 40))
def test_bars_cover_every_day_once_in_order_and_lose_no_question(length: int, most: int) -> None:
    days = tuple(
        DayTally(day(number), day(number), Tally(number, 1, 2)) for number in range(length)
    )
    bars = in_bars(days, most)
    assert len(bars) <= most
    assert bars[0].first == day(0)
    assert bars[-1].last == day(length - 1)
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(bars))
    assert sum((bar.tally for bar in bars), Tally()) == sum((one.tally for one in days), Tally())


def test_bars_of_a_long_period_are_whole_weeks_but_the_first() -> None:
    days = tuple(DayTally(day(number), day(number), Tally()) for number in range(90))
    lengths = [(bar.last - bar.first).days + 1 for bar in in_bars(days, 31)]
    assert lengths == [6] + [7] * 12


# ------------------------------------------------------------------------- lists


@pytest.mark.parametrize(
    ("votes", "ranked"),
    [
        pytest.param([("one", 0, 1), ("three", 7, 3)], ["three", "one"], id="one vote is thin"),
        pytest.param([("2 of 2", 0, 2), ("9 of 12", 3, 9)], ["9 of 12", "2 of 2"], id="surer"),
        pytest.param([("good", 50, 2), ("bad", 3, 6)], ["bad", "good"], id="by share"),
        pytest.param([("liked", 4, 0), ("bad", 0, 2)], ["bad"], id="no vote against"),
        pytest.param([("b", 1, 2), ("a", 1, 2)], ["a", "b"], id="ties by label"),
    ],
)
def test_the_worst_rated_are_those_that_are_surely_disliked(
    votes: list[tuple[str, int, int]], ranked: list[str]
) -> None:
    told = summarise(counts_of(votes=votes_of(*votes)))
    assert labels(told.worst_rated) == ranked


def test_all_votes_are_counted_and_those_of_one_passage_add_up() -> None:
    told = summarise(counts_of(votes=votes_of(("a", 1, 1), ("b", 5, 0), ("a", 2, 1))))
    assert (told.votes_up, told.votes_down) == (8, 2)
    assert told.worst_rated == (VoteCount("a", "a", 3, 2),)


def test_lists_start_with_the_most_and_the_oldest_and_end_in_time() -> None:
    told = summarise(
        counts_of(
            passages=(
                PassageCount("a", "A", 1),
                PassageCount("b", "B", 3),
                PassageCount("c", "C", 2),
            ),
            gaps=(Gap("x", 1), Gap("y", 4), Gap("z", 0)),
            stale=(StalePage("new", day(1)), StalePage("old", day(0))),
        ),
        most_listed=2,
    )
    assert [one.label for one in told.top_questions] == ["B", "C"]
    assert told.biggest_gaps == (Gap("y", 4), Gap("x", 1))
    assert [page.title for page in told.stale_pages] == ["old", "new"]


@given(st.lists(st.builds(VoteCount, st.sampled_from("abcd"), st.just("label"),
                          st.integers(0, 99), st.integers(0, 99))))  # fmt: skip
def test_a_single_vote_never_stands_before_two(votes: list[VoteCount]) -> None:
    ranked = [vote.down > 1 for vote in summarise(counts_of(votes=tuple(votes))).worst_rated]
    assert ranked == sorted(ranked, reverse=True)
