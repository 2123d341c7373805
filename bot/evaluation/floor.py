"""The least that the bot must reach on the briefings it ships with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.evaluation.figures import Figures


@dataclass(frozen=True, slots=True)
class Floor:
    """Bounds on figures; each is a share of messages.

    A little below what the matcher reaches on the four briefings together (n = 202 in scope, 130
    near-misses), so that a change which costs a dozen messages is noticed.
    """

    top_1: float = 0.85
    recall_at_3: float = 0.94
    rejected_near_misses: float = 0.90
    answered_wrong: float = 0.05
    """An upper bound; all others are lower ones."""

    def complaints(self, figures: Figures) -> Iterator[str]:
        """Say which bounds the figures break; a figure of no messages breaks its bound."""
        for name, least in (
            ("top_1", self.top_1),
            ("recall_at_3", self.recall_at_3),
            ("rejected_near_misses", self.rejected_near_misses),
        ):
            share = getattr(figures, name)
            if share.value < least:
                yield f"{name} is {share.value:.3f} of {share.n}, below {least:.3f}"
        wrong = figures.answered_wrong
        if wrong.value > self.answered_wrong:
            most = self.answered_wrong
            yield f"answered_wrong is {wrong.value:.3f} of {wrong.n}, above {most:.3f}"
