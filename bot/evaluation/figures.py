"""How right the bot is on labelled messages: DESIGN's figures, with 95% intervals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.evaluation.golden import GoldenMessage, Scope
from bot.matching.model import Answer, Candidate, Clarify, Decision

Ask = Callable[[GoldenMessage], tuple[tuple[Candidate, ...], Decision]]
"""Ranks the candidates for a message and decides."""

_Z: Final = 1.959964
"""The normal quantile of a 95% interval."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of `n` messages, with Wilson's 95% interval (1927)."""

    hits: int
    n: int

    @property
    def value(self) -> float:
        """The share itself; 0 of nothing."""
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies, 19 times in 20; 0 to 1 of nothing."""
        if not self.n:
            return (0.0, 1.0)
        spread = _Z * _Z / self.n
        centre = (self.value + spread / 2) / (1 + spread)
        half = _Z * math.sqrt(self.value * (1 - self.value) / self.n + spread / self.n / 4)
        half /= 1 + spread
        low, high = max(0.0, centre - half), min(1.0, centre + half)
        return (min(low, self.value), max(high, self.value))  # against rounding

    def to_json(self) -> dict[str, object]:
        """Give value, interval and n, rounded."""
        low, high = self.interval
        return {"value": round(self.value, 4), "ci95": [round(low, 3), round(high, 3)], "n": self.n}


@dataclass(frozen=True, slots=True)
class Curve:
    """How well confidence tells messages in scope from others."""

    auroc: float | None
    """None where one of the two sides is missing."""
    auroc_interval: tuple[float, float] | None
    at_95: Share
    """Right and accepted, at the threshold that rejects 95% of the others."""

    def to_json(self) -> dict[str, object]:
        """Give the area with its interval, and acc@95."""
        auroc = None if self.auroc is None else round(self.auroc, 4)
        interval = self.auroc_interval
        rounded = None if interval is None else [round(bound, 3) for bound in interval]
        return {"auroc": auroc, "auroc_ci95": rounded, "acc_at_95": self.at_95.to_json()}


@dataclass(frozen=True, slots=True)
class StyleFigures:
    """The figures of one style of messages."""

    top_1: Share
    answered_right: Share
    answered_wrong: Share
    """Out of scope, every answer is wrong."""

    def to_json(self) -> dict[str, object]:
        """Give the shares by name."""
        return {
            "top_1": self.top_1.to_json(),
            "answered_right": self.answered_right.to_json(),
            "answered_wrong": self.answered_wrong.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one message."""

    message: GoldenMessage
    reached: tuple[str, ...]
    """Labels of the candidates, best first."""
    confidence: float
    is_right: bool
    """The best candidate is a target."""
    is_near: bool
    """A target is among the first three."""
    is_answered: bool
    is_clarified: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of DESIGN, section 7. Shares of messages in scope unless they say otherwise."""

    top_1: Share
    recall_at_3: Share
    answered_right: Share
    answered_wrong: Share
    clarified_right: Share
    """The target was among three choices that were offered."""
    abstained: Share
    rejected: Share
    """Of messages out of scope: not answered."""
    rejected_near_misses: Share
    out_of_scope: Curve
    near_misses: Curve
    styles: dict[str, StyleFigures]
    outcomes: tuple[Outcome, ...]

    def to_json(self) -> dict[str, object]:
        """Give everything but the single outcomes, ready for JSON."""
        shares = {
            "top_1": self.top_1,
            "recall_at_3": self.recall_at_3,
            "answered_right": self.answered_right,
            "answered_wrong": self.answered_wrong,
            "clarified_right": self.clarified_right,
            "abstained": self.abstained,
            "rejected": self.rejected,
            "rejected_near_misses": self.rejected_near_misses,
        }
        return {
            **{name: share.to_json() for name, share in shares.items()},
            "out_of_scope": self.out_of_scope.to_json(),
            "near_misses": self.near_misses.to_json(),
            "styles": {style: figures.to_json() for style, figures in self.styles.items()},
        }


def evaluate(messages: Iterable[GoldenMessage], ask: Ask) -> Figures:
    """Ask every message and count what came of it."""
    return summarise([_outcome(message, ask) for message in messages])


def _outcome(message: GoldenMessage, ask: Ask) -> Outcome:
    candidates, decision = ask(message)
    hits = [message.is_reached_by(candidate.passage) for candidate in candidates]
    return Outcome(
        message=message,
        reached=tuple(candidate.passage.label for candidate in candidates),
        confidence=candidates[0].confidence if candidates else 0.0,
        is_right=any(hits[:1]),
        is_near=any(hits[:3]),
        is_answered=isinstance(decision, Answer),
        is_clarified=isinstance(decision, Clarify),
    )


def summarise(outcomes: Sequence[Outcome]) -> Figures:
    """Count outcomes into figures."""
    inside = [o for o in outcomes if o.message.scope is Scope.IN]
    outside = [o for o in outcomes if o.message.scope is Scope.OUT]
    near = [o for o in outside if o.message.is_near_miss]
    return Figures(
        top_1=_share(inside, lambda o: o.is_right),
        recall_at_3=_share(inside, lambda o: o.is_near),
        answered_right=_share(inside, lambda o: o.is_answered and o.is_right),
        answered_wrong=_share(inside, lambda o: o.is_answered and not o.is_right),
        clarified_right=_share(inside, lambda o: o.is_clarified and o.is_near),
        abstained=_share(inside, lambda o: not o.is_answered and not o.is_clarified),
        rejected=_share(outside, lambda o: not o.is_answered),
        rejected_near_misses=_share(near, lambda o: not o.is_answered),
        out_of_scope=_curve(inside, outside),
        near_misses=_curve(inside, near),
        styles=_by_style(outcomes),
        outcomes=tuple(outcomes),
    )


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> Share:
    return Share(hits=sum(map(holds, outcomes)), n=len(outcomes))


def _by_style(outcomes: Iterable[Outcome]) -> dict[str, StyleFigures]:
    grouped: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        grouped[outcome.message.style].append(outcome)
    return {
        style: StyleFigures(
            top_1=_share([o for o in found if o.message.scope is Scope.IN], lambda o: o.is_right),
            answered_right=_share(found, lambda o: o.is_answered and o.is_right),
            answered_wrong=_share(found, lambda o: o.is_answered and not o.is_right),
        )
        for style, found in sorted(grouped.items())
    }


def _curve(inside: Sequence[Outcome], outside: Sequence[Outcome]) -> Curve:
    accepted, others = [o.confidence for o in inside], [o.confidence for o in outside]
    area = auroc(accepted, others)
    threshold = sorted(others)[min(len(others) - 1, int(0.95 * len(others)))] if others else 0.0
    return Curve(
        auroc=area,
        auroc_interval=None if area is None else _auroc_interval(area, len(inside), len(others)),
        at_95=_share(inside, lambda o: o.is_right and o.confidence > threshold),
    )


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Give the chance that a positive scores above a negative, ties counted half."""
    if not positive or not negative:
        return None
    ranked = sorted([(score, True) for score in positive] + [(score, False) for score in negative])
    total, start = 0.0, 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end][0] == ranked[start][0]:
            end += 1
        mean_rank = (start + end + 1) / 2
        total += mean_rank * sum(is_positive for _, is_positive in ranked[start:end])
        start = end
    n, m = len(positive), len(negative)
    return (total - n * (n + 1) / 2) / (n * m)


def _auroc_interval(area: float, n: int, m: int) -> tuple[float, float]:
    """Give a 95% interval by Hanley and McNeil (1982)."""
    q_1, q_2 = area / (2 - area), 2 * area * area / (1 + area)
    variance = area * (1 - area) + (n - 1) * (q_1 - area**2) + (m - 1) * (q_2 - area**2)
    half = _Z * math.sqrt(max(variance, 0.0) / (n * m))
    return (max(0.0, area - half), min(1.0, area + half))
