"""Decides by calibrated thresholds whether to answer, to ask back, or to abstain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.matching.model import (
    EXACT_CONFIDENCE,
    NEAR_TIE,
    Abstain,
    Answer,
    Candidate,
    Clarify,
    Decision,
)
from bot.matching.regressions import log_odds, sigmoid
from bot.matching.weights import Weights

MAX_CHOICES: Final = 5
"""How many passages a reader is asked to choose from at most."""

_SAME_HEADING: Final = 0.75
"""A rival of the same heading this close to the best confidence is as likely to be meant."""


def is_tie(best: float, rival: float) -> bool:
    """Say whether two scores are so near each other that the bot must ask which one is meant."""
    return best - rival < NEAR_TIE


@dataclass(frozen=True, slots=True)
class ThresholdPolicy:
    """Answers from `answer_at` on, asks back from `clarify_at` on, abstains below.

    The thresholds were fitted with the weights, and mean nothing with others.
    """

    weights: Weights
    caution: float = 0.0
    """How much surer than fitted it must be to answer: in log-odds, less than 0 for bolder."""

    @property
    def answer_at(self) -> float:
        """The confidence from which on it answers."""
        return shifted(self.weights.answer_at, self.caution)

    def decide(self, candidates: tuple[Candidate, ...]) -> Decision:
        """Answer with the best candidate, unless its like in another story is as near."""
        answer_at = self.answer_at
        clarify_at = min(self.weights.clarify_at, answer_at)
        if not candidates or candidates[0].confidence < clarify_at:
            return Abstain(nearest=candidates[:MAX_CHOICES])
        alternatives = _same_heading(candidates)
        if len(alternatives) > 1:
            return Clarify(candidates=alternatives[:MAX_CHOICES])
        if candidates[0].confidence >= answer_at and not _is_tied(candidates):
            return Answer(candidate=candidates[0])
        return Clarify(candidates=candidates[:MAX_CHOICES])


def shifted(probability: float, by: float) -> float:
    """Move a probability by so much in log-odds; 0 and 1 stay what they are."""
    if not by or not 0.0 < probability < 1.0:
        return probability
    return sigmoid(log_odds(probability) + by)


def _is_tied(candidates: tuple[Candidate, ...]) -> bool:
    """Say whether the second candidate is as good as the best.

    What one story asks twice in the same words is one question; what two stories ask is not.
    """
    if len(candidates) < 2:
        return False
    best, rival = candidates[:2]
    is_twice = (
        best.confidence >= EXACT_CONFIDENCE and best.passage.briefing == rival.passage.briefing
    )
    return not is_twice and is_tie(best.score, rival.score)


def _same_heading(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Give the best section and the same section of other stories that are as near."""
    best = candidates[0]
    if not best.passage.is_headed:
        return (best,)
    return tuple(
        candidate
        for candidate in candidates
        if candidate.passage.label == best.passage.label
        and candidate.confidence >= best.confidence * _SAME_HEADING
    )
