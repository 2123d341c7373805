"""Which turn is judged next."""

from __future__ import annotations

from bot.editorial.judging import next_to_judge


def test_the_least_known_degree_of_confidence_comes_next() -> None:
    waiting = [(1, 0.95), (2, 0.91), (3, 0.45), (4, 0.12)]
    assert next_to_judge([], waiting) == 1
    assert next_to_judge([0.99], waiting) == 3
    assert next_to_judge([0.99, 0.41], waiting) == 4
    assert next_to_judge([0.99, 0.41, 0.19, 1.0, 0.44], waiting) == 4


def test_of_one_degree_the_newest_comes_first() -> None:
    assert next_to_judge([], [(7, 0.55), (6, 0.51)]) == 7


def test_a_skipped_turn_is_not_offered_again_at_once() -> None:
    assert next_to_judge([], [(7, 0.55), (6, 0.51)], skipped=7) == 6
    assert next_to_judge([], [(7, 0.55)], skipped=7) is None
    assert next_to_judge([0.5], []) is None
