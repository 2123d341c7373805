"""Reads back what was asked in a guild, for its editors."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import starmap
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, cast, func, select

from bot.editorial.gaps import Asked
from bot.store.database import Database
from bot.store.model import Decided
from bot.store.tables import ASKS, TURNS

_PRIME: Final = 1_000_003
_PARTS: Final = 1_000_000
"""Of what marks are made: sums of hundreds of thousands of them fit into 64 bits."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Tells cheaply whether some turns are still those that somebody has read."""

    count: int
    sum: int
    """Of marks: numbers that tell a turn from most others, and from what it was before an edit."""


class SqlQuestions:
    """The recorded questions of guilds. It changes nothing; all raises `StoreError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def frequent(self, guild: int, *, limit: int) -> tuple[str, ...]:
        """Give a guild's questions, each once, the most frequent and then the newest first."""
        times, newest = func.count(), func.max(TURNS.c.hour)
        rows = select(TURNS.c.question).where(TURNS.c.guild == guild).group_by(TURNS.c.question)
        rows = rows.order_by(times.desc(), newest.desc(), TURNS.c.question).limit(limit)
        return tuple(await self._database.column(rows))

    async def standings(self, guild: int) -> Mapping[int, Standing]:
        """Say of each hour how a guild's unanswered turns stand."""
        mark = TURNS.c.message % _PRIME + _PRIME * func.length(TURNS.c.question)
        mark += cast(TURNS.c.confidence * _PARTS, BigInteger)
        by_hour = select(TURNS.c.hour, func.count(), func.sum(mark)).where(_of(guild))
        async with self._database.reading() as connection:
            found = await connection.execute(by_hour.group_by(TURNS.c.hour))
            return {hour: Standing(count, int(marks)) for hour, count, marks in found}

    async def unanswered(self, guild: int, hours: Collection[int]) -> tuple[Asked, ...]:
        """Give a guild's unanswered turns of some hours."""
        rows = select(*(TURNS.c[name] for name in Asked._fields))
        rows = rows.where(_of(guild) & TURNS.c.hour.in_(hours))
        async with self._database.reading() as connection:
            return tuple(starmap(Asked, (await connection.execute(rows)).all()))

    async def question_at(self, guild: int, message: int) -> str | None:
        """Give what was asked in a guild with a message, or put to its editors."""
        async with self._database.reading() as connection:
            for table in (TURNS, ASKS):
                is_meant = (table.c.guild == guild) & (table.c.message == message)
                found = await connection.scalar(select(table.c.question).where(is_meant).limit(1))
                if found is not None:
                    return str(found)
        return None


def _of(guild: int) -> ColumnElement[bool]:
    return (TURNS.c.guild == guild) & (TURNS.c.decided != Decided.ANSWER.value)
