"""Migrations: from nothing, again, by two at once, and never down from a newer version."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import migrating
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.migrating import REVISIONS
from bot.store.model import NewerSchemaError, StoreError
from bot.store.sql import SqlStore
from bot.store.tables import METADATA
from tests.store.builders import a_record


async def differences(address: str) -> list[object]:
    """Compare the tables of a database with those that the program speaks to."""

    def compare(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    engine = open_engine(address)
    async with engine.begin() as connection:
        found = await connection.run_sync(compare)
    await engine.dispose()
    return found


async def prepared(address: str) -> SqlStore:
    """Open a store and prepare it."""
    store = SqlStore(Database(address))
    await store.prepare()
    return store


async def say(engine: AsyncEngine, statement: str) -> None:
    """Do something to a database that the store has no verb for."""
    async with engine.begin() as connection:
        await connection.execute(text(statement))


async def test_an_empty_database_gets_the_tables_of_the_program(address: str) -> None:
    store = await prepared(address)
    assert await differences(address) == []
    await store.record([a_record(1)])
    await store.close()


async def test_a_second_time_changes_nothing(address: str) -> None:
    first = await prepared(address)
    await first.record([a_record(1)])
    await first.close()
    second = await prepared(address)
    assert await second.count() == 1
    await second.close()


async def test_two_at_once_both_find_it_ready(address: str) -> None:
    stores = [SqlStore(Database(address)) for _ in range(2)]
    await asyncio.gather(*(store.prepare() for store in stores))
    await asyncio.gather(*(s.record([a_record(n)]) for n, s in enumerate(stores, start=1)))
    assert await stores[0].count() == 2
    await asyncio.gather(*(store.close() for store in stores))


async def test_a_newer_schema_is_refused_and_left_alone(address: str) -> None:
    store = await prepared(address)
    await store.record([a_record(1)])
    engine = open_engine(address)
    await say(engine, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerSchemaError, match=rf"'9999'.*'{REVISIONS[-1]}'"):
        await SqlStore(Database(address)).prepare()
    assert await store.count() == 1
    await engine.dispose()
    await store.close()


async def test_a_step_that_fails_leaves_nothing_of_itself(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(address)
    await say(engine, "CREATE TABLE turns (something_else INTEGER)")
    with pytest.raises(StoreError):
        await SqlStore(Database(address)).prepare()
    await say(engine, "DROP TABLE turns")
    store = await prepared(address)
    assert await differences(address) == []
    await engine.dispose()
    await store.close()


def test_every_step_is_listed_in_its_order() -> None:
    steps = ScriptDirectory(str(Path(migrating.__file__).parent / "migrations"))
    walked = [step.revision for step in steps.walk_revisions()]
    assert tuple(reversed(walked)) == REVISIONS, (
        "Add the new step of bot/store/migrations/versions to REVISIONS in bot/store/migrating.py."
    )
