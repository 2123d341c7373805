"""What changed since one looked last: how processes that share a database follow each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database, insert_into
from bot.store.tables import CHANGES, COUNTERS

CHANNEL: Final = "briefing_bot_changes"
"""On which PostgreSQL tells who listens that something has changed."""

FILES: Final = 0
"""Stands in the place of a guild for the files, which all guilds share."""

_COUNTER: Final = "changes"


@dataclass(frozen=True, slots=True)
class Changes:
    """Whose settings or pages were changed, and the number to ask for the next ones with."""

    guilds: frozenset[int]
    files: int
    """The number of the latest wish to read the files again, if it is new; else 0."""
    number: int


async def mark(connection: AsyncConnection, guild: int) -> int:
    """Tell other processes of a change, in the transaction that makes it; give its number.

    The counter's row stays locked until the end, so that a number is never seen before a smaller
    one. Call it last: other changes wait for the rest of the transaction.
    """
    counting = insert_into(connection, COUNTERS).values(name=_COUNTER, number=1)
    counting = counting.on_conflict_do_update(
        index_elements=["name"], set_={"number": COUNTERS.c.number + 1}
    )
    number = int((await connection.execute(counting.returning(COUNTERS.c.number))).scalar_one())
    row = insert_into(connection, CHANGES).values(guild=guild, number=number)
    row = row.on_conflict_do_update(index_elements=["guild"], set_={"number": number})
    await connection.execute(row)
    if connection.dialect.name == "postgresql":
        await connection.execute(select(func.pg_notify(CHANNEL, str(number))))
    return number


class SqlChanges:
    """The changes in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self) -> int:
        """Give the number of the latest change; 0 before the first. Raises `StoreError`."""
        newest = select(COUNTERS.c.number).where(COUNTERS.c.name == _COUNTER)
        async with self._database.reading() as connection:
            return await connection.scalar(newest) or 0

    async def since(self, number: int) -> Changes:
        """Give what was changed after a change. Raises `StoreError`."""
        newer = select(CHANGES.c.guild, CHANGES.c.number).where(CHANGES.c.number > number)
        async with self._database.reading() as connection:
            found: Mapping[int, int] = MappingProxyType(
                {row.guild: row.number for row in await connection.execute(newer)}
            )
        latest = max(found.values(), default=number)
        return Changes(frozenset(found) - {FILES}, found.get(FILES, 0), latest)

    async def want_files_read(self) -> int:
        """Have all processes read the files again; give the wish's number. Raises `StoreError`."""
        async with self._database.writing() as connection:
            return await mark(connection, FILES)
