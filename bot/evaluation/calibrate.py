"""Fits the matcher's two regressions on labelled messages, leaving whole stories out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

STEPS: Final = 60
"""Newton steps at most; a dozen are usual."""

_STILL: Final = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One labelled message against one corpus."""

    features: Array
    """(candidates, features)"""
    is_right: npt.NDArray[np.bool_]
    """(candidates) All False when nothing answers, or when the answer was not found."""
    story: str
    """What is left out together."""
    weight: float = 1.0


def fit_rank(examples: Sequence[Example], penalty: float, start: Array | None = None) -> Array:
    """Fit a conditional logit: the right candidates' share of the softmax is made large.

    Examples without a right candidate say nothing about ranks and are passed over. Newton's
    method on the likelihood (McFadden 1974) with an L2 penalty; deterministic. `start`, such as
    the weights of a fit on nearly the same examples, saves steps.
    """
    told = [e for e in examples if e.is_right.any() and len(e.is_right) > 1]
    size = examples[0].features.shape[1]
    weights = np.zeros(size) if start is None else start
    reached = _rank_gain(told, weights, penalty)
    for _ in range(STEPS):
        gradient, curvature = -penalty * weights, penalty * np.eye(size)
        for example in told:
            slope, bend = _rank_terms(example, weights)
            gradient += example.weight * slope
            curvature += example.weight * bend
        step = np.linalg.solve(curvature, gradient)
        gain = _rank_gain(told, weights + step, penalty)
        while gain < reached and float(np.abs(step).max()) > _STILL:
            step /= 2
            gain = _rank_gain(told, weights + step, penalty)
        if gain - reached < _STILL * max(1.0, abs(reached)):
            break
        weights, reached = weights + step, gain
    return weights


def _rank_gain(examples: Sequence[Example], weights: Array, penalty: float) -> float:
    """Give the penalised log likelihood."""
    total = -penalty / 2 * float(weights @ weights)
    for example in examples:
        scores = example.features @ weights
        odds = np.exp(scores - scores.max())
        total += example.weight * float(np.log(odds[example.is_right].sum() / odds.sum() + _TINY))
    return total


_TINY: Final = 1e-300


def _rank_terms(example: Example, weights: Array) -> tuple[Array, Array]:
    """Give one message's gradient, and a curvature that never underestimates."""
    scores = example.features @ weights
    odds = np.exp(scores - scores.max())
    shares = odds / odds.sum()
    right = np.where(example.is_right, odds, 0.0)
    right = right / max(float(right.sum()), _TINY)
    mean = shares @ example.features
    centred = example.features - mean
    bend = (centred * shares[:, None]).T @ centred
    return (right - shares) @ example.features, bend


def fit_logistic(
    values: Array, outcomes: Array, sample: Array, penalty: float
) -> tuple[Array, float]:
    """Fit a weighted logistic regression by Newton's method; the bias is not penalised.

    `values` is (messages, features), `outcomes` 0 or 1, `sample` the messages' weights.
    """
    design = np.column_stack([values, np.ones(len(values))])
    ridge = np.full(design.shape[1], penalty)
    ridge[-1] = 1e-6
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (sample * (outcomes - chances)) - ridge * weights
        bend = sample * np.maximum(chances * (1 - chances), 1e-6)
        curvature = (design * bend[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if float(np.abs(step).max()) < _STILL:
            break
    return weights[:-1], float(weights[-1])


def leaving_out(
    stories: Sequence[str], fit_and_predict: Callable[[list[int], list[int]], Array]
) -> Array:
    """Predict every example by a fit that saw nothing of its story.

    `fit_and_predict` takes the positions to fit on and those to predict.
    """
    predicted = np.zeros(len(stories))
    for story in dict.fromkeys(stories):
        held = [at for at, name in enumerate(stories) if name == story]
        rest = [at for at, name in enumerate(stories) if name != story]
        predicted[held] = fit_and_predict(rest, held)
    return predicted
