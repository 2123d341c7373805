"""What an operator sees of the fleet: its processes, their shards, and how far behind they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.fleet.plan import Plan
from bot.fleet.standing import TTL_S


class State(StrEnum):
    """How a process is."""

    READY = "ready"
    STARTING = "starting"
    STANDING_BY = "standing by"
    SILENT = "silent"
    """It was not heard of for longer than a lease lasts: it is gone, hung, or cut off."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One process."""

    id: str
    host: str
    process: int
    version: str
    state: State
    block: int | None
    epoch: int | None
    first_shard: int | None
    last_shard: int | None
    revision: str
    """Of the files that it serves."""
    change: int
    """The latest change of settings and pages that it goes by."""
    lag: int
    """Changes that it does not go by yet."""
    heard_s: float
    """Seconds since it was heard of."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole fleet at one moment."""

    plan: Plan | None
    change: int
    """The number of the latest change."""
    processes: tuple[Listed, ...]
    orphans: tuple[int, ...]
    """Blocks of shards that no process has: nobody answers there."""

    @property
    def has_several_revisions(self) -> bool:
        """Say whether processes that answer serve different files."""
        return len({p.revision for p in self.processes if p.state is State.READY}) > 1


def overview(
    plan: Plan | None,
    change: int,
    workers: Sequence[Mapping[str, Any]],
    leases: Sequence[Mapping[str, Any]],
) -> Overview:
    """Make sense of the fleet's rows."""
    processes = tuple(_listed(row, plan, change) for row in workers)
    orphans = tuple(row["block"] for row in leases if row["worker"] is None or row["left"] <= 0)
    return Overview(plan, change, processes, orphans)


def _listed(row: Mapping[str, Any], plan: Plan | None, change: int) -> Listed:
    block = row["block"]
    shards = range(0) if plan is None or block is None else plan.shards_of(block)
    return Listed(
        id=row["id"],
        host=row["host"],
        process=row["process"],
        version=row["version"],
        state=_state(row),
        block=block,
        epoch=row["epoch"],
        first_shard=shards[0] if shards else None,
        last_shard=shards[-1] if shards else None,
        revision=row["revision"],
        change=row["change"],
        lag=max(change - row["change"], 0),
        heard_s=round(row["age"], 1),
    )


def _state(row: Mapping[str, Any]) -> State:
    if row["age"] > TTL_S:
        return State.SILENT
    if row["block"] is None:
        return State.STANDING_BY
    return State.READY if row["is_ready"] else State.STARTING
