"""How many more times the bot may identify itself today, and when it had better wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_RESERVE: Final = 20
"""One in so many is kept back: what is left then is for an operator who mends something."""

APART_S: Final = 5.25
"""Between two IDENTIFYs of a bucket: Discord's five seconds, and what the line adds."""


@dataclass(frozen=True, slots=True)
class StartLimit:
    """What Discord says of the sessions that may be started; used up, it takes the token away."""

    total: int
    remaining: int
    reset_after_s: float
    max_concurrency: int

    @property
    def is_nearly_spent(self) -> bool:
        """Say whether only the reserve is left."""
        return self.remaining <= self.total // _RESERVE

    def bucket_of(self, shard: int) -> int:
        """Give what a shard shares its turn with."""
        return shard % max(self.max_concurrency, 1)
