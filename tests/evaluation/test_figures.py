"""The figures count what they say they count."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.figures import Share, auroc, evaluate
from bot.evaluation.golden import GoldenMessage, Scope, Target
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Decision
from tests.matching.builders import a_candidate


def a_message(text: str, target: str | None = None, *, style: str = "formal") -> GoldenMessage:
    targets = () if target is None else (Target("page.txt", target),)
    return GoldenMessage(text, Scope.IN if targets else Scope.OUT, style, targets)


OUTCOMES: dict[str, tuple[tuple[Candidate, ...], Decision]] = {}


def outcome(message: str, decision: type, *ranked: Candidate) -> None:
    made: dict[type, Decision] = {
        Answer: Answer(ranked[0]) if ranked else Abstain(()),
        Clarify: Clarify(ranked),
        Abstain: Abstain(ranked),
    }
    OUTCOMES[message] = (ranked, made[decision])


outcome("right", Answer, a_candidate(0.9, "A"), a_candidate(0.1, "B"))
outcome("wrong", Answer, a_candidate(0.8, "B"), a_candidate(0.1, "A"))
outcome("asked back", Clarify, a_candidate(0.5, "B"), a_candidate(0.4, "A"))
outcome("declined", Abstain, a_candidate(0.2, "A"))
outcome("nothing", Abstain)
outcome("near", Answer, a_candidate(0.7, "A"))
outcome("far", Abstain, a_candidate(0.1, "A"))

MESSAGES = [
    *(a_message(text, "A") for text in ("right", "wrong", "asked back", "declined", "nothing")),
    a_message("near", style="near-miss-detail"),
    a_message("far", style="other"),
]


def test_every_figure_counts_its_messages() -> None:
    figures = evaluate(MESSAGES, lambda message: OUTCOMES[message.message])
    assert figures.top_1 == Share(2, 5)
    assert figures.recall_at_3 == Share(4, 5)
    assert figures.answered_right == Share(1, 5)
    assert figures.answered_wrong == Share(1, 5)
    assert figures.clarified_right == Share(1, 5)
    assert figures.abstained == Share(2, 5)
    assert figures.rejected == Share(1, 2)
    assert figures.rejected_near_misses == Share(0, 1)
    assert figures.styles["formal"].top_1 == Share(2, 5)
    assert figures.styles["near-miss-detail"].answered_wrong == Share(1, 1)
    assert figures.near_misses.at_95 == Share(1, 5)


def test_figures_can_be_written_as_json_with_n_and_intervals() -> None:
    figures = evaluate(MESSAGES, lambda message: OUTCOMES[message.message])
    written = json.loads(json.dumps(figures.to_json()))
    assert written["top_1"] == {"value": 0.4, "ci95": [0.118, 0.769], "n": 5}
    assert written["out_of_scope"]["auroc"] == pytest.approx(0.6)


def test_nothing_to_count_is_no_error() -> None:
    figures = evaluate([], lambda message: OUTCOMES[message.message])
    assert figures.top_1 == Share(0, 0)
    assert figures.out_of_scope.auroc is None
    assert json.dumps(figures.to_json())


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share(hits: int, more: int) -> None:
    share = Share(hits, hits + more)
    low, high = share.interval
    assert 0 <= low <= share.value <= high <= 1


@pytest.mark.parametrize(
    ("positive", "negative", "area"),
    [([0.9, 0.8], [0.1], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5), ([], [0.5], None)],
)
def test_auroc_is_the_chance_of_the_right_order(
    positive: list[float], negative: list[float], area: float | None
) -> None:
    assert auroc(positive, negative) == area
