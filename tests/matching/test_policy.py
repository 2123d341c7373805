"""When to answer, to ask back, and to abstain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.corpus.model import BriefingId, PassageKind
from bot.matching.model import EXACT_CONFIDENCE, Abstain, Answer, Candidate, Clarify, Policy
from bot.matching.policy import MAX_CHOICES, ThresholdPolicy
from bot.matching.weights import Weights
from tests.matching.builders import a_candidate

POLICY: Policy = ThresholdPolicy(
    Weights(rank={}, accept={}, accept_bias=0.0, answer_at=0.6, clarify_at=0.3)
)


@pytest.mark.parametrize(
    ("confidence", "decision"),
    [
        (0.95, Answer),
        (0.6, Answer),
        (0.59, Clarify),
        (0.3, Clarify),
        (0.29, Abstain),
        (0.0, Abstain),
    ],
)
def test_thresholds_decide(confidence: float, decision: type) -> None:
    ranked = (a_candidate(confidence), a_candidate(confidence / 3, "And why not?"))
    assert type(POLICY.decide(ranked)) is decision


@pytest.mark.parametrize(("behind", "decision"), [(0.0, Clarify), (0.9, Clarify), (1.1, Answer)])
def test_asks_which_one_is_meant_when_two_are_nearly_as_good(behind: float, decision: type) -> None:
    best = a_candidate(0.9)
    rival = replace(a_candidate(0.5, "And why not?"), score=best.score - behind)
    assert type(POLICY.decide((best, rival))) is decision


def test_answers_what_is_asked_word_for_word_whatever_is_near() -> None:
    best = a_candidate(EXACT_CONFIDENCE)
    rival = replace(a_candidate(0.9, "And why not?"), score=best.score)
    assert POLICY.decide((best, rival)) == Answer(candidate=best)


def test_asks_which_story_is_meant_when_two_have_the_very_question() -> None:
    best = a_candidate(EXACT_CONFIDENCE)
    other = replace(best.passage, briefing=BriefingId("another"))
    rival = replace(best, passage=other)
    assert POLICY.decide((best, rival)) == Clarify(candidates=(best, rival))


def test_nothing_to_choose_from_is_an_abstention() -> None:
    assert POLICY.decide(()) == Abstain(nearest=())


def test_an_abstention_offers_the_nearest_all_the_same() -> None:
    ranked = tuple(a_candidate(0.1, f"Why {number}?") for number in range(8))
    decision = POLICY.decide(ranked)
    assert isinstance(decision, Abstain)
    assert decision.nearest == ranked[:MAX_CHOICES]


def a_section(confidence: float, briefing: str) -> Candidate:
    return a_candidate(
        confidence, "What the papers say", kind=PassageKind.SECTION, briefing=briefing
    )


def test_asks_which_story_when_the_same_section_of_two_ties() -> None:
    ranked = (a_section(0.9, "harbour"), a_section(0.88, "bridge"), a_candidate(0.2))
    assert POLICY.decide(ranked) == Clarify(candidates=ranked[:2])


def test_answers_when_the_section_of_one_story_is_clearly_nearer() -> None:
    ranked = (a_section(0.9, "harbour"), a_section(0.2, "bridge"))
    assert POLICY.decide(ranked) == Answer(candidate=ranked[0])


def test_asks_back_with_few_choices() -> None:
    ranked = tuple(a_candidate(0.5, f"Why {number}?") for number in range(8))
    assert POLICY.decide(ranked) == Clarify(candidates=ranked[:MAX_CHOICES])
