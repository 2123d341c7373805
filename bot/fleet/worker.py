"""One process of the fleet: it gets a block of shards, keeps it, and is silent once it has none."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from typing import Final, Self

from bot.fleet.plan import Plan, Wish
from bot.fleet.rows import DisagreementError, Lease, SqlFleet, Who
from bot.fleet.standing import TTL_S, Hold, Standing
from bot.store.model import NewerSchemaError, StoreError

_log = logging.getLogger(__name__)

_BEAT_S: Final = 1.0
_LOOK_S: Final = 0.5
"""How often a process makes sure that it is awake, and a spare one looks for a block."""

_BEAT_TIMEOUT_S: Final = 2.0
_LEAVE_TIMEOUT_S: Final = 2.0
_UNSURE_S: Final = 10.0
"""What is to be sent waits for no longer until the database says whose the shards are."""

_ALONE_AFTER_S: Final = 5.0
"""A bot of one shard waits no longer for a database that is away when it starts."""

_AFTER_OUTAGE_S: Final = 2 * TTL_S
"""After a database was away, owners renew their leases before anybody takes one over."""


def _steady_s() -> float:
    """Give seconds since some instant; they go on while the process, or the machine, sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class NotOursError(Exception):
    """The shards are another process's, or nobody can say whose: nothing may be sent."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The shards of a process."""

    plan: Plan
    block: int

    @property
    def shards(self) -> tuple[int, ...]:
        """Their ids."""
        return tuple(self.plan.shards_of(self.block))


