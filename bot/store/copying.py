"""Copies all that a bot keeps from one database to another, and makes sure that it is all there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.migrating import wants_upgrade
from bot.store.tables import AGREEMENTS, IDENTIFIES, LEASES, METADATA, WORKERS

_BATCH: Final = 500
_BATCH_OF_PAGES: Final = 8
"""A page may have a mebibyte."""

_OF_PROCESSES: Final = frozenset({AGREEMENTS, IDENTIFIES, LEASES, WORKERS})
"""About who runs at present; that is the same nowhere else."""

COPIED: Final = tuple(t for t in METADATA.sorted_tables if t not in _OF_PROCESSES)


class CopyError(Exception):
    """The copy was not made; the target is as it was."""


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows of each table are in the target now."""

    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.rows.values())


Progress = Callable[[int, int], None]


async def copy_all(
    source: Database, target: Database, *, replaces: bool, on_progress: Progress
) -> Copied:
    """Copy every table, as it is at one moment, in one transaction of the target.

    Raises `CopyError` where the source has another schema, where the target has rows already,
    unless they are to be replaced, or when the counts differ in the end; and `StoreError`. In each
    case nothing has changed but the schema of the target. The source is only read.
    """
    if await source.missing_steps():
        raise CopyError(wants_upgrade("the source"))
    await target.prepare()
    async with source.reading() as old, target.writing() as new:
        await _make_room(new, replaces=replaces)
        counts = {table.name: await _count(old, table) for table in COPIED}
        done, whole = 0, sum(counts.values())
        for table in COPIED:
            async for size in _copy(old, new, table):
                done += size
                on_progress(done, whole)
            await _number_on(new, table)
        arrived = {table.name: await _count(new, table) for table in COPIED}
        if arrived != counts:
            differing = sorted(name for name in counts if counts[name] != arrived[name])
            raise CopyError(f"not all rows have arrived in {', '.join(differing)}")
    return Copied(arrived)


async def _make_room(connection: AsyncConnection, *, replaces: bool) -> None:
    for table in reversed(COPIED):
        if replaces:
            await _empty(connection, table)
        elif await _count(connection, table):
            raise CopyError(f"the target is not empty: there are rows in {table.name}")


async def _empty(connection: AsyncConnection, table: Table) -> None:
    is_postgres = connection.dialect.name == "postgresql"
    await connection.execute(text(f"TRUNCATE {table.name}") if is_postgres else delete(table))


async def _count(connection: AsyncConnection, table: Table) -> int:
    return await connection.scalar(select(func.count()).select_from(table)) or 0


async def _copy(old: AsyncConnection, new: AsyncConnection, table: Table) -> AsyncIterator[int]:
    """Copy a table in the order of its key, so that no batch holds more than its rows."""
    keys = list(table.primary_key.columns)
    has_pages = any(isinstance(column.type, LargeBinary) for column in table.columns)
    size = _BATCH_OF_PAGES if has_pages else _BATCH
    last: tuple[Any, ...] | None = None
    while True:
        batch = select(table).order_by(*keys).limit(size)
        if last is not None:
            batch = batch.where(tuple_(*keys) > tuple_(*last))
        rows = [dict(row) for row in (await old.execute(batch)).mappings()]
        if not rows:
            return
        await new.execute(insert(table), rows)
        last = tuple(rows[-1][key.name] for key in keys)
        yield len(rows)


async def _number_on(connection: AsyncConnection, table: Table) -> None:
    """Let PostgreSQL number new rows after those that came with a number."""
    key = _numbered(table)
    if key is None or connection.dialect.name != "postgresql":
        return
    highest = await connection.scalar(select(func.max(key)))
    if highest is not None:
        sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :value)")
        told = {"table": table.name, "column": key.name, "value": highest}
        await connection.execute(sequence, told)


def _numbered(table: Table) -> Column[Any] | None:
    keys = list(table.primary_key.columns)
    is_numbered = len(keys) == 1 and type(keys[0].type) is Integer and keys[0].autoincrement
    return keys[0] if is_numbered else None
