"""Records turns beside the replies: best effort, for no reader ever waits for a database."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from time import monotonic
from typing import Final, Self

from bot.store.keeping import KEEP_NOTHING, Keeping
from bot.store.memory import MemoryStore
from bot.store.model import NewerSchemaError, Store, StoreError, TurnRecord
from bot.store.pending import Pending

_log = logging.getLogger(__name__)

_TRIES: Final = 3
"""So often a batch is tried before its turns are dropped; erasures are tried for ever."""

_LONGEST_PAUSE_S: Final = 30.0
_DOUBLINGS: Final = 10
_EXPIRE_EVERY_S: Final = 3600.0
_TELL_EVERY_S: Final = 600.0
_PREPARE_S: Final = 10.0
_CLOSE_S: Final = 1.0

_TROUBLE: Final = "Turns are not recorded (%s): %s wait, %s dropped, %s erasures left to expiry"


@dataclass(frozen=True, slots=True)
class Pace:
    """How much a recorder takes on, and how long it waits."""

    capacity: int = 5_000
    """Turns that wait; a thousand answers a second fill it in five seconds of a locked database."""
    batch: int = 200
    """Turns in one transaction."""
    gather_s: float = 0.1
    """Between two of them: many small ones would take a tenth of a busy bot's time."""
    pause_s: float = 1.0
    """After a first failure; doubled after each further one."""
    flush_s: float = 2.0
    """For what waits at the end."""


