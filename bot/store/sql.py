"""Keeps turns in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.engine import WRITES, open_engine
from bot.store.migrating import migrate
from bot.store.model import MOST_TURNS, Decided, ReaderHash, StoreError, TurnRecord
from bot.store.tables import TURNS

_IDS: Final = 500
"""In one statement; SQLite takes 32,766 parameters, and older ones 999."""


class SqlStore:
    """A store in a database. What it has recorded outlives the process, and a loss of power."""

    def __init__(self, address: str) -> None:
        self._engine = open_engine(address)
        self._for_writing = self._engine.execution_options(**{WRITES: True})

    async def prepare(self) -> None:
        """Bring the tables up to date, in one transaction."""
        async with self._transaction(self._for_writing) as connection:
            await connection.run_sync(migrate)

    async def record(self, turns: Sequence[TurnRecord]) -> None:
        """Keep turns, in one transaction."""
        if not turns:
            return
        async with self._transaction(self._for_writing) as connection:
            insert = postgresql.insert if self._is_postgres else sqlite.insert
            statement = insert(TURNS)
            new = {column.name: statement.excluded[column.name] for column in TURNS.c}
            statement = statement.on_conflict_do_update(index_elements=["message"], set_=new)
            await connection.execute(statement, [asdict(turn) for turn in turns])

    async def forget_messages(self, messages: Collection[int]) -> int:
        """Erase the turns of these messages."""
        left, erased = iter(messages), 0
        while some := tuple(islice(left, _IDS)):
            erased += await self._erase(TURNS.c.message.in_(some))
        return erased

    async def forget_channel(self, channel: int) -> int:
        """Erase the turns of a channel."""
        return await self._erase(TURNS.c.channel == channel)

    async def forget_guild(self, guild: int) -> int:
        """Erase the turns of a guild."""
        return await self._erase(TURNS.c.guild == guild)

    async def forget_reader(self, hashes: Collection[ReaderHash]) -> int:
        """Erase the turns of a reader."""
        return await self._erase(TURNS.c.reader.in_(hashes))

    async def turns_of_reader(self, hashes: Collection[ReaderHash]) -> tuple[TurnRecord, ...]:
        """Give the turns of a reader."""
        latest = select(TURNS).where(TURNS.c.reader.in_(hashes))
        latest = latest.order_by(TURNS.c.hour.desc(), TURNS.c.message.desc()).limit(MOST_TURNS)
        async with self._transaction(self._engine) as connection:
            rows = (await connection.execute(latest)).mappings().all()
        return tuple(_turn(dict(row)) for row in reversed(rows))

    async def expire(self, before_hour: int) -> int:
        """Erase what is old."""
        return await self._erase(TURNS.c.hour < before_hour)

    async def count(self) -> int:
        """Count the turns."""
        async with self._transaction(self._engine) as connection:
            return await connection.scalar(select(func.count()).select_from(TURNS)) or 0

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()

    @property
    def _is_postgres(self) -> bool:
        return self._engine.dialect.name == "postgresql"

    async def _erase(self, which: ColumnElement[bool]) -> int:
        async with self._transaction(self._for_writing) as connection:
            return (await connection.execute(delete(TURNS).where(which))).rowcount

    @asynccontextmanager
    async def _transaction(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        """Do all or nothing; every fault of the database becomes a `StoreError`."""
        try:
            async with engine.begin() as connection:
                yield connection
        except StoreError:
            raise
        except DBAPIError as error:
            raise StoreError(f"{type(error).__name__}: {_reason(error)}") from None
        except (SQLAlchemyError, OSError, UnicodeError) as error:
            raise StoreError(type(error).__name__) from None
        except Exception as error:
            if type(error).__module__.split(".")[0] != "asyncpg":  # its faults to connect
                raise
            raise StoreError(type(error).__name__) from None


def _reason(error: DBAPIError) -> str:
    """Give SQLite's short reason; PostgreSQL's may quote a row."""
    told = (
        str(error.orig) if type(error.orig).__module__ == "sqlite3" else type(error.orig).__name__
    )
    return " ".join(told.split())[:100]


def _turn(row: dict[str, Any]) -> TurnRecord:
    return TurnRecord(**row | {"decided": Decided(row["decided"])})
