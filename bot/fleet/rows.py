"""The fleet's tables: every change is one transaction, by the clock of the database."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Float, delete, func, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.fleet.overview import Overview, overview
from bot.fleet.plan import Plan, Wish
from bot.fleet.standing import TTL_S
from bot.fleet.start_limit import APART_S
from bot.store.changes import CHANNEL, SqlChanges
from bot.store.database import Database, insert_into
from bot.store.tables import AGREEMENTS, IDENTIFIES, LEASES, WORKERS

NOW: Final[ColumnElement[float]] = literal_column(
    "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS double precision)", Float
)
"""The one clock that all hosts share: the database's."""

_PLAN: Final = "plan"
_READERS: Final = "reader_secret"
_GONE_AFTER_S: Final = 3600.0
"""A worker that has not been heard of for so long is no longer listed."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A block of shards, lent to one process; a higher epoch means a later owner."""

    block: int
    epoch: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class Who:
    """A process, as it is listed."""

    id: str
    host: str
    process: int
    version: str
    revision: str = ""
    """Of the content's files."""
    change: int = 0
    """The latest change of settings and pages that it goes by."""
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a process hears when it says that it is alive."""

    is_held: bool
    """Its lease is its own for another while."""
    owners: int
    """Processes that hold a lease."""
    is_succeeded: bool = False
    """Another process has the block, and its shards are connected."""


class DisagreementError(Exception):
    """A setting differs from what the running processes have agreed upon."""

    def __init__(self, setting: str, expected: str, example: str) -> None:
        super().__init__(f"{setting}: {expected}")
        self.setting, self.expected, self.example = setting, expected, example


class SqlFleet:
    """The fleet in a PostgreSQL. Everything raises `StoreError` when that cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def prepare(self) -> None:
        """Bring the tables up to date."""
        await self._database.prepare()

    def listening(self, heard: Callable[[], None]) -> AbstractAsyncContextManager[asyncio.Event]:
        """Hear of changes of settings and pages as soon as they are made."""
        return self._database.listening(CHANNEL, heard)

    async def close(self) -> None:
        """Close all connections."""
        await self._database.close()

    # ----------------------------------------------------------------- agreements

    async def agree(self, wish: Wish, recommended: int, readers: str | None) -> Plan:
        """Come to the same plan as all others; who comes first decides.

        Raises `DisagreementError` for a wish, or a check value of the readers' secret, that
        differs from that of processes which run.
        """
        async with self._database.writing() as connection:
            old = WORKERS.c.beat < NOW - _GONE_AFTER_S
            await connection.execute(delete(WORKERS).where(old))
            await self._agree_on_readers(connection, readers)
            proposed = wish.plan(recommended)
            agreed = await _agreed(connection, _PLAN, _written(proposed))
            plan = Plan(**json.loads(agreed))
            if not await _is_any_held(connection):
                plan = proposed
                await _divide(connection, plan, is_new=_written(plan) != agreed)
            elif not wish.accepts(plan):
                raise _other_plan(wish, plan)
        return plan

    async def _agree_on_readers(self, connection: AsyncConnection, readers: str | None) -> None:
        if readers is not None and await _agreed(connection, _READERS, readers) != readers:
            expected = (
                "the secret that the other processes of this database have: copy their file;"
                " if it is lost, `briefing-bot fleet --new-reader-secret` lets another one in"
            )
            raise DisagreementError("reader-secret", expected, "reader-secret in BOT_STATE_DIR")

    async def forget_readers_check(self) -> None:
        """Let the next process that starts decide on the readers' secret."""
        await self._database.change(delete(AGREEMENTS).where(AGREEMENTS.c.name == _READERS))

    # ----------------------------------------------------------------- leases

    async def claim(self, worker: str) -> Lease | None:
        """Take a block that nobody holds; none when there is none."""
        free = select(LEASES.c.block).where(LEASES.c.expires <= NOW).order_by(LEASES.c.block)
        free = free.limit(1).with_for_update(skip_locked=True)
        taking = update(LEASES).where(LEASES.c.block == free.scalar_subquery())
        taking = taking.values(worker=worker, epoch=LEASES.c.epoch + 1, expires=NOW + TTL_S)
        async with self._database.writing() as connection:
            agreed = select(AGREEMENTS.c.body).where(AGREEMENTS.c.name == _PLAN)
            plan = await connection.scalar(agreed)
            taken = taking.returning(LEASES.c.block, LEASES.c.epoch)
            row = (await connection.execute(taken)).first()
        if row is None or plan is None:
            return None
        return Lease(row.block, row.epoch, Plan(**json.loads(plan)))

    async def beat(self, who: Who, lease: Lease | None, *, renews: bool = True) -> Pulse:
        """Say that a process is alive, and ask for its lease for another while."""
        async with self._database.writing() as connection:
            await _list(connection, who)
            is_held = lease is None
            if lease is not None:
                ours = _is_lease(lease) & (LEASES.c.worker == who.id)
                asking = update(LEASES).where(ours)
                expires = NOW + TTL_S if renews else LEASES.c.expires
                granted = asking.values(expires=expires)
                is_held = bool((await connection.execute(granted)).rowcount)
            owners = select(func.count()).select_from(LEASES).where(LEASES.c.expires > NOW)
            return Pulse(
                is_held,
                await connection.scalar(owners) or 0,
                lease is not None and not is_held and await _is_succeeded(connection, lease),
            )

    async def let_go(self, worker: str, lease: Lease) -> None:
        """Let whoever wants it have a block at once."""
        ours = _is_lease(lease) & (LEASES.c.worker == worker)
        await self._database.change(update(LEASES).where(ours).values(expires=0.0))

    async def leave(self, worker: str) -> None:
        """Take a process off the list, and give its block free."""
        async with self._database.writing() as connection:
            free = update(LEASES).where(LEASES.c.worker == worker)
            await connection.execute(free.values(worker=None, expires=0.0))
            await connection.execute(delete(WORKERS).where(WORKERS.c.id == worker))

    # ----------------------------------------------------------------- IDENTIFY

    async def take_turn(self, bucket: int) -> float:
        """Take the turn of a bucket to identify a shard; else give the seconds until the next."""
        async with self._database.writing() as connection:
            taking = insert_into(connection, IDENTIFIES).values(
                bucket=bucket, free_at=NOW + APART_S
            )
            taking = taking.on_conflict_do_update(
                index_elements=["bucket"],
                set_={"free_at": NOW + APART_S},
                where=IDENTIFIES.c.free_at <= NOW,
            )
            row = (await connection.execute(taking.returning(IDENTIFIES.c.bucket))).first()
            if row is not None:
                return 0.0
            left = select(IDENTIFIES.c.free_at - NOW).where(IDENTIFIES.c.bucket == bucket)
            return max(await connection.scalar(left) or 0.0, 0.0)

    # ----------------------------------------------------------------- what is to be seen

    async def look(self, *, forget_readers: bool = False) -> Overview:
        """Give the whole fleet at one moment, and let go of the database."""
        try:
            await self.prepare()
            if forget_readers:
                await self.forget_readers_check()
            change = await SqlChanges(self._database).latest()
            return overview(await self.plan(), change, await self.workers(), await self.leases())
        finally:
            await self.close()

    async def has_standby(self) -> bool:
        """Say whether a process waits for a block."""
        async with self._database.reading() as connection:
            return any(
                row["block"] is None and row["age"] < TTL_S for row in await _rows(connection)
            )

    async def workers(self) -> list[Mapping[str, Any]]:
        """Give all processes that were heard of lately, with the blocks that they hold."""
        async with self._database.reading() as connection:
            return await _rows(connection)

    async def leases(self) -> list[Mapping[str, Any]]:
        """Give all blocks, with who holds them and for how long."""
        rows = select(LEASES, (LEASES.c.expires - NOW).label("left")).order_by(LEASES.c.block)
        return [dict(row) for row in await self._database.rows(rows)]

    async def plan(self) -> Plan | None:
        """Give what was agreed upon; none before the first process."""
        agreed = select(AGREEMENTS.c.body).where(AGREEMENTS.c.name == _PLAN)
        async with self._database.reading() as connection:
            body = await connection.scalar(agreed)
        return None if body is None else Plan(**json.loads(body))


