"""Thresholds reject the near-misses that they promise to, and ask back where that helps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.thresholds import (
    ASKED_BACK_AT_MOST,
    NEAR_AT_LEAST,
    REJECTED,
    Thresholds,
    Verdict,
    answer_threshold,
    asked_back,
    choose_thresholds,
    clarify_threshold,
    outcome,
    price,
    prices,
)
from tests.evaluation.labelled import an_inside_verdict, an_outside_verdict

VERDICTS = st.lists(
    st.one_of(
        st.builds(
            an_inside_verdict,
            st.floats(0, 1),
            is_right=st.booleans(),
            is_near=st.booleans(),
            weight=st.sampled_from([0.5, 1.0]),
        ),
        st.builds(
            an_outside_verdict,
            st.floats(0, 0.998),
            style=st.sampled_from(["near-miss", "off-topic"]),
            weight=st.sampled_from([0.5, 1.0]),
        ),
    ),
    max_size=40,
)


def outside(*confidences: float) -> list[Verdict]:
    return [an_outside_verdict(confidence) for confidence in confidences]


def test_the_threshold_is_just_above_the_last_near_miss_that_it_rejects() -> None:
    near = outside(*(number / 100 for number in range(1, 101)))
    assert answer_threshold(near, 0.94) == pytest.approx(0.941)


def test_a_near_miss_counts_what_it_weighs() -> None:
    near = [an_outside_verdict(0.2, weight=3.0), an_outside_verdict(0.8, weight=1.0)]
    assert answer_threshold(near, 0.75) == pytest.approx(0.201)
    assert answer_threshold(near, 0.76) == pytest.approx(0.801)


def test_what_is_only_off_topic_sets_no_threshold_unless_there_is_nothing_else() -> None:
    off_topic = an_outside_verdict(0.9, style="off-topic")
    assert answer_threshold([off_topic, an_outside_verdict(0.3)]) == pytest.approx(0.301)
    assert answer_threshold([off_topic]) == pytest.approx(0.901)


def test_without_anything_out_of_scope_nothing_is_known_to_be_safe() -> None:
    assert answer_threshold([an_inside_verdict(0.9, is_right=True)]) == 1.0


@given(VERDICTS)
def test_the_promised_share_of_near_misses_is_rejected(verdicts: list[Verdict]) -> None:
    answer_at = answer_threshold(verdicts)
    if any(verdict.message.is_near_miss for verdict in verdicts):
        rejected = price(verdicts, answer_at).rejected_near_misses
        assert rejected is not None
        assert rejected >= REJECTED - 1e-6


def test_asking_back_goes_as_far_down_as_it_helps() -> None:
    inside = [an_inside_verdict(confidence) for confidence in (0.5, 0.4, 0.3)]
    assert clarify_threshold([*inside, *outside(0.1, 0.1, 0.1)], 0.6) == pytest.approx(0.3)


def test_it_stops_where_too_many_choices_would_miss() -> None:
    helped = [an_inside_verdict(0.5) for _ in range(9)]
    missed = [an_inside_verdict(0.3, is_near=False) for _ in range(2)]
    late = [an_inside_verdict(0.2)]
    assert clarify_threshold([*helped, *missed, *late], 0.6) == pytest.approx(0.5)


def test_it_goes_past_a_bad_stretch_when_what_follows_makes_up_for_it() -> None:
    missed = [an_inside_verdict(0.5, is_near=False)]
    helped = [an_inside_verdict(0.4) for _ in range(9)]
    assert clarify_threshold([*missed, *helped], 0.6) == pytest.approx(0.4)


def test_it_stops_where_too_many_readers_would_be_bothered() -> None:
    inside = [an_inside_verdict(0.5), an_inside_verdict(0.2)]
    bothered = outside(0.4, 0.3, *[0.1] * 14)  # a second one is more than a tenth
    assert clarify_threshold([*inside, *bothered], 0.6) == pytest.approx(0.5)


def test_nobody_is_asked_back_where_that_helps_nobody() -> None:
    assert clarify_threshold([], 0.6) == 0.6
    assert clarify_threshold([an_inside_verdict(0.5, is_near=False)], 0.6) == 0.6
    assert clarify_threshold(outside(0.1, 0.1, 0.1, 0.5), 0.6) == 0.6


@given(VERDICTS)
def test_asking_back_keeps_both_promises(verdicts: list[Verdict]) -> None:
    thresholds = choose_thresholds(verdicts)
    back = asked_back(verdicts, thresholds)
    assert 0 <= thresholds.clarify_at <= thresholds.answer_at <= 1
    assert back.out_of_scope <= ASKED_BACK_AT_MOST + 1e-6
    assert back.in_scope == 0 or back.near >= NEAR_AT_LEAST - 1e-6


@given(VERDICTS)
def test_no_lower_threshold_would_keep_them_and_help_more(verdicts: list[Verdict]) -> None:
    chosen = choose_thresholds(verdicts)

    def helped(thresholds: Thresholds) -> float:
        back = asked_back(verdicts, thresholds)
        keeps = back.near >= NEAR_AT_LEAST and back.out_of_scope <= ASKED_BACK_AT_MOST
        return back.in_scope * back.near if keeps else 0.0

    for step in range(0, 1000, 20):
        other = Thresholds(chosen.answer_at, min(step / 1000, chosen.answer_at))
        assert helped(other) <= helped(chosen) + 1e-6


def test_a_price_counts_by_weight() -> None:
    verdicts = [
        an_inside_verdict(0.9, is_right=True, weight=3.0),
        an_inside_verdict(0.9, weight=1.0),
        *outside(0.8, 0.2),
        an_outside_verdict(0.9, style="off-topic"),
    ]
    found = price(verdicts, 0.5)
    assert (found.answered_right, found.answered_wrong) == (0.75, 0.25)
    assert found.rejected_near_misses == 0.5


def test_where_there_are_no_near_misses_none_are_said_to_be_rejected() -> None:
    verdicts = [an_inside_verdict(0.9, is_right=True), an_outside_verdict(0.9, style="off-topic")]
    found = price(verdicts, 0.5)
    assert found.rejected_near_misses is None
    assert found.to_json()["rejected_near_misses"] is None


def test_dearer_thresholds_answer_less() -> None:
    inside = [an_inside_verdict(n / 50, is_right=n % 5 > 0) for n in range(50)]
    offered = prices([*inside, *outside(*(n / 200 for n in range(100)))])
    assert [p.answer_at for p in offered] == sorted({p.answer_at for p in offered})
    assert [p.answered_right for p in offered] == sorted(
        (p.answered_right for p in offered), reverse=True
    )


@pytest.mark.parametrize(
    ("confidence", "is_answered", "is_clarified"),
    [(0.6, True, False), (0.59, False, True), (0.3, False, True), (0.29, False, False)],
)
def test_thresholds_decide_as_the_policy_does(
    confidence: float, is_answered: bool, is_clarified: bool
) -> None:
    found = outcome(an_inside_verdict(confidence), Thresholds(answer_at=0.6, clarify_at=0.3))
    assert (found.is_answered, found.is_clarified) == (is_answered, is_clarified)
