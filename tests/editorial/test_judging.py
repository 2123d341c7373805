"""Which turn is judged next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.judging import next_to_judge

messages = st.lists(st.integers(1, 1 << 63), unique=True, max_size=20)


@given(messages, st.randoms())
def test_the_lot_falls_the_same_way_whatever_the_order(waiting: list[int], dice: object) -> None:
    drawn = next_to_judge(waiting)
    assert drawn == next_to_judge(reversed(waiting))
    assert (drawn is None) == (not waiting)
    assert drawn is None or drawn in waiting


@given(messages)
def test_all_get_their_turn(waiting: list[int]) -> None:
    left = list(waiting)
    while (drawn := next_to_judge(left)) is not None:
        left.remove(drawn)
    assert left == []


def test_what_was_skipped_does_not_come_next() -> None:
    drawn = next_to_judge([5, 6])
    assert {drawn, next_to_judge([5, 6], skipped=drawn)} == {5, 6}
    assert next_to_judge([5], skipped=5) is None


def test_neither_the_oldest_nor_the_newest_are_preferred() -> None:
    drawn = [next_to_judge(range(start, start + 10)) for start in range(0, 1000, 10)]
    places = [message % 10 for message in drawn if message is not None]
    assert len(set(places)) > 5


@given(messages)
def test_skipping_leads_through_all_that_wait_and_then_to_the_first_again(
    waiting: list[int],
) -> None:
    first = drawn = next_to_judge(waiting)
    shown = set()
    for _ in waiting:
        shown.add(drawn)
        drawn = next_to_judge(waiting, skipped=drawn)
    assert shown == set(waiting)
    assert len(waiting) == 1 or drawn == first