def _written(plan: Plan) -> str:
    return json.dumps({"shards": plan.shards, "block_size": plan.block_size})


def _is_lease(lease: Lease) -> ColumnElement[bool]:
    return (LEASES.c.block == lease.block) & (LEASES.c.epoch == lease.epoch)


def _other_plan(wish: Wish, plan: Plan) -> DisagreementError:
    setting, agreed = "BOT_WORKER_SHARDS", plan.block_size
    if wish.shards not in (None, plan.shards):
        setting, agreed = "BOT_SHARDS", plan.shards
    expected = f"{agreed}, as the processes that run have it; stop all of them to change it"
    return DisagreementError(setting, expected, str(agreed))


async def _agreed(connection: AsyncConnection, name: str, body: str) -> str:
    """Give what was agreed upon first, and keep others from changing it meanwhile."""
    proposing = insert_into(connection, AGREEMENTS).values(name=name, body=body)
    await connection.execute(proposing.on_conflict_do_nothing())
    row = select(AGREEMENTS.c.body).where(AGREEMENTS.c.name == name).with_for_update()
    return str((await connection.execute(row)).scalar_one())


async def _is_any_held(connection: AsyncConnection) -> bool:
    held = select(func.count()).select_from(LEASES).where(LEASES.c.expires > NOW)
    return bool(await connection.scalar(held))


