"""What each threshold would give, from turns of a shadow channel that moderators judged."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.evaluation.figures import Share

WISHED_PRECISION: Final = 0.95
"""Of the answers, so many are to be right, surely: 19 of 20."""

TELLING_ANSWERS: Final = 10
"""Judged answers below which a share of them is not drawn: it could be nearly anything."""

_STEPS: Final = 100
"""Thresholds of the curve are whole hundredths."""

_Z_SQUARED: Final = 1.959964**2
"""Of a 95% interval, as in `Share`."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A turn of which a moderator said whether its best passage is a right answer."""

    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class ThresholdPoint:
    """What answering from a confidence on would give."""

    threshold: float
    precision: Share
    """Of the judged turns that would be answered: those that are right."""
    coverage: Share
    """Of all turns, judged or not: those that would be answered."""

    @property
    def is_telling(self) -> bool:
        """Whether enough answers were judged to speak of a share."""
        return self.precision.n >= TELLING_ANSWERS


@dataclass(frozen=True, slots=True)
class Level:
    """A named threshold that moderators can choose."""

    name: str
    point: ThresholdPoint


# ------------------------------------------------------------------------- the advice


@dataclass(frozen=True, slots=True)
class Recommended:
    """The least threshold whose precision is surely the wished one: it answers the most.

    It is no lower than the judged turns reach: of what is less sure than those nothing is known.
    """

    wished: float
    point: ThresholdPoint


@dataclass(frozen=True, slots=True)
class TooFewJudged:
    """Not even with every judged turn right could the wished precision be sure."""

    wished: float
    judged: int
    needed: int
    """Right answers, all of them, that would be the fewest to be sure."""


@dataclass(frozen=True, slots=True)
class NotReached:
    """There are enough judged turns, and at no threshold is the wished precision sure."""

    wished: float
    best: ThresholdPoint
    """Where the lower bound of the precision is highest."""


Advice = Recommended | TooFewJudged | NotReached


@dataclass(frozen=True, slots=True)
class ThresholdCurve:
    """Precision and coverage at each threshold, and what to make of it."""

    judged: int
    turns: int
    """Judged or not."""
    points: tuple[ThresholdPoint, ...]
    """From 0 to 1 by hundredths."""
    present: ThresholdPoint
    levels: tuple[Level, ...]
    """From the highest threshold down."""
    advice: Advice


def draw_curve(
    judged: Iterable[Judged],
    unjudged: Iterable[float],
    *,
    levels: Mapping[str, float],
    present: float,
    wished: float = WISHED_PRECISION,
) -> ThresholdCurve:
    """Count what each threshold would give.

    `unjudged` are the confidences of the other turns. The judged ones must be drawn from all by
    chance: those that moderators pick for being odd make the precision look worse than it is.
    The advice looks at many thresholds and takes the least that will do, so its bound is somewhat
    bolder than it sounds; the picture shows the whole curve for that reason.
    """
    counted = _Counted.of(judged, unjudged)
    points = tuple(counted.at(step / _STEPS) for step in range(_STEPS + 1))
    named = sorted(levels.items(), key=lambda level: -level[1])
    return ThresholdCurve(
        judged=len(counted.judged),
        turns=len(counted.turns),
        points=points,
        present=counted.at(present),
        levels=tuple(Level(name, counted.at(threshold)) for name, threshold in named),
        advice=_advise(points, wished),
    )


def fewest_to_be_sure(wished: float) -> int:
    """Give how many answers, all right, put the lower bound of Wilson's interval at `wished`.

    With all of n right the bound is n / (n + z²). `wished` is below 1.
    """
    return math.ceil(_Z_SQUARED * wished / (1 - wished))


def _advise(points: Sequence[ThresholdPoint], wished: float) -> Advice:
    judged, needed = points[0].precision.n, fewest_to_be_sure(wished)
    if judged < needed:
        return TooFewJudged(wished, judged, needed)
    lowest = max(step for step, point in enumerate(points) if point.precision.n == judged)
    for point in points[lowest:]:  # below, nobody has judged anything
        if point.precision.n and point.precision.interval[0] >= wished:
            return Recommended(wished, point)
    telling = [point for point in points if point.precision.n]
    return NotReached(wished, max(telling, key=lambda point: point.precision.interval[0]))


@dataclass(frozen=True, slots=True)
class _Counted:
    """Turns by confidence, ready to be counted from any threshold on."""

    turns: tuple[float, ...]
    judged: tuple[float, ...]
    right: tuple[float, ...]

    @classmethod
    def of(cls, judged: Iterable[Judged], unjudged: Iterable[float]) -> _Counted:
        known = tuple(judged)
        confidences = sorted(one.confidence for one in known)
        return cls(
            turns=tuple(sorted([*confidences, *unjudged])),
            judged=tuple(confidences),
            right=tuple(sorted(one.confidence for one in known if one.is_right)),
        )

    def at(self, threshold: float) -> ThresholdPoint:
        answered = _count_from(self.judged, threshold)
        return ThresholdPoint(
            threshold,
            precision=Share(_count_from(self.right, threshold), answered),
            coverage=Share(_count_from(self.turns, threshold), len(self.turns)),
        )


def _count_from(ordered: Sequence[float], threshold: float) -> int:
    return len(ordered) - bisect_left(ordered, threshold)
