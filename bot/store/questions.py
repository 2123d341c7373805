"""Reads back what was asked in a guild, for its editors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, RowMapping, func, select

from bot.editorial.gaps import Asked
from bot.store.database import Database, slices
from bot.store.model import Decided
from bot.store.tables import ASKS, TURNS

_PRIME: Final = 1_000_003
"""Of what marks are made: sums of hundreds of thousands of them fit into 64 bits."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Tells cheaply whether a guild's unanswered turns are still those that somebody has read."""

    count: int
    sum: int
    """Of their marks."""


def mark_of(message: int, question: str) -> int:
    """Give a number that tells a turn from most others, as the database makes it too."""
    return message % _PRIME + _PRIME * len(question)


class SqlQuestions:
    """The recorded questions of guilds. It changes nothing; all raises `StoreError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def frequent(self, guild: int, *, limit: int) -> tuple[str, ...]:
        """Give a guild's questions, each once, the most frequent and then the newest first."""
        times, newest = func.count(), func.max(TURNS.c.hour)
        rows = select(TURNS.c.question).where(TURNS.c.guild == guild).group_by(TURNS.c.question)
        rows = rows.order_by(times.desc(), newest.desc(), TURNS.c.question).limit(limit)
        async with self._database.reading() as connection:
            return tuple(await connection.scalars(rows))

    async def standing(self, guild: int) -> Standing:
        """Say how a guild's unanswered turns stand."""
        mark = TURNS.c.message % _PRIME + _PRIME * func.length(TURNS.c.question)
        async with self._database.reading() as connection:
            row = await connection.execute(select(func.count(), func.sum(mark)).where(_of(guild)))
            count, total = row.one()
        return Standing(count, int(total or 0))

    async def unanswered_after(self, guild: int, message: int, *, limit: int) -> tuple[Asked, ...]:
        """Give a guild's unanswered turns with later messages than this, in their order."""
        rows = select(TURNS).where(_of(guild) & (TURNS.c.message > message))
        async with self._database.reading() as connection:
            found = await connection.execute(rows.order_by(TURNS.c.message).limit(limit))
            return tuple(map(_asked, found.mappings()))

    async def marks(self, guild: int) -> Mapping[int, int]:
        """Give the mark of each unanswered turn of a guild, by its message."""
        rows = select(TURNS.c.message, func.length(TURNS.c.question)).where(_of(guild))
        async with self._database.reading() as connection:
            found = await connection.execute(rows)
            return {message: message % _PRIME + _PRIME * length for message, length in found}

    async def unanswered_at(self, guild: int, messages: Iterable[int]) -> tuple[Asked, ...]:
        """Give those of a guild's unanswered turns that have these messages."""
        found: list[Asked] = []
        async with self._database.reading() as connection:
            for some in slices(messages):
                rows = select(TURNS).where(_of(guild) & TURNS.c.message.in_(some))
                found += map(_asked, (await connection.execute(rows)).mappings())
        return tuple(found)

    async def message_asking(self, guild: int, question: str, among: Collection[int]) -> int | None:
        """Give the first of some messages that asks in these words; none where none does."""
        for some in slices(among):
            is_meant = (TURNS.c.guild == guild) & TURNS.c.message.in_(some)
            rows = select(TURNS.c.message).where(is_meant & (TURNS.c.question == question))
            async with self._database.reading() as connection:
                found = await connection.scalar(rows.order_by(TURNS.c.message).limit(1))
            if found is not None:
                return int(found)
        return None

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


def _asked(row: RowMapping) -> Asked:
    return Asked(
        message=row["message"],
        question=row["question"],
        hour=row["hour"],
        is_answered=False,
        confidence=row["confidence"],
        nearest=row["nearest"],
        reader=row["reader"],
    )
