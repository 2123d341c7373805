"""The latest results: bounded, in the order of use, safe to share."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from bot.matching.recent import Recent


class Counting:
    """Squares numbers, and remembers which."""

    def __init__(self, capacity: int) -> None:
        self.made: list[int] = []
        self.kept: Recent[int, int] = Recent(capacity)

    def square(self, number: int) -> int:
        return self.kept.get(number, partial(self._square, number))

    def _square(self, number: int) -> int:
        self.made.append(number)
        return number * number


def test_a_value_is_made_once_while_it_is_kept() -> None:
    squares = Counting(2)
    assert [squares.square(n) for n in (1, 1, 2, 1, 2)] == [1, 1, 4, 1, 4]
    assert squares.made == [1, 2]


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    squares = Counting(2)
    for number in (1, 2, 1, 3, 1, 2):
        squares.square(number)
    assert squares.made == [1, 2, 3, 2]
    assert len(squares.kept) == 2


def test_none_is_a_result_like_any_other() -> None:
    recent: Recent[str, int | None] = Recent(2)
    assert recent.get("a", lambda: None) is None
    assert recent.get("a", lambda: 1) is None


def test_a_fault_keeps_nothing() -> None:
    recent: Recent[str, int] = Recent(2)
    with pytest.raises(ZeroDivisionError):
        recent.get("a", lambda: 1 // 0)
    assert len(recent) == 0


def test_threads_may_share_it() -> None:
    squares = Counting(8)

    def are_right(_: int) -> bool:
        return all(squares.square(n) == n * n for n in [*range(40)] * 20)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(are_right, range(8)))
    assert len(squares.kept) <= 8 + 4
