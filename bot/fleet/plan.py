"""How the shards are divided among processes, and how much of Discord's patience each one has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

REST_PER_S: Final = 50.0
"""Requests a second that Discord allows a bot, all its processes together."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All shards, in blocks of the same size; a process has one block for its whole life."""

    shards: int
    block_size: int

    @property
    def blocks(self) -> int:
        """How many processes are needed; the last block may be smaller."""
        return -(-self.shards // self.block_size)

    def shards_of(self, block: int) -> range:
        """Give the shards of a block."""
        first = block * self.block_size
        return range(first, min(first + self.block_size, self.shards))


@dataclass(frozen=True, slots=True)
class Wish:
    """What an operator wants of the plan; None leaves it to Discord and to the others."""

    shards: int | None = None
    block_size: int | None = None

    def plan(self, recommended: int) -> Plan:
        """Make the plan of whoever comes first; without a wish, one process has all shards."""
        shards = self.shards or recommended
        return Plan(shards, min(self.block_size or shards, shards))

    def accepts(self, plan: Plan) -> bool:
        """Say whether a plan that others follow is what the operator wants."""
        size = None if self.block_size is None else min(self.block_size, plan.shards)
        return self.shards in (None, plan.shards) and size in (None, plan.block_size)

    def needs_no_others(self, recommended: int) -> bool:
        """Say whether one shard is all there is, so that a process alone could do harm to none."""
        return self.plan(recommended) == Plan(1, 1)


def rest_share(owners: int) -> float:
    """Give the requests a second that each of so many processes may send."""
    return REST_PER_S / max(owners, 1)
