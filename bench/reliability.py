"""What verdicts say about confidence: is it true, and what does it buy? Numbers for the plots."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.evaluation.figures import Share
from bot.evaluation.golden import GoldenMessage, Scope
from bot.evaluation.material import Setting
from bot.evaluation.thresholds import Verdict

BINS: Final = 10


class Kind(StrEnum):
    """What became of a message, before any threshold."""

    RIGHT = "in scope, the best is right"
    WRONG = "in scope, the best is wrong"
    NEAR_MISS = "near-miss"
    OTHER = "other subject or chit-chat"


def kind_of(verdict: Verdict) -> Kind:
    """Say what became of a message."""
    if verdict.is_in_scope:
        return Kind.RIGHT if verdict.is_right else Kind.WRONG
    return Kind.NEAR_MISS if verdict.message.is_near_miss else Kind.OTHER


def read_verdicts(text: str) -> Iterator[Verdict]:
    """Read what `eval --calibrate --verdicts` wrote."""
    for line in text.splitlines():
        row = json.loads(line)
        yield Verdict(
            message=GoldenMessage(row["message"], Scope(row["scope"]), row["style"]),
            setting=Setting(row["setting"]),
            weight=row["weight"],
            confidence=row["confidence"],
            reached=tuple(row["reached"]),
            is_right=row["is_right"],
            is_near=row["is_near"],
        )


@dataclass(frozen=True, slots=True)
class Bin:
    """The messages whose confidence lies in one range."""

    confidence: float
    """Their mean."""
    right: Share
    """Of them, those whose best passage answers; out of scope none does. By weight, rounded."""


def bins(verdicts: Iterable[Verdict], count: int = BINS) -> tuple[Bin, ...]:
    """Cut confidence into ranges of one width, and leave out those without messages.

    A verdict counts by its weight; the heaviest is one message.
    """
    found: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        found.setdefault(min(int(verdict.confidence * count), count - 1), []).append(verdict)
    heaviest = max((v.weight for members in found.values() for v in members), default=1.0)
    return tuple(_bin(members, heaviest) for _, members in sorted(found.items()))


def _bin(members: Sequence[Verdict], heaviest: float) -> Bin:
    weight = sum(v.weight for v in members)
    right = sum(v.weight for v in members if v.is_right)
    mean = sum(v.weight * v.confidence for v in members) / weight
    return Bin(mean, Share(round(right / heaviest), max(1, round(weight / heaviest))))


def calibration_error(binned: Sequence[Bin]) -> float:
    """Give how far confidence and share right are apart, on average over the messages.

    The expected calibration error of Naeini et al. 2015.
    """
    total = sum(one.right.n for one in binned)
    apart = (one.right.n * abs(one.confidence - one.right.value) for one in binned)
    return sum(apart) / max(total, 1)


def brier_score(verdicts: Sequence[Verdict]) -> float:
    """Give the mean squared distance of confidence from what came true (Brier 1950)."""
    total = sum(v.weight for v in verdicts)
    return sum(v.weight * (v.confidence - v.is_right) ** 2 for v in verdicts) / (total or 1.0)


@dataclass(frozen=True, slots=True)
class Point:
    """What happens when everything from some confidence on is answered."""

    coverage: float
    """The share of the messages that are answered."""
    risk: float
    """Of the answers, those that are wrong."""


def risk_by_coverage(verdicts: Iterable[Verdict]) -> tuple[Point, ...]:
    """Give a point for each confidence, from the highest down (El-Yaniv & Wiener 2010).

    Every verdict counts as one.
    """
    ordered = sorted(verdicts, key=lambda v: -v.confidence)
    points: list[Point] = []
    wrong = 0
    for answered, verdict in enumerate(ordered, start=1):
        wrong += not verdict.is_right
        is_last_of_ties = (
            answered == len(ordered) or ordered[answered].confidence < verdict.confidence
        )
        if is_last_of_ties:
            points.append(Point(answered / len(ordered), wrong / answered))
    return tuple(points)


def at_threshold(verdicts: Sequence[Verdict], answer_at: float) -> Point:
    """Give the point of one threshold."""
    answered = [v for v in verdicts if v.confidence >= answer_at]
    wrong = sum(not v.is_right for v in answered)
    return Point(len(answered) / max(len(verdicts), 1), wrong / max(len(answered), 1))


def by_kind(verdicts: Iterable[Verdict]) -> Mapping[Kind, list[float]]:
    """Give the confidences of each kind of message."""
    found: dict[Kind, list[float]] = {kind: [] for kind in Kind}
    for verdict in verdicts:
        found[kind_of(verdict)].append(verdict.confidence)
    return found
