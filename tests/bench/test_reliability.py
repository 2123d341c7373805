"""What the plots show is counted right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.reliability import (
    Kind,
    Point,
    at_threshold,
    bins,
    brier_score,
    by_kind,
    calibration_error,
    read_verdicts,
    risk_by_coverage,
)
from bot.cli.machine import dump
from bot.evaluation.thresholds import Verdict
from tests.evaluation.labelled import an_inside_verdict, an_outside_verdict

VERDICTS = st.lists(
    st.one_of(
        st.builds(an_inside_verdict, st.floats(0, 1), is_right=st.booleans()),
        st.builds(an_outside_verdict, st.floats(0, 1)),
    ),
    min_size=1,
    max_size=40,
)


def test_verdicts_are_read_as_they_were_written() -> None:
    verdicts = [an_inside_verdict(0.25, is_right=True), an_outside_verdict(0.5, style="other")]
    read = list(read_verdicts("".join(dump(v.to_json()) + "\n" for v in verdicts)))
    assert [v.to_json() for v in read] == [v.to_json() for v in verdicts]
    assert [v.is_in_scope for v in read] == [True, False]


def test_a_bin_compares_what_was_promised_with_what_came_true() -> None:
    verdicts = [
        an_inside_verdict(0.92, is_right=True),
        an_inside_verdict(1.0, is_right=True),
        an_outside_verdict(0.9),
        an_outside_verdict(0.11),
    ]
    low, high = bins(verdicts)
    assert [one.confidence for one in (low, high)] == pytest.approx([0.11, 0.94])
    assert [(one.right.hits, one.right.n) for one in (low, high)] == [(0, 1), (2, 3)]
    assert calibration_error((low, high)) == pytest.approx((0.11 + 3 * (0.94 - 2 / 3)) / 4)
    assert (low.verdicts, high.verdicts) == (1, 3)


def test_a_message_that_met_several_stories_counts_once() -> None:
    thirds = [an_outside_verdict(0.3, weight=1 / 3) for _ in range(3)]
    (one,) = bins([*thirds, an_inside_verdict(0.3, is_right=True)])
    assert one.verdicts == 4
    assert one.weight == pytest.approx(2)
    assert (one.right.hits, one.right.n) == (2, 3)  # half of what (1 + 1)² / (1 + 3 / 9) tells


@given(VERDICTS)
def test_every_message_is_in_one_bin_and_of_one_kind(verdicts: list[Verdict]) -> None:
    binned = bins(verdicts)
    assert sum(one.weight for one in binned) == pytest.approx(len(verdicts))
    assert 0 <= calibration_error(binned) <= 1
    assert 0 <= brier_score(verdicts) <= 1
    assert sum(map(len, by_kind(verdicts).values())) == len(verdicts)


def test_kinds_tell_near_misses_from_other_subjects() -> None:
    verdicts = [
        an_inside_verdict(0.4, is_right=True),
        an_inside_verdict(0.3),
        an_outside_verdict(0.2),
        an_outside_verdict(0.1, style="chit-chat"),
    ]
    kinds = Kind.RIGHT, Kind.WRONG, Kind.NEAR_MISS, Kind.OTHER
    assert by_kind(verdicts) == {k: [v] for k, v in zip(kinds, verdicts, strict=True)}


def test_risk_grows_where_wrong_answers_begin_and_ties_are_answered_together() -> None:
    verdicts = [
        an_inside_verdict(0.9, is_right=True),
        an_inside_verdict(0.8, is_right=True),
        an_outside_verdict(0.8),
        an_inside_verdict(0.1),
    ]
    assert risk_by_coverage(verdicts) == (
        Point(0.9, 0.25, 0.0),
        Point(0.8, 0.75, 1 / 3),
        Point(0.1, 1.0, 0.5),
    )


def test_a_threshold_answers_what_is_at_least_as_sure() -> None:
    curve = risk_by_coverage([an_inside_verdict(0.9, is_right=True), an_outside_verdict(0.4)])
    assert at_threshold(curve, 0.4) == curve[1]
    assert at_threshold(curve, 0.41) == curve[0]
    assert at_threshold(curve, 0.95) == Point(0.95, 0.0, 0.0)
