"""A grown bot moves from SQLite to PostgreSQL: all of it, or nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    func,
    insert,
    select,
)

from bot.store import copying
from bot.store.audit import Action, Deed, SqlAudit
from bot.store.copying import COPIED, CopyError, copy_all
from bot.store.database import Database
from bot.store.model import StoreError
from bot.store.tables import LEASES
from tests.store.builders import NOW

ROWS = 23


@pytest.fixture
async def source(sqlite: str) -> AsyncIterator[Database]:
    opened = Database(sqlite)
    await opened.prepare()
    yield opened
    await opened.close()


@pytest.fixture
async def target(postgres: str) -> AsyncIterator[Database]:
    opened = Database(postgres)
    await opened.prepare()
    yield opened
    await opened.close()


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_BATCH", 4)
    monkeypatch.setattr(copying, "_BATCH_OF_PAGES", 3)


def a_value(column: Column[Any], number: int) -> object:
    """Make a value that its column can hold, and that says where it belongs."""
    match column.type:
        case Boolean():
            return number % 2 == 0
        case SmallInteger():
            return number % 3 - 1
        case BigInteger():
            return (1 << 62) + number
        case Integer():
            return number
        case Float():
            return number / 7
        case LargeBinary():
            return b"\0" + bytes([number]) * number
        case _:
            return f"“{number}” 🌉"


async def fill(database: Database) -> None:
    """Put rows into every table."""
    async with database.writing() as connection:
        for table in COPIED:
            rows = [
                {column.name: a_value(column, number) for column in table.columns}
                for number in range(1, ROWS + 1)
            ]
            await connection.execute(insert(table), rows)


async def rows_of(database: Database, table: Table) -> list[tuple[Any, ...]]:
    async with database.reading() as connection:
        ordered = select(table).order_by(*table.primary_key.columns)
        return [tuple(row) for row in await connection.execute(ordered)]


async def copy(source: Database, target: Database, *, replaces: bool = False) -> dict[str, int]:
    copied = await copy_all(source, target, replaces=replaces, on_progress=lambda *_: None)
    return dict(copied.rows)


async def test_every_row_of_every_table_arrives_as_it_was(
    source: Database, target: Database
) -> None:
    await fill(source)
    assert await copy(source, target) == {table.name: ROWS for table in COPIED}
    for table in COPIED:
        assert sorted(await rows_of(target, table)) == sorted(await rows_of(source, table))


async def test_what_is_numbered_is_numbered_on(source: Database, target: Database) -> None:
    await fill(source)
    await copy(source, target)
    await SqlAudit(target).note(Deed(5, 99, Action.RELOAD, "a reload"), NOW)
    (entry,) = await SqlAudit(target).latest(5, limit=9)
    assert entry.number == ROWS + 1


async def test_an_empty_bot_can_be_copied(source: Database, target: Database) -> None:
    assert set((await copy(source, target)).values()) == {0}


async def test_a_target_with_rows_is_left_alone_unless_they_are_to_be_replaced(
    source: Database, target: Database
) -> None:
    await fill(source)
    await SqlAudit(target).note(Deed(5, 99, Action.RELOAD, "before"), NOW)
    with pytest.raises(CopyError, match="not empty: there are rows in audit"):
        await copy(source, target)
    assert [e.deed.detail for e in await SqlAudit(target).latest(5, limit=9)] == ["before"]
    await copy(source, target, replaces=True)
    assert await SqlAudit(target).latest(5, limit=9) == ()


async def test_when_rows_are_missing_in_the_end_nothing_was_copied(
    source: Database, target: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(source)
    numbers = copying._number_on

    async def lose_a_row(connection: Any, table: Table) -> None:
        await numbers(connection, table)
        if table.name == "turns":
            key = table.c.message == select(func.max(table.c.message)).scalar_subquery()
            await connection.execute(table.delete().where(key))

    monkeypatch.setattr(copying, "_number_on", lose_a_row)
    with pytest.raises(CopyError, match="not all rows have arrived in turns"):
        await copy(source, target)
    for table in COPIED:
        assert await rows_of(target, table) == []


async def test_a_database_that_is_only_read_can_be_copied_and_not_changed(
    source: Database, target: Database, sqlite: str
) -> None:
    await fill(source)
    read = Database(sqlite, reads_only=True)
    assert await copy(read, target, replaces=True) == {table.name: ROWS for table in COPIED}
    with pytest.raises(StoreError, match="readonly database"):
        await SqlAudit(read).note(Deed(5, 99, Action.RELOAD, "a reload"), NOW)
    await read.close()


async def test_a_postgres_that_is_only_read_cannot_be_changed(
    postgres: str, target: Database
) -> None:
    read = Database(postgres, reads_only=True)
    assert await read.missing_steps() == 0
    with pytest.raises(StoreError, match="read-only transaction"):
        await SqlAudit(read).note(Deed(5, 99, Action.RELOAD, "a reload"), NOW)
    await read.close()


def test_who_runs_at_present_is_not_copied() -> None:
    assert LEASES not in COPIED
