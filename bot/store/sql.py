"""Keeps turns in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, select

from bot.store.database import Database, slices
from bot.store.model import MOST_TURNS, Decided, ReaderHash, TurnRecord
from bot.store.tables import (
    SAID_IN_GUILDS,
    TURNS,
    WITH_CHANNEL,
    WITH_HOUR,
    WITH_MESSAGE,
    WITH_READER,
)


class SqlStore:
    """A store in a database. What it has recorded outlives the process, and a loss of power.

    What it erases goes from all tables alike, the ones that others write to included.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def prepare(self) -> None:
        """Bring the tables up to date."""
        await self._database.prepare()

    async def record(self, turns: Sequence[TurnRecord]) -> None:
        """Keep turns, in one transaction."""
        if not turns:
            return
        async with self._database.writing() as connection:
            rows = [asdict(turn) for turn in turns]
            await connection.execute(self._database.upsert(TURNS), rows)

    async def forget_messages(self, messages: Collection[int]) -> int:
        """Erase the turns of these messages, and what readers said of the answers to them."""
        erased = 0
        for some in slices(messages):
            erased += await self._erase({t: t.c.message.in_(some) for t in WITH_MESSAGE})
        return erased

    async def forget_channel(self, channel: int) -> int:
        """Erase the turns of a channel."""
        return await self._erase({t: t.c.channel == channel for t in WITH_CHANNEL})

    async def forget_guild(self, guild: int) -> int:
        """Erase what was said in a guild; how its editors want it is not said by readers."""
        return await self._erase({t: t.c.guild == guild for t in SAID_IN_GUILDS})

    async def forget_reader(self, hashes: Collection[ReaderHash]) -> int:
        """Erase the turns of a reader."""
        return await self._erase({t: t.c.reader.in_(hashes) for t in WITH_READER})

    async def turns_of_reader(self, hashes: Collection[ReaderHash]) -> tuple[TurnRecord, ...]:
        """Give the turns of a reader."""
        latest = select(TURNS).where(TURNS.c.reader.in_(hashes))
        latest = latest.order_by(TURNS.c.hour.desc(), TURNS.c.message.desc()).limit(MOST_TURNS)
        rows = await self._database.rows(latest)
        return tuple(turn_of(dict(row)) for row in reversed(rows))

    async def expire(self, before_hour: int) -> int:
        """Erase what is old."""
        return await self._erase({t: t.c.hour < before_hour for t in WITH_HOUR})

    async def count(self) -> int:
        """Count the turns."""
        async with self._database.reading() as connection:
            return await connection.scalar(select(func.count()).select_from(TURNS)) or 0

    async def close(self) -> None:
        """Close all connections."""
        await self._database.close()

    async def _erase(self, which: dict[Table, ColumnElement[bool]]) -> int:
        """Erase rows of several tables, all or none; give how many turns were among them."""
        turns = 0
        async with self._database.writing() as connection:
            for table, condition in which.items():
                erased = (await connection.execute(delete(table).where(condition))).rowcount
                turns += erased if table is TURNS else 0
        return turns


def turn_of(row: dict[str, Any]) -> TurnRecord:
    """Give a row of `TURNS` as the value that it was."""
    return TurnRecord(**row | {"decided": Decided(row["decided"])})