class Worker:
    """A process among others. Start and stop it around the bot.

    `join` gives it its shards. From then on `may_send` is to be awaited before anything is sent;
    `fenced` is set as soon as nothing may be sent any more.
    """

    def __init__(
        self,
        rows: SqlFleet,
        who: Who,
        wish: Wish,
        readers: str | None,
        *,
        clock: Callable[[], float] = _steady_s,
    ) -> None:
        self.fenced = asyncio.Event()
        self.owners = 1
        """Processes that have shards."""
        self.is_standby = False
        """It waits for a block, and all else is ready."""
        self.problem: str | None = None
        """Why the database could not be used last; none when all is well."""
        self.describe: Callable[[Who], Who] = lambda who: who
        """Adds to what is listed of this process."""
        self._rows = rows
        self._who = who
        self._wish = wish
        self._readers = readers
        self._clock = clock
        self._lease: Lease | None = None
        self._hold: Hold | None = None
        self._has_agreed = False
        self._is_alone = False
        self._sent_at = 0.0
        self._succeeded = asyncio.Event()
        self._failed_at = float("-inf")
        self._settled = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    # ----------------------------------------------------------------- whose the shards are

    async def join(self, recommended: int) -> Assignment:
        """Wait for a block of shards; raises `DisagreementError` when settings differ.

        A bot of one shard goes ahead when the database is away: the worst that can happen is
        that two processes send the same reply, of which Discord shows one.
        """
        began = self._clock()
        while True:
            try:
                lease = await self._claim(recommended)
            except NewerSchemaError:
                raise
            except (StoreError, TimeoutError) as error:
                self._failed(error)
                waited_s = self._clock() - began
                if waited_s >= _ALONE_AFTER_S and self._wish.needs_no_others(recommended):
                    return self._go_alone(recommended)
            else:
                self.problem = None
                if lease is not None:
                    return self._take(lease)
                self._tell_of_standby()
            await asyncio.sleep(_LOOK_S)

    async def _claim(self, recommended: int) -> Lease | None:
        async with asyncio.timeout(_BEAT_TIMEOUT_S + TTL_S):
            if not self._has_agreed:
                await self._rows.prepare()
                await self._rows.agree(self._wish, recommended, self._readers)
                self._has_agreed = True
            if self._clock() - self._failed_at < _AFTER_OUTAGE_S:
                return None
            self._sent_at = self._clock()
            return await self._rows.claim(self._who.id)

    def _take(self, lease: Lease) -> Assignment:
        self._lease, self.is_standby = lease, False
        self._hold = Hold(renewed_at=self._sent_at, awake_at=self._clock())
        assignment = Assignment(lease.plan, lease.block)
        shards = assignment.shards
        counts = shards[0], shards[-1], lease.plan.shards, lease.block, lease.epoch
        _log.info("Taking shards %s to %s of %s (block %s, epoch %s)", *counts)
        return assignment

    def _go_alone(self, recommended: int) -> Assignment:
        self._is_alone = True
        now = self._clock()
        self._hold = Hold(renewed_at=now - TTL_S, awake_at=now)
        _log.warning("Going on without the database: %s", self.problem)
        return Assignment(self._wish.plan(recommended), 0)

    def _tell_of_standby(self) -> None:
        if not self.is_standby:
            self.is_standby = True
            _log.info("All shards have their process: standing by")

    @property
    def standing(self) -> Standing:
        """Say whether this process may speak for its shards, now."""
        return Standing.HELD if self._hold is None else self._hold.at(self._clock())

    async def may_send(self) -> None:
        """Wait until it is known whose the shards are.

        Raises `NotOursError` when they are not ours, or when that takes too long.
        """
        if self.standing is Standing.UNSURE:
            with suppress(TimeoutError):
                async with asyncio.timeout(_UNSURE_S):
                    while self.standing is Standing.UNSURE:
                        self._settled.clear()
                        await self._settled.wait()
        if self.standing in (Standing.UNSURE, Standing.LOST):
            raise NotOursError(f"the shards are not ours to speak for ({self.standing.value})")

    # ----------------------------------------------------------------- whose turn it is

    async def take_turn(self, bucket: int) -> float:
        """Take the turn to identify a shard; else give the seconds until the next one.

        Raises `StoreError`.
        """
        return await self._rows.take_turn(bucket)

    def listening(self, heard: Callable[[], None]) -> AbstractAsyncContextManager[asyncio.Event]:
        """Hear that something has changed; see `Database.listening`."""
        return self._rows.listening(heard)

    # ----------------------------------------------------------------- leaving

    async def hand_over(self, patience_s: float) -> None:
        """Let a process that stands by have the shards, and wait until it answers for them.

        Returns at once where nobody stands by.
        """
        if self._lease is None or self._hold is None or self._hold.is_lost:
            return
        try:
            async with asyncio.timeout(patience_s):
                if not await self._rows.has_standby():
                    return
                self._hold = self._hold.leaving()
                await self._rows.let_go(self._who.id, self._lease)
                _log.info("Handing over block %s", self._lease.block)
                await self._succeeded.wait()
        except (StoreError, TimeoutError) as error:
            _log.warning("Leaving without a successor: %r", error)

    async def __aenter__(self) -> Self:
        """Begin to be seen."""
        self._tasks = [asyncio.create_task(run()) for run in (self._beats, self._ticks)]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Give the block free and go off the list; without a database, the lease runs out."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        try:
            async with asyncio.timeout(_LEAVE_TIMEOUT_S):
                await self._rows.leave(self._who.id)
        except (StoreError, TimeoutError) as error:
            _log.warning("Leaving without a word to the database: %r", error)
        with suppress(TimeoutError):
            async with asyncio.timeout(_LEAVE_TIMEOUT_S):
                await self._rows.close()

    # ----------------------------------------------------------------- the work

    async def _ticks(self) -> None:
        """Take note of being awake, whatever the database does."""
        while True:
            if self._hold is not None:
                self._hold = self._hold.awake(self._clock())
            await asyncio.sleep(_LOOK_S)

    async def _beats(self) -> None:
        while True:
            began = self._clock()
            try:
                async with asyncio.timeout(_BEAT_TIMEOUT_S):
                    await (self._regain() if self._is_alone else self._beat())
            except (StoreError, TimeoutError) as error:
                self._failed(error)
            except DisagreementError as error:
                self._fence(str(error))
            except Exception:
                _log.exception("A heartbeat failed")
            await asyncio.sleep(max(began + _BEAT_S - self._clock(), 0.05))

    async def _beat(self) -> None:
        lease, hold, sent_at = self._lease, self._hold, self._clock()
        is_leaving = hold is not None and hold.is_leaving
        pulse = await self._rows.beat(self.describe(self._who), lease, renews=not is_leaving)
        self.problem, self.owners = None, pulse.owners
        if lease is None or self._hold is None:
            return
        if pulse.is_succeeded:
            self._succeeded.set()
        if pulse.is_held and not self._hold.is_leaving:
            self._hold = self._hold.renewed(sent_at)
            self._settled.set()
        elif not pulse.is_held and not self._hold.is_leaving:
            self._fence(f"another process has block {lease.block}")

    async def _regain(self) -> None:
        """Get what this process took without asking, or let go of it."""
        await self._rows.prepare()
        await self._rows.agree(self._wish, 1, self._readers)
        self._sent_at = self._clock()
        lease = await self._rows.claim(self._who.id)
        self.problem = None
        if lease is not None and self._hold is not None:
            self._lease, self._is_alone = lease, False
            self._hold = self._hold.renewed(self._sent_at)
        else:
            self._fence("another process had the shards all the time")

    def _fence(self, reason: str) -> None:
        if self._hold is not None:
            self._hold = self._hold.lost()
        _log.error("Silent from now on, and leaving: %s", reason)
        self._settled.set()
        self.fenced.set()

    def _failed(self, error: Exception) -> None:
        if self.problem is None:
            _log.warning("The fleet's database cannot be used: %r", error)
        self._failed_at, self._has_agreed = self._clock(), False
        self.problem = str(error) or type(error).__name__
