"""Whether a process may still speak for its shards: the rules, by whatever clock it has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

TTL_S: Final = 4.0
"""So long a lease holds after its owner asked for it; then another process may have it."""

ASLEEP_S: Final = 2.0
"""Who was silent to itself for so long was stopped or hung, and cannot know what it missed."""


class Standing(Enum):
    """What a process knows of its lease."""

    HELD = "held"
    """It is ours."""
    CUT_OFF = "cut off"
    """The database cannot be reached. We were awake all the time, and go on from memory: whoever
    else may have the shards by now, Discord shows one of two replies with the same nonce."""
    UNSURE = "unsure"
    """We were asleep and the lease ran out meanwhile: say nothing before the database is asked."""
    LOST = "lost"
    """Another process has it, or will: say nothing any more."""


@dataclass(frozen=True, slots=True)
class Hold:
    """What a process knows of its lease; instants are its own clock's, in seconds."""

    renewed_at: float
    """When it sent the request that was last granted."""
    awake_at: float
    """When it was last seen awake."""
    was_asleep: bool = False
    """Since the lease was last granted."""
    is_leaving: bool = False
    """It gave the lease up by itself, and answers until its successor is there."""
    is_lost: bool = False

    def at(self, now: float) -> Standing:
        """Say where it stands at an instant."""
        if self.is_lost:
            return Standing.LOST
        if now < self.renewed_at + TTL_S:
            return Standing.HELD
        if self.was_asleep or self._is_woken(now):
            return Standing.UNSURE
        return Standing.HELD if self.is_leaving else Standing.CUT_OFF

    def awake(self, now: float) -> Hold:
        """Take note that the process runs."""
        return replace(self, awake_at=now, was_asleep=self.was_asleep or self._is_woken(now))

    def renewed(self, sent_at: float) -> Hold:
        """Take note that the lease was granted again."""
        return replace(self, renewed_at=sent_at, was_asleep=False)

    def leaving(self) -> Hold:
        """Take note that it gives the lease up."""
        return replace(self, is_leaving=True)

    def lost(self) -> Hold:
        """Take note that the lease is another's."""
        return replace(self, is_lost=True)

    def _is_woken(self, now: float) -> bool:
        return now - self.awake_at > ASLEEP_S
