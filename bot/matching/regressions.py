"""The two regressions that every matcher ends in: one ranks candidates, one accepts the best."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from bot.matching.arrays import FloatArray, IntArray
from bot.matching.model import Contribution
from bot.matching.second_look import SECOND_LOOK, SecondLook
from bot.matching.weights import Weights

MAX_CANDIDATES: Final = 8
"""What `rank` gives at most."""

TEASER_HANDICAP: Final = 0.3
"""Log-odds; an introduction never beats an answer that fits as well."""

OUTCOME: Final = ("score", "lead", "share", "lead_over_stories")
"""What the second regression reads of the first one's outcome, before the features again."""


class Regressions:
    """Fitted weights as arrays, in the order of some features. Immutable."""

    def __init__(self, weights: Weights, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._rank = np.array([weights.rank.get(n, 0.0) for n in names], dtype=np.float32)
        self._accept = np.array(
            [weights.accept.get(n, 0.0) for n in (*OUTCOME, *names)], dtype=np.float32
        )
        self._accept_bias = weights.accept_bias
        self._second_look = SecondLook.of(self._names, weights.rank)

    def scores(self, features: FloatArray, is_teaser: FloatArray) -> FloatArray:
        """Score candidates, (C), by their features, (C, features)."""
        scores = features @ self._rank - TEASER_HANDICAP * is_teaser
        return scores if self._second_look is None else self._second_look.scores(features, scores)

    def confidence(self, briefings: IntArray, features: FloatArray, scores: FloatArray) -> float:
        """Calibrate the best candidate: how probably it answers, 0..1."""
        values = accept_values(briefings, features, scores)
        return sigmoid(float(values @ self._accept) + self._accept_bias)

    def contributions(self, values: FloatArray) -> tuple[Contribution, ...]:
        """Give every feature's part in a candidate's score, the largest first."""
        parts = [
            Contribution(name, float(value), float(weight))
            for name, value, weight in zip(self._names, values, self._rank, strict=True)
        ]
        if self._second_look is not None:
            parts += self._second_parts(self._second_look, values)
        return tuple(sorted(parts, key=lambda part: -abs(part.part)))

    def _second_parts(self, look: SecondLook, values: FloatArray) -> list[Contribution]:
        (found,) = look.columns.values(values[None], values[None] @ self._rank)
        return [
            Contribution(name, float(value), float(weight))
            for name, value, weight in zip(SECOND_LOOK, found, look.weights, strict=True)
        ]


def best_first(
    scores: FloatArray, confident: float, most: int = MAX_CANDIDATES
) -> list[tuple[int, float]]:
    """Order candidates, at most so many, each with its confidence.

    The best is `confident`; the others get the share of it that their odds give.
    """
    order = np.argsort(-scores, kind="stable")[:most].astype(np.int32)
    shares = np.exp(scores[order] - scores[order[0]])
    confidences = [min(confident, confident * float(share)) for share in shares]
    return list(zip(order.tolist(), confidences, strict=True))


def accept_values(briefings: IntArray, features: FloatArray, scores: FloatArray) -> FloatArray:
    """Give what the second regression reads of the best candidate: `OUTCOME`, then features.

    `briefings` is (candidates), `features` (candidates, features), `scores` (candidates).
    """
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    odds = np.exp(scores - scores[best])
    others = scores[briefings != briefings[best]]
    lead = scores[best] - scores[order[1]] if len(order) > 1 else CLEAR_LEAD
    story_lead = scores[best] - others.max() if len(others) else CLEAR_LEAD
    outcome = [
        float(scores[best]) / _SCORE_SCALE,
        min(float(lead), CLEAR_LEAD) / CLEAR_LEAD,
        float(1.0 / odds.sum()),
        min(float(story_lead), CLEAR_LEAD) / CLEAR_LEAD,
    ]
    return np.concatenate([np.array(outcome, dtype=np.float32), features[best]])


CLEAR_LEAD: Final = 6.0
"""Log-odds; a larger lead says nothing more."""

_SCORE_SCALE: Final = 10.0
"""Brings scores into the range of the other features."""


def sigmoid(value: float) -> float:
    """Turn log-odds into a probability, never quite 0 or 1."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


def log_odds(probability: float) -> float:
    """Turn a probability between 0 and 1 into log-odds."""
    return math.log(probability / (1.0 - probability))
