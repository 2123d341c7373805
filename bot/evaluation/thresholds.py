"""Chooses from which confidence on to answer and to ask back, and says what a choice costs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.evaluation.figures import Outcome
from bot.evaluation.golden import GoldenMessage, Scope
from bot.evaluation.material import Setting

REJECTED: Final = 0.94
"""The share of near-misses of unseen stories that `answer_at` is to reject."""

NEAR_AT_LEAST: Final = 0.90
"""Of the readers in scope who are asked back, so many must find their answer among three."""

ASKED_BACK_AT_MOST: Final = 0.10
"""The share of the messages out of scope that may be asked back, where declining would be right."""

PRICED: Final = (0.80, 0.85, 0.90, 0.94, 0.97, 0.99)
"""Shares of near-misses rejected whose price is shown."""

_STEPS: Final = 1000
"""Thresholds have three decimals."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a message by a fit that never saw its group; thresholds decide later."""

    message: GoldenMessage
    setting: Setting
    weight: float
    confidence: float
    reached: tuple[str, ...] = ()
    """Labels of the first three candidates."""
    is_right: bool = False
    """The best candidate is a target."""
    is_near: bool = False
    """A target is among the first three."""
    group: str = ""
    """The stories that the message was written beside."""
    is_tied: bool = False
    """The second candidate is so near the best that the bot asks which one was meant."""

    def is_answered(self, answer_at: float) -> bool:
        """Whether the bot answers from this confidence on."""
        return self.confidence >= answer_at and not self.is_tied

    @property
    def is_in_scope(self) -> bool:
        """Whether the pages answer the message."""
        return self.message.scope is Scope.IN

    def to_json(self) -> dict[str, object]:
        """Give everything but the targets, ready for JSON."""
        return {
            "message": self.message.message,
            "scope": self.message.scope.value,
            "style": self.message.style,
            "group": self.group,
            "setting": self.setting.value,
            "weight": round(self.weight, 4),
            "confidence": round(self.confidence, 4),
            "reached": list(self.reached),
            "is_right": self.is_right,
            "is_near": self.is_near,
            "is_tied": self.is_tied,
        }


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which confidence on to answer, and from which on to ask back."""

    answer_at: float
    clarify_at: float


def choose_thresholds(verdicts: Sequence[Verdict]) -> Thresholds:
    """Choose both thresholds."""
    answer_at = answer_threshold(verdicts)
    return Thresholds(answer_at, clarify_threshold(verdicts, answer_at))


def answer_threshold(verdicts: Iterable[Verdict], rejected: float = REJECTED) -> float:
    """Give the least confidence that rejects this share of the near-misses, by weight.

    Where no message is marked as a near-miss, all that are out of scope stand in for them.
    """
    outside = [v for v in verdicts if not v.is_in_scope]
    near = [v for v in outside if v.message.is_near_miss] or outside
    wanted = rejected * _weight(near)
    passed = 0.0
    for verdict in sorted(near, key=lambda v: v.confidence):
        passed += verdict.weight
        if passed >= wanted - _ROUNDING:
            return min(1.0, (math.floor(verdict.confidence * _STEPS) + 1) / _STEPS)
    return 1.0


_ROUNDING: Final = 1e-9


def clarify_threshold(verdicts: Sequence[Verdict], answer_at: float) -> float:
    """Give the confidence from which asking back helps the most readers at a fair price.

    Of the messages in scope between it and `answer_at`, `NEAR_AT_LEAST` have a target among the
    first three; of all messages out of scope, at most `ASKED_BACK_AT_MOST` lie there. Where no
    threshold does, it is `answer_at`: whatever is not answered is declined.
    """
    allowed = ASKED_BACK_AT_MOST * _weight(v for v in verdicts if not v.is_in_scope)
    best, helped = answer_at, 0.0
    asked = near = bothered = 0.0
    for step, tied in _downwards(verdicts, answer_at):
        asked += _weight(v for v in tied if v.is_in_scope)
        near += _weight(v for v in tied if v.is_near)
        bothered += _weight(v for v in tied if not v.is_in_scope)
        if bothered > allowed + _ROUNDING:
            break
        if near > helped and near >= NEAR_AT_LEAST * asked - _ROUNDING:
            best, helped = step, near
    return best


@dataclass(frozen=True, slots=True)
class AskedBack:
    """What asking back does: shares by weight."""

    in_scope: float
    """Of the messages in scope."""
    near: float
    """Of those in scope that are asked back: a target is among the first three."""
    out_of_scope: float
    """Of the messages out of scope."""

    def to_json(self) -> dict[str, float]:
        """Give all shares by name, rounded."""
        shares = {"in_scope": self.in_scope, "near": self.near, "out_of_scope": self.out_of_scope}
        return {name: round(share, 4) for name, share in shares.items()}


def asked_back(verdicts: Sequence[Verdict], thresholds: Thresholds) -> AskedBack:
    """Count the messages between both thresholds."""

    def is_between(verdict: Verdict) -> bool:
        is_too_low = verdict.confidence < thresholds.clarify_at
        return not is_too_low and not verdict.is_answered(thresholds.answer_at)

    inside = [v for v in verdicts if v.is_in_scope]
    return AskedBack(
        in_scope=_share(inside, is_between),
        near=_share([v for v in inside if is_between(v)], lambda v: v.is_near),
        out_of_scope=_share([v for v in verdicts if not v.is_in_scope], is_between),
    )


def _downwards(
    verdicts: Iterable[Verdict], answer_at: float
) -> Iterator[tuple[float, list[Verdict]]]:
    """Give each confidence below `answer_at`, rounded down, from the highest, with its messages."""

    def step(verdict: Verdict) -> int:
        return math.floor(verdict.confidence * _STEPS)

    below = sorted((v for v in verdicts if v.confidence < answer_at), key=step, reverse=True)
    for number, tied in groupby(below, key=step):
        yield number / _STEPS, list(tied)


def _weight(verdicts: Iterable[Verdict]) -> float:
    return sum(verdict.weight for verdict in verdicts)


# ------------------------------------------------------------------------- what a choice costs


@dataclass(frozen=True, slots=True)
class Price:
    """What a threshold gains and costs: shares by weight."""

    answer_at: float
    answered_right: float
    """Of the messages in scope."""
    answered_wrong: float
    rejected_near_misses: float | None
    """None where the messages have no near-misses."""

    def to_json(self) -> dict[str, float | None]:
        """Give all numbers by name, rounded."""
        near = self.rejected_near_misses
        return {
            "answer_at": self.answer_at,
            "answered_right": round(self.answered_right, 4),
            "answered_wrong": round(self.answered_wrong, 4),
            "rejected_near_misses": None if near is None else round(near, 4),
        }


def prices(verdicts: Sequence[Verdict]) -> tuple[Price, ...]:
    """Say what the thresholds cost that reject the shares in `PRICED`."""
    return tuple(price(verdicts, answer_threshold(verdicts, share)) for share in PRICED)


def price(verdicts: Sequence[Verdict], answer_at: float) -> Price:
    """Say what a threshold costs."""
    inside = [v for v in verdicts if v.is_in_scope]
    near = [v for v in verdicts if v.message.is_near_miss]
    return Price(
        answer_at=answer_at,
        answered_right=_share(inside, lambda v: v.is_answered(answer_at) and v.is_right),
        answered_wrong=_share(inside, lambda v: v.is_answered(answer_at) and not v.is_right),
        rejected_near_misses=_share(near, lambda v: not v.is_answered(answer_at)) if near else None,
    )


def _share(verdicts: Sequence[Verdict], holds: Callable[[Verdict], bool]) -> float:
    return _weight(filter(holds, verdicts)) / max(_weight(verdicts), _ROUNDING)


def outcome(verdict: Verdict, thresholds: Thresholds) -> Outcome:
    """Say what becomes of a message under these thresholds."""
    is_answered = verdict.is_answered(thresholds.answer_at)
    return Outcome(
        message=verdict.message,
        reached=verdict.reached,
        confidence=verdict.confidence,
        is_right=verdict.is_right,
        is_near=verdict.is_near,
        is_answered=is_answered,
        is_clarified=verdict.confidence >= thresholds.clarify_at and not is_answered,
    )
