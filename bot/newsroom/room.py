"""What is known of one guild's unanswered questions, and kept in step with the database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.editorial.gaps import Asked
from bot.editorial.grouping import MOST_TURNS, Grouping
from bot.newsroom.asking_again import Answered
from bot.store.questions import SqlQuestions, Standing

_AT_ONCE: Final = 2_500
"""Turns that are read in one go: some 10 ms."""

_HOURS: Final = 500
"""In one statement."""


@dataclass(slots=True)
class Room:
    """A guild's groups. Whoever looks at them, or changes them, holds the lock."""

    name: str
    """That of the vectors."""
    grouping: Grouping
    answered: Answered = field(default_factory=Answered)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _read: dict[int, Standing] = field(default_factory=dict)
    """How each hour stood when it was read."""

    async def read_on(self, questions: SqlQuestions, guild: int) -> None:
        """Read the hours in which something came, went or was edited, and no others."""
        standings = _latest(await questions.standings(guild))
        gone = [hour for hour in self._read if hour not in standings]
        if gone:
            await asyncio.to_thread(self._take, gone, ())
        for hours in _portions(standings, self._read):
            turns = await questions.unanswered(guild, hours)
            await asyncio.to_thread(self._take, hours, turns)
        self._read = standings

    def _take(self, hours: Sequence[int], turns: Sequence[Asked]) -> None:
        """Have of some hours these turns, and no others."""
        before = self.grouping.messages_of_hours(hours)
        self.grouping.add(turns)
        kept = {turn.message for turn in turns}
        self.grouping.forget_messages(message for message in before if message not in kept)


def _latest(standings: Mapping[int, Standing]) -> dict[int, Standing]:
    """Leave out the oldest hours where there are more turns than are kept."""
    left = MOST_TURNS
    found: dict[int, Standing] = {}
    for hour in sorted(standings, reverse=True):
        left -= standings[hour].count
        if left < 0 and found:
            break
        found[hour] = standings[hour]
    return found


def _portions(
    standings: Mapping[int, Standing], read: Mapping[int, Standing]
) -> Iterator[tuple[int, ...]]:
    """Give the hours that are to be read, in portions of not too many turns."""
    some: list[int] = []
    turns = 0
    for hour in sorted(hour for hour in standings if read.get(hour) != standings[hour]):
        count = standings[hour].count
        if some and (turns + count > _AT_ONCE or len(some) == _HOURS):
            yield tuple(some)
            some, turns = [], 0
        some.append(hour)
        turns += count
    if some:
        yield tuple(some)
