"""Stores in trouble, with all that a working one does once they are well."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

from bot.store.memory import MemoryStore
from bot.store.model import StoreError, TurnRecord


class FaultyStore(MemoryStore):
    """A store that fails while `fault` is set, and counts how often it was asked to record."""

    def __init__(self, fault: Exception | None = None) -> None:
        super().__init__()
        self.fault = fault
        self.batches: list[int] = []
        self._asked = asyncio.Condition()

    async def prepare(self) -> None:
        """Fail while it is in trouble."""
        if isinstance(self.fault, StoreError):
            raise self.fault

    async def record(self, turns: Sequence[TurnRecord]) -> None:
        """Count, then fail while it is in trouble."""
        async with self._asked:
            self.batches.append(len(turns))
            self._asked.notify_all()
        if self.fault is not None:
            raise self.fault
        await super().record(turns)

    async def forget_messages(self, messages: Collection[int]) -> int:
        """Fail while it is in trouble."""
        if self.fault is not None:
            raise self.fault
        return await super().forget_messages(messages)

    async def asked(self, times: int) -> None:
        """Wait until it was asked so often; who has stopped asking is not waited for."""
        async with asyncio.timeout(20), self._asked:
            await self._asked.wait_for(lambda: len(self.batches) >= times)


class StuckStore(MemoryStore):
    """A store that takes a batch and never comes back, until `go_on` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.is_asked = asyncio.Event()
        self.go_on = asyncio.Event()

    async def record(self, turns: Sequence[TurnRecord]) -> None:
        """Hang."""
        self.is_asked.set()
        await self.go_on.wait()
        await super().record(turns)
