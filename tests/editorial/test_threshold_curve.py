"""What each threshold would give, against counting one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.threshold_curve import (
    Judged,
    NotReached,
    Recommended,
    ThresholdCurve,
    TooFewJudged,
    draw_curve,
    fewest_to_be_sure,
)
from bot.evaluation.figures import Share

LEVELS = {"bold": 0.4, "cautious": 0.8, "normal": 0.6}

confidences = st.floats(0, 1) | st.integers(0, 100).map(lambda step: step / 100)
judgements = st.lists(st.builds(Judged, confidences, st.booleans()), max_size=60)


def curve_of(judged: list[Judged], unjudged: list[float] | None = None) -> ThresholdCurve:
    return draw_curve(judged, unjudged or [], levels=LEVELS, present=0.5)


def right(count: int, confidence: float) -> list[Judged]:
    return [Judged(confidence, is_right=True)] * count


def wrong(count: int, confidence: float) -> list[Judged]:
    return [Judged(confidence, is_right=False)] * count


@given(judgements, st.lists(confidences, max_size=60))
def test_every_point_is_what_counting_one_by_one_gives(
    judged: list[Judged], unjudged: list[float]
) -> None:
    curve = curve_of(judged, unjudged)
    named = [level.point for level in curve.levels]
    assert [point.threshold for point in curve.points] == [step / 100 for step in range(101)]
    for point in (*curve.points, *named, curve.present):
        answered = [one for one in judged if one.confidence >= point.threshold]
        others = [one for one in unjudged if one >= point.threshold]
        assert point.precision == Share(sum(one.is_right for one in answered), len(answered))
        assert point.coverage == Share(len(answered) + len(others), len(judged) + len(unjudged))


@given(judgements)
def test_what_is_recommended_is_sure_and_nothing_below_it_is(judged: list[Judged]) -> None:
    curve = draw_curve([*judged, *right(40, 0.9)], [], levels={}, present=0.5, wished=0.8)
    assert not isinstance(curve.advice, TooFewJudged)
    least = min([one.confidence for one in judged] + [0.9])
    lowest = max(p.threshold for p in curve.points if p.threshold <= least)
    reached = [p for p in curve.points if p.precision.n and p.threshold >= lowest]
    sure = [p for p in reached if p.precision.interval[0] >= 0.8]
    if isinstance(curve.advice, Recommended):
        assert curve.advice.point == sure[0]
    else:
        assert not sure


def test_the_least_threshold_that_is_sure_is_recommended() -> None:
    advice = curve_of([*wrong(50, 0.3), *right(200, 0.7)]).advice
    assert isinstance(advice, Recommended)
    assert advice.point.threshold == 0.31
    assert advice.point.coverage == Share(200, 250)


def test_nothing_is_recommended_below_what_was_judged_though_all_of_that_is_right() -> None:
    advice = curve_of(right(100, 0.715), [0.2] * 50).advice
    assert isinstance(advice, Recommended)
    assert advice.point.threshold == 0.71


def test_too_few_judgements_recommend_nothing_even_if_all_are_right() -> None:
    assert curve_of(right(72, 0.7), [0.5] * 1_000).advice == TooFewJudged(0.95, 72, 73)
    assert isinstance(curve_of(right(73, 0.7)).advice, Recommended)


def test_where_no_threshold_is_sure_the_best_one_is_named() -> None:
    advice = curve_of([*right(60, 0.7), *wrong(10, 0.7), *wrong(30, 0.2)]).advice
    assert isinstance(advice, NotReached)
    assert advice.best.precision == Share(60, 70)


@pytest.mark.parametrize("wished", [0.5, 0.8, 0.9, 0.95, 0.99])
def test_the_fewest_that_make_sure_are_no_more_than_needed(wished: float) -> None:
    needed = fewest_to_be_sure(wished)
    assert Share(needed, needed).interval[0] >= wished
    assert Share(needed - 1, needed - 1).interval[0] < wished


def test_levels_come_from_the_highest_threshold_down() -> None:
    assert [level.name for level in curve_of([]).levels] == ["cautious", "normal", "bold"]


def test_a_share_of_a_few_judged_answers_is_not_telling() -> None:
    curve = curve_of([*right(9, 0.8), *wrong(1, 0.5)])
    assert curve.present.is_telling
    assert not curve.levels[0].point.is_telling
