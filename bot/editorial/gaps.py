"""The values of the editors' view on questions that were not answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

MOST_WORDINGS: Final = 20
"""Wordings of a gap that are given; more say nothing new."""


class Asked(NamedTuple):
    """One turn that was not answered, as far as gaps are concerned.

    A tuple, for there may be hundreds of thousands of them.
    """

    message: int
    question: str
    hour: int
    """When it was asked: whole hours since 1970, UTC."""
    confidence: float
    nearest: str | None
    """The id of the closest passage."""
    reader: str | None
    """Stands for the reader within one calendar month (UTC); none when that is not kept."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Alike questions that the bot declined or asked back about."""

    questions: tuple[str, ...]
    """The most central wording first, then the most asked; `MOST_WORDINGS` at most."""
    asked_at: tuple[int, ...]
    """The first message with each of these wordings."""
    turns: int
    people: int
    """So many different readers asked it, at least.

    Who asked on both sides of a month's end would count twice, as would someone who is unknown
    once and known then. So it is the largest number within one calendar month, and all who are
    unknown count for one when nobody else is there.
    """
    nearest: str | None
    """The id of the passage that came closest in any of the turns."""
    confidence: float
    """How close that was."""
    first_hour: int
    last_hour: int
    messages: tuple[int, ...]
    """Of its turns, the oldest first."""
