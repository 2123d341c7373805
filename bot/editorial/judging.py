"""Which turn a moderator judges next: so that all degrees of confidence are known alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

BANDS: Final = 10
"""Of confidence, each as wide as the others."""


def next_to_judge(
    judged: Iterable[float], waiting: Iterable[tuple[int, float]], skipped: int | None = None
) -> int | None:
    """Give the message of the turn to judge next: from the band that the fewest are known of.

    `judged` are the confidences of the turns that were judged, `waiting` message and confidence
    of the others, the newest first. The one that was skipped comes last. None when all is judged.
    """
    known = Counter(map(_band, judged))
    rest = [(message, confidence) for message, confidence in waiting if message != skipped]
    if not rest:
        return None
    return min(rest, key=lambda turn: known[_band(turn[1])])[0]


def _band(confidence: float) -> int:
    return min(int(confidence * BANDS), BANDS - 1)
