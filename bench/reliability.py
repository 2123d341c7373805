"""What verdicts say about confidence: is it true, and what does it buy? Numbers for the plots."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
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
            is_tied=row["is_tied"],
        )


@dataclass(frozen=True, slots=True)
class Bin:
    """The messages whose confidence lies in one range; weights count, but for `verdicts`."""

    verdicts: int
    weight: float
    confidence: float
    """Their mean."""
    right: Share
    """Of them, those whose best passage answers; out of scope none does.

    `n` is as many as would tell as much if all had one weight (Kish 1965), rounded.
    """


def bins(verdicts: Iterable[Verdict], count: int = BINS) -> tuple[Bin, ...]:
    """Cut confidence into ranges of one width, and leave out those without messages."""
    found: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        found.setdefault(min(int(verdict.confidence * count), count - 1), []).append(verdict)
    return tuple(_bin(members) for _, members in sorted(found.items()))


def _bin(members: Sequence[Verdict]) -> Bin:
    weight = sum(v.weight for v in members)
    share = sum(v.weight for v in members if v.is_right) / weight
    telling = round(weight**2 / sum(v.weight**2 for v in members))
    return Bin(
        verdicts=len(members),
        weight=weight,
        confidence=sum(v.weight * v.confidence for v in members) / weight,
        right=Share(round(share * telling), telling),
    )


def calibration_error(binned: Sequence[Bin]) -> float:
    """Give how far confidence and share right are apart, on average over the messages.

    The expected calibration error of Naeini et al. 2015.
    """
    total = sum(one.weight for one in binned)
    apart = (one.weight * abs(one.confidence - one.right.value) for one in binned)
    return sum(apart) / (total or 1.0)


def brier_score(verdicts: Sequence[Verdict]) -> float:
    """Give the mean squared distance of confidence from what came true (Brier 1950)."""
    total = sum(v.weight for v in verdicts)
    return sum(v.weight * (v.confidence - v.is_right) ** 2 for v in verdicts) / (total or 1.0)


@dataclass(frozen=True, slots=True)
class Point:
    """What happens when everything from some confidence on is answered."""

    confidence: float
    coverage: float
    """The share of the messages that are answered, by weight."""
    risk: float
    """Of the answers, those that are wrong."""


def risk_by_coverage(verdicts: Iterable[Verdict]) -> tuple[Point, ...]:
    """Give a point for each confidence, from the highest down (El-Yaniv & Wiener 2010)."""
    ordered = sorted(verdicts, key=lambda v: -v.confidence)
    total = sum(v.weight for v in ordered)
    points: list[Point] = []
    answered = wrong = 0.0
    for confidence, tied in groupby(ordered, key=lambda v: v.confidence):
        for verdict in tied:
            answered += verdict.weight
            wrong += 0.0 if verdict.is_right else verdict.weight
        points.append(Point(confidence, answered / total, wrong / answered))
    return tuple(points)


def at_threshold(points: Sequence[Point], answer_at: float) -> Point:
    """Give the point of one threshold."""
    answered = [point for point in points if point.confidence >= answer_at]
    return answered[-1] if answered else Point(answer_at, 0.0, 0.0)


def by_kind(verdicts: Iterable[Verdict]) -> Mapping[Kind, list[Verdict]]:
    """Sort verdicts by what became of the message."""
    found: dict[Kind, list[Verdict]] = {kind: [] for kind in Kind}
    for verdict in verdicts:
        found[kind_of(verdict)].append(verdict)
    return found
