"""Checks what a fleet did, from outside: who owned which shards, and who answered for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ownership:
    """What the database said of a block, at one moment."""

    block: int
    epoch: int
    worker: str | None
    is_valid: bool


def faults_of_ownership(looks: Iterable[Iterable[Ownership]]) -> Iterator[str]:
    """Find moments at which the rules of leases were broken; `looks` are in their order."""
    owner_of: dict[tuple[int, int], str] = {}
    epoch_of: dict[int, int] = {}
    for look in looks:
        blocks_of: dict[str, int] = {}
        for seen in look:
            if seen.epoch < epoch_of.get(seen.block, 0):
                yield f"block {seen.block} went back to epoch {seen.epoch}"
            epoch_of[seen.block] = seen.epoch
            if seen.worker is None or not seen.is_valid:
                continue
            owner = owner_of.setdefault((seen.block, seen.epoch), seen.worker)
            if owner != seen.worker:
                yield f"block {seen.block} had two owners in epoch {seen.epoch}"
            if seen.worker in blocks_of:
                yield f"{seen.worker} had two blocks at once"
            blocks_of[seen.worker] = seen.block