async def _divide(connection: AsyncConnection, plan: Plan, *, is_new: bool) -> None:
    """Make the leases of a plan. Epochs go on: no owner of before is taken for one of now."""
    if is_new:
        changed = update(AGREEMENTS).where(AGREEMENTS.c.name == _PLAN)
        await connection.execute(changed.values(body=_written(plan)))
        await connection.execute(delete(LEASES).where(LEASES.c.block >= plan.blocks))
        await connection.execute(update(LEASES).values(epoch=LEASES.c.epoch + 1, worker=None))
    rows = [{"block": block, "epoch": 0, "expires": 0.0} for block in range(plan.blocks)]
    await connection.execute(insert_into(connection, LEASES).on_conflict_do_nothing(), rows)


async def _list(connection: AsyncConnection, who: Who) -> None:
    told = {
        "host": who.host[:128],
        "process": who.process,
        "version": who.version,
        "revision": who.revision,
        "change": who.change,
        "is_ready": who.is_ready,
        "beat": NOW,
    }
    row = insert_into(connection, WORKERS).values(id=who.id, started=NOW, **told)
    await connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=told))


async def _is_succeeded(connection: AsyncConnection, lease: Lease) -> bool:
    successor = select(WORKERS.c.is_ready).join(LEASES, LEASES.c.worker == WORKERS.c.id)
    later = (LEASES.c.block == lease.block) & (LEASES.c.epoch > lease.epoch)
    return bool(await connection.scalar(successor.where(later)))


async def _rows(connection: AsyncConnection) -> list[Mapping[str, Any]]:
    held = (LEASES.c.worker == WORKERS.c.id) & (LEASES.c.expires > NOW)
    rows = select(
        WORKERS,
        LEASES.c.block,
        LEASES.c.epoch,
        (NOW - WORKERS.c.beat).label("age"),
    )
    rows = rows.select_from(WORKERS.outerjoin(LEASES, held))
    rows = rows.where(WORKERS.c.beat > NOW - _GONE_AFTER_S)
    found = await connection.execute(rows.order_by(LEASES.c.block, WORKERS.c.started))
    return [dict(row) for row in found.mappings()]
