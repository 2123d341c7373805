"""Whose part it is that a message is near."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.arrays import FloatArray
from bot.matching.credit import credit


def unit(*angles: float) -> FloatArray:
    """Give vectors in a plane, by their angles in degrees."""
    turned = np.radians(np.array(angles, dtype=np.float32))
    return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)


def shared(owners: list[int], *angles: float, metric: FloatArray | None = None) -> FloatArray:
    """Share the credit of a message at 0 degrees among views at these angles."""
    views = unit(*angles)
    turned = views if metric is None else views @ metric
    lengths = np.sqrt((turned * views).sum(axis=1))
    cosines = turned @ unit(0)[0] / lengths  # the metrics here leave the message's length alone
    return credit(cosines, views, np.array(owners), max(owners) + 1, metric)


def test_a_view_word_for_word_has_most_of_the_credit() -> None:
    first, second = shared([0, 1], 0, 60)
    assert first > 0.7
    assert second < 0.1


def test_two_views_that_say_the_same_are_one_witness() -> None:
    once, rival = shared([0, 1], 20, -20)
    twice, _ = shared([0, 0, 1], 20, 20, -20)
    assert once == pytest.approx(rival, abs=1e-5)
    assert once < twice < 1.5 * once


def test_wordings_on_two_sides_of_the_message_are_worth_more_than_one_that_is_as_near() -> None:
    around, aside = shared([0, 0, 1], 30, -30, 30)
    assert around > 1.5 * aside


def test_a_candidate_without_views_has_no_credit() -> None:
    assert shared([0, 2], 0, 40)[1] == 0.0


def test_no_views_give_no_credit() -> None:
    nothing = np.zeros(0, dtype=np.float32)
    assert credit(nothing, np.zeros((0, 2), np.float32), np.zeros(0, np.int64), 2).tolist() == [
        0,
        0,
    ]


def test_a_metric_that_stretches_nothing_ranks_as_none_does() -> None:
    plain = shared([0, 0, 1, 2], 10, 25, -30, 50)
    same = shared([0, 0, 1, 2], 10, 25, -30, 50, metric=np.eye(2, dtype=np.float32))
    assert np.argsort(same).tolist() == np.argsort(plain).tolist()


def test_a_view_that_is_aside_where_nothing_tells_passages_apart_has_the_credit() -> None:
    plain_aside, plain_near = shared([0, 1], 40, -30)
    assert plain_aside < plain_near
    flat = np.diag(np.array([1.0, 0.01], dtype=np.float32))
    aside, near = shared([0, 1], 40, -30, metric=flat)
    assert aside == pytest.approx(near, rel=0.1)


def test_views_far_from_the_message_do_not_change_the_credit() -> None:
    near = list(np.linspace(0, 20, 96))
    few = shared([0] * 96, *near)
    many = shared([0] * 96 + [1] * 50, *near, *np.linspace(100, 150, 50))
    assert many[0] == pytest.approx(few[0], abs=1e-6)
    assert many[1] == 0.0
