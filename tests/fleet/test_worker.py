"""One process of a fleet: what it does when the database comes, goes, and gives shards away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.fleet import worker as module
from bot.fleet.plan import Plan, Wish
from bot.fleet.rows import Lease, Pulse, Who
from bot.fleet.standing import TTL_S, Standing
from bot.fleet.worker import Assignment, NotOursError, Worker
from bot.store.model import StoreError
from tests.waiting import until

WHO = Who("a" * 32, "host", 1, "1.0")


class Rows:
    """Stands in for the database."""

    def __init__(self) -> None:
        self.is_away = False
        self.is_taken = False
        self.pulse = Pulse(is_held=True, owners=3)
        self.has_spare = False
        self.let_go_of: list[Lease] = []
        self.left: list[str] = []

    async def _do(self) -> None:
        await asyncio.sleep(0)
        if self.is_away:
            raise StoreError("away")

    async def prepare(self) -> None:
        await self._do()

    async def agree(self, wish: Wish, recommended: int, readers: str | None) -> Plan:
        await self._do()
        return wish.plan(recommended)

    async def claim(self, worker: str) -> Lease | None:
        await self._do()
        return None if self.is_taken else Lease(0, 1, Plan(1, 1))

    async def beat(self, who: Who, lease: Lease | None, *, renews: bool = True) -> Pulse:
        await self._do()
        return self.pulse

    async def has_standby(self) -> bool:
        return self.has_spare

    async def let_go(self, worker: str, lease: Lease) -> None:
        self.let_go_of.append(lease)

    async def leave(self, worker: str) -> None:
        await self._do()
        self.left.append(worker)

    async def close(self) -> None:
        pass


class Clock:
    """Goes on by itself only as fast as the tests want it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_BEAT_S", "_LOOK_S"):
        monkeypatch.setattr(module, name, 0.01)


@asynccontextmanager
async def running(rows: Rows, clock: Clock, wish: Wish = Wish()) -> AsyncIterator[Worker]:  # noqa: B008
    stand_in: Any = rows
    async with Worker(stand_in, WHO, wish, None, clock=clock) as worker:
        yield worker


async def test_it_holds_what_it_was_given_while_the_database_says_so() -> None:
    rows, clock = Rows(), Clock()
    async with running(rows, clock) as worker:
        assert await worker.join(1) == Assignment(Plan(1, 1), 0)
        for _ in range(8):
            clock.now += 1.0
            await asyncio.sleep(0.05)
            assert worker.standing is Standing.HELD
        await until(lambda: worker.owners == 3)
        await worker.may_send()
    assert rows.left == [WHO.id]


async def test_it_stands_by_while_all_shards_are_others() -> None:
    rows = Rows()
    rows.is_taken = True
    async with running(rows, Clock()) as worker:
        joining = asyncio.create_task(worker.join(1))
        await until(lambda: worker.is_standby)
        rows.is_taken = False
        await joining
        assert not worker.is_standby


async def test_it_falls_silent_when_its_block_is_anothers() -> None:
    rows = Rows()
    async with running(rows, Clock()) as worker:
        await worker.join(1)
        rows.pulse = Pulse(is_held=False, owners=1)
        await asyncio.wait_for(worker.fenced.wait(), 20)
        assert worker.standing is Standing.LOST
        with pytest.raises(NotOursError):
            await worker.may_send()


@pytest.mark.parametrize("is_held", [True, False])
async def test_woken_late_it_says_nothing_before_the_database_has_spoken(is_held: bool) -> None:
    rows, clock = Rows(), Clock()
    async with running(rows, clock) as worker:
        await worker.join(1)
        rows.is_away = True
        await until(lambda: worker.problem is not None)
        clock.now += TTL_S + 1
        sending = asyncio.create_task(worker.may_send())
        await asyncio.sleep(0.05)
        assert worker.standing is Standing.UNSURE
        assert not sending.done()
        rows.pulse, rows.is_away = Pulse(is_held, owners=1), False
        if is_held:
            await sending
        else:
            with pytest.raises(NotOursError):
                await sending


async def test_a_database_that_goes_away_keeps_it_from_nothing() -> None:
    rows, clock = Rows(), Clock()
    async with running(rows, clock) as worker:
        await worker.join(1)
        rows.is_away = True
        for _ in range(10):
            clock.now += 1.0
            await asyncio.sleep(0.05)
            await worker.may_send()
        assert worker.standing is Standing.CUT_OFF
        rows.is_away = False
        await until(lambda: worker.standing is Standing.HELD)


async def test_a_bot_of_one_shard_goes_ahead_without_the_database_and_asks_later() -> None:
    rows, clock = Rows(), Clock()
    rows.is_away = True
    async with running(rows, clock) as worker:
        joining = asyncio.create_task(worker.join(1))
        await until(lambda: worker.problem is not None)
        clock.now += 6.0
        assert await joining == Assignment(Plan(1, 1), 0)
        assert worker.standing is Standing.CUT_OFF
        rows.is_away = False
        await until(lambda: worker.standing is Standing.HELD)


async def test_what_it_took_without_asking_it_gives_back_to_an_owner() -> None:
    rows, clock = Rows(), Clock()
    rows.is_away = rows.is_taken = True
    async with running(rows, clock) as worker:
        joining = asyncio.create_task(worker.join(1))
        await until(lambda: worker.problem is not None)
        clock.now += 6.0
        await joining
        rows.is_away = False
        await asyncio.wait_for(worker.fenced.wait(), 20)


async def test_a_bot_of_many_shards_waits_for_the_database() -> None:
    rows, clock = Rows(), Clock()
    rows.is_away = True
    async with running(rows, clock) as worker:
        joining = asyncio.create_task(worker.join(2))
        await until(lambda: worker.problem is not None)
        clock.now += 600.0
        await asyncio.sleep(0.1)
        assert not joining.done()
        rows.is_away = False
        clock.now += 600.0
        await joining


async def test_it_hands_over_only_where_somebody_stands_by() -> None:
    rows = Rows()
    async with running(rows, Clock()) as worker:
        await worker.join(1)
        await worker.hand_over(20)
        assert rows.let_go_of == []
        rows.has_spare = True
        leaving = asyncio.create_task(worker.hand_over(20))
        await until(lambda: bool(rows.let_go_of))
        rows.pulse = Pulse(is_held=False, owners=1)
        await asyncio.sleep(0.05)
        assert not leaving.done()
        await worker.may_send()
        rows.pulse = Pulse(is_held=False, owners=1, is_succeeded=True)
        await leaving
        assert not worker.fenced.is_set()
