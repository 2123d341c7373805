"""What a check found out, for the operator who can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Whether something is in order."""

    WELL = "well"
    DOUBTFUL = "doubtful"
    """The bot runs, with less than it could have."""
    BROKEN = "broken"
    """The bot does not run, or answers nobody."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    outcome: Outcome
    told: str
    """What was found, without any secret in it."""
    mend: str = ""
    """What to do about it."""


def well(name: str, told: str) -> Check:
    """Find something in order."""
    return Check(name, Outcome.WELL, told)


def doubtful(name: str, told: str, mend: str) -> Check:
    """Find something that could be better."""
    return Check(name, Outcome.DOUBTFUL, told, mend)


def broken(name: str, told: str, mend: str) -> Check:
    """Find something that keeps the bot from its work."""
    return Check(name, Outcome.BROKEN, told, mend)
