"""One database, SQLite or PostgreSQL, and the transactions in which everything in it changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import islice
from typing import Any, Final

from sqlalchemy import RowMapping, Select, Table, UpdateBase
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store.address import sqlite_file
from bot.store.engine import WRITES, open_engine
from bot.store.migrating import migrate, missing_steps
from bot.store.model import StoreError

_IDS: Final = 500
"""In one statement; SQLite takes 32,766 parameters, and older ones 999."""

_TRIES: Final = 3
_LOCKED: Final = "database is locked"
"""What SQLite says when it has waited long enough for somebody else."""


class Database:
    """Where all stores keep what they keep. It connects when it is first used.

    One that `reads_only` makes and changes nothing: what would is a fault.
    """

    def __init__(self, address: str, *, reads_only: bool = False) -> None:
        self.file = sqlite_file(address)
        """Of an SQLite one."""
        self._engine = open_engine(address, reads_only=reads_only)
        self._for_writing = self._engine.execution_options(**{WRITES: True})

    async def prepare(self) -> None:
        """Bring the tables up to date, in one transaction. Raises as `Store.prepare` does.

        Another one that does the same meanwhile may take longer than SQLite waits for a lock.
        """
        for tries_left in reversed(range(_TRIES)):
            try:
                async with self.writing() as connection:
                    await connection.run_sync(migrate)
                return
            except StoreError as error:
                if not tries_left or _LOCKED not in str(error):
                    raise

    async def missing_steps(self) -> int:
        """Count the steps that `prepare` would take, and take none. Raises as it does."""
        async with self.reading() as connection:
            return await connection.run_sync(missing_steps)

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """See one state of everything. Every fault becomes a `StoreError`."""
        async with _transaction(self._engine) as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Change all or nothing, for good. Every fault becomes a `StoreError`."""
        async with _transaction(self._for_writing) as connection:
            yield connection

    async def rows(self, question: Select[Any]) -> Sequence[RowMapping]:
        """Give all rows that one question finds. Raises `StoreError`."""
        async with self.reading() as connection:
            found: Sequence[RowMapping] = (await connection.execute(question)).mappings().all()
        return found

    async def column(self, question: Select[Any]) -> Sequence[Any]:
        """Give the first column of all rows that one question finds. Raises `StoreError`."""
        async with self.reading() as connection:
            return (await connection.scalars(question)).all()

    async def change(self, statement: UpdateBase) -> int:
        """Change what one statement says; give how many rows that were. Raises `StoreError`."""
        async with self.writing() as connection:
            return (await connection.execute(statement)).rowcount

    @asynccontextmanager
    async def listening(
        self, channel: str, heard: Callable[[], None]
    ) -> AsyncIterator[asyncio.Event]:
        """Hear what PostgreSQL tells on a channel; the event is set when the line breaks.

        It takes one connection. What is told while no line holds is not heard later.
        """
        async with _faults(), self._engine.connect() as connection:
            line: Any = (await connection.get_raw_connection()).driver_connection
            broken = asyncio.Event()
            line.add_termination_listener(lambda *_: broken.set())
            await line.add_listener(channel, lambda *_: heard())
            try:
                yield broken
            finally:
                await connection.invalidate()  # it must not listen for whoever has it next

    @property
    def is_postgres(self) -> bool:
        """Whether it is a PostgreSQL, which runs writing transactions side by side."""
        return self._engine.dialect.name == "postgresql"

    def insert(self, table: Table) -> Any:
        """Begin an INSERT that can say what happens to a row that is there already."""
        return _insert(table, self._engine.dialect.name)

    def upsert(self, table: Table) -> Any:
        """Give an INSERT that replaces the row with the same primary key."""
        statement = self.insert(table)
        keys = [column.name for column in table.primary_key]
        new = {c.name: statement.excluded[c.name] for c in table.c if c.name not in keys}
        return statement.on_conflict_do_update(index_elements=keys, set_=new)


def insert_into(connection: AsyncConnection, table: Table) -> Any:
    """Begin an INSERT, as `Database.insert` does, for whoever has a connection alone."""
    return _insert(table, connection.dialect.name)


def _insert(table: Table, dialect: str) -> Any:
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # a twentieth of a start on SQLite

        return postgresql.insert(table)
    return sqlite.insert(table)


def slices(ids: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Give ids in portions that fit into a statement."""
    left = iter(ids)
    while some := tuple(islice(left, _IDS)):
        yield some


@asynccontextmanager
async def _transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    async with _faults(), engine.begin() as connection:
        yield connection


@asynccontextmanager
async def _faults() -> AsyncIterator[None]:
    """Give every fault of a database the same name."""
    try:
        yield
    except StoreError:
        raise
    except DBAPIError as error:
        raise StoreError(_reason(error)) from None
    except OSError as error:
        raise StoreError(_told(error, error.strerror or "")) from None
    except (SQLAlchemyError, UnicodeError, OverflowError) as error:
        raise StoreError(type(error).__name__) from None
    except Exception as error:
        if type(error).__module__.split(".")[0] != "asyncpg":  # its faults to connect
            raise
        raise StoreError(_reason_of_postgres(error)) from None


def _reason(error: DBAPIError) -> str:
    """Give the driver's own reason."""
    given = error.orig
    if given is None or type(given).__module__ == "sqlite3":
        return _told(error, str(given or ""))
    return _reason_of_postgres(given.__cause__ or given)


_OF_THE_SERVER: Final = ("08", "25006", "28", "3D", "42501", "42P01", "53", "55", "57", "58")
"""Of PostgreSQL's codes, those for who is let in and what the server can do now."""

_OF_THE_ADDRESS: Final = ("ClientConfigurationError", "TargetServerAttributeNotMatched")


def _reason_of_postgres(error: BaseException) -> str:
    """Give the reason where it is about the server or its address; others may quote a row."""
    is_safe = (getattr(error, "sqlstate", None) or "").startswith(_OF_THE_SERVER)
    is_safe = is_safe or type(error).__name__ in _OF_THE_ADDRESS
    return _told(error, str(error) if is_safe else "")


def _told(error: BaseException, reason: str) -> str:
    told = " ".join(reason.split())[:_LONGEST_REASON]
    return f"{type(error).__name__}: {told}" if told else type(error).__name__


_LONGEST_REASON: Final = 200