USUAL: Final = Pace()


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Recorder:
    """Takes turns at once, and writes them when it can. Start and stop it around the bot.

    `record` and the `forget_…` methods never wait and never fail. What is dropped is counted.
    An erasure comes after what was recorded before it, and before what is recorded later.
    """

    def __init__(
        self,
        store: Store,
        keeping: Keeping,
        pace: Pace = USUAL,
        *,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.keeping = keeping
        self._store = store
        self._pace = pace
        self._pending = Pending(pace.capacity)
        self._now = now
        self._wake = asyncio.Event()
        self._stop = asyncio.Event()
        self._writing = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._is_prepared = False
        self._expire_at = 0.0
        self._failures = 0
        self._dropped_by_store = 0
        self._told_at: float | None = None
        self._told = 0
        self._is_told = False
        self.problem: str | None = None
        """Why nothing is written at present; none when all is well."""

    @classmethod
    def of_nothing(cls) -> Self:
        """Make one that keeps nothing and needs no start."""
        return cls(MemoryStore(), KEEP_NOTHING)

    @property
    def now(self) -> datetime:
        """The time by which rows are dated and expire."""
        return self._now()

    @property
    def dropped(self) -> int:
        """How many turns were lost since the start."""
        return self._dropped_by_store + self._pending.refused

    @property
    def waiting(self) -> int:
        """How many turns are not written yet."""
        return len(self._pending.turns)

    # ----------------------------------------------------------------- for the front ends

    def record(self, turn: TurnRecord) -> None:
        """Take a turn; with its message known already, it replaces the earlier version."""
        if self.keeping.days > 0:
            self._pending.add(turn)
            self._wake.set()

    def forget_messages(self, messages: Iterable[int]) -> None:
        """See to it that nothing of these messages is kept."""
        if self.keeping.days > 0:
            self._pending.forget_messages(messages)
            self._wake.set()

    def forget_channel(self, channel: int) -> None:
        """See to it that nothing of a channel is kept."""
        if self.keeping.days > 0:
            self._pending.forget_channel(channel)
            self._wake.set()

    def forget_guild(self, guild: int) -> None:
        """See to it that nothing of a guild is kept."""
        if self.keeping.days > 0:
            self._pending.forget_guild(guild)
            self._wake.set()

    async def turns_of_reader(self, reader: int) -> tuple[TurnRecord, ...]:
        """Give all that is kept of a reader. Raises `StoreError`."""
        await self.flush()
        return await self._store.turns_of_reader(self.keeping.hashes_of(reader, self._now()))

    async def forget_reader(self, reader: int) -> int:
        """Erase all that is kept of a reader, and say how much it was. Raises `StoreError`."""
        await self.flush()
        return await self._store.forget_reader(self.keeping.hashes_of(reader, self._now()))

    # ----------------------------------------------------------------- for those who run it

    async def __aenter__(self) -> Self:
        """Prepare the store and begin to write; a store that is not there now is tried again.

        Raises `NewerSchemaError`.
        """
        try:
            async with asyncio.timeout(_PREPARE_S):
                await self._prepare()
        except NewerSchemaError:
            await self._close()
            raise
        except Exception as error:  # whatever a database does, the bot starts
            self._failed(error)
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Write what waits, for two seconds at most, and close the store."""
        self._stop.set()
        self._wake.set()
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=self._pace.flush_s)
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=_CLOSE_S)
        if not self._pending.is_empty:
            self._dropped_by_store += self.waiting
            counts = self.waiting, self._pending.erasures
            _log.warning("Stopping: %s turns and %s erasures could not be written", *counts)
        await self._close()

    # ----------------------------------------------------------------- the work

    async def _run(self) -> None:
        while True:
            pause_s = await self._work()
            if self._stop.is_set() and (self._failures or self._pending.is_empty):
                return
            await self._wait(self._stop, self._pace.gather_s)
            await self._wait(self._stop if self._failures else self._wake, pause_s)

    async def _wait(self, signal: asyncio.Event, longest_s: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(longest_s):
                await signal.wait()

    async def _work(self) -> float:
        """Do what is to be done now, and say after how long to look again."""
        self._wake.clear()
        try:
            await self.flush()
        except Exception as error:  # whatever it is, readers must not notice, and it must go on
            self._failed(error)
            self._give_up_on_a_batch()
        else:
            self._recovered()
        self._tell()
        if self._failures:
            doubled = float(1 << min(self._failures - 1, _DOUBLINGS))
            return min(self._pace.pause_s * doubled, _LONGEST_PAUSE_S)
        return max(self._expire_at - monotonic(), 0.0)

    async def _prepare(self) -> None:
        if not self._is_prepared:
            await self._store.prepare()
            self._is_prepared = True

    async def flush(self) -> None:
        """Erase what is to be erased or is too old, and record what waits. Raises `StoreError`."""
        async with self._writing:
            await self._prepare()
            for erase in self._pending.calls(self._store):
                await erase()
            for batch in self._batches():
                await self._store.record(batch)
                self._pending.done(batch)
            await self._expire_when_due()

    def _batches(self) -> Iterator[list[TurnRecord]]:
        while batch := list(islice(self._pending.turns.values(), self._pace.batch)):
            yield batch

    async def _expire_when_due(self) -> None:
        if monotonic() >= self._expire_at:
            await self._store.expire(self.keeping.first_hour(self._now()))
            self._expire_at = monotonic() + _EXPIRE_EVERY_S

    def _failed(self, error: Exception) -> None:
        self._failures += 1
        self.problem = str(error) if isinstance(error, StoreError) else type(error).__name__

    def _recovered(self) -> None:
        if self._is_told:
            _log.info("Turns are recorded again; %s were dropped so far", self.dropped)
        self._failures, self.problem, self._is_told = 0, None, False

    def _give_up_on_a_batch(self) -> None:
        """Drop the first batch after enough tries: it may be what the database refuses."""
        if self._failures % _TRIES == 0:
            batch = list(islice(self._pending.turns.values(), self._pace.batch))
            self._pending.done(batch)
            self._dropped_by_store += len(batch)

    def _tell(self) -> None:
        """Tell the operator of trouble, once in a while."""
        if self.problem is None and self.dropped == self._told:
            return
        if self._told_at is None or monotonic() - self._told_at >= _TELL_EVERY_S:
            self._told_at, self._told = monotonic(), self.dropped
            self._is_told = self.problem is not None
            reason = self.problem or "too many at once"
            counts = self.waiting, self.dropped, self._pending.erasures_lost
            _log.warning(_TROUBLE, reason, *counts)

    async def _close(self) -> None:
        try:
            async with asyncio.timeout(_CLOSE_S):
                await self._store.close()
        except Exception as error:  # at the end nothing but the log can be told
            _log.warning("The store could not be closed: %s", type(error).__name__)
