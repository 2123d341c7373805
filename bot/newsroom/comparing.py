"""Compares questions while nobody waits for it, one slice after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Final

from bot.editorial.grouping import Compared, Grouping
from bot.newsroom.room import Room

_SLICE: Final = 256
"""Texts that are compared in one go: 0.1 s beside 40,000 others, mostly one product of matrices."""

_ENCODED: Final = 16
"""Texts that are encoded without a look at the clock."""

_ENCODE_S: Final = 0.25
"""After this a slice ends, however few texts it has."""

_BREATH_S: Final = 0.05
"""Between slices, so that readers' questions are answered meanwhile."""


class Comparing:
    """Does so for one guild at a time: a second thread would only keep readers waiting."""

    def __init__(self) -> None:
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._one_at_a_time = asyncio.Lock()

    def go_on(self, guild: int, room: Room, is_kept: Callable[[], bool]) -> None:
        """Compare what is pending in a room, for as long as it is kept."""
        running = self._tasks.get(guild)
        if room.grouping.pending and (running is None or running.done()):
            self._tasks[guild] = asyncio.create_task(self._compare(room, is_kept))

    async def done(self, guild: int) -> None:
        """Wait until nothing is pending in a guild's room."""
        if guild in self._tasks:
            await self._tasks[guild]

    def stop(self) -> None:
        """Leave the rest."""
        for task in self._tasks.values():
            task.cancel()

    async def _compare(self, room: Room, is_kept: Callable[[], bool]) -> None:
        grouping = room.grouping
        while is_kept() and grouping.pending:
            async with self._one_at_a_time:
                async with room.lock:
                    texts = await asyncio.to_thread(grouping.waiting, _SLICE)
                compared = await asyncio.to_thread(_encoded, grouping, texts)
                async with room.lock:
                    await asyncio.to_thread(_take_in, grouping, compared)
            await asyncio.sleep(_BREATH_S)


def catch_up(grouping: Grouping, until: float) -> None:
    """Compare what is pending, the most asked first, until it is so late."""
    while grouping.pending and monotonic() < until:
        grouping.catch_up(_ENCODED)


def _encoded(grouping: Grouping, texts: Sequence[str]) -> Mapping[str, Compared]:
    """Encode texts, or as many of the first ones as time allows."""
    until = monotonic() + _ENCODE_S
    found: dict[str, Compared] = {}
    for begin in range(0, len(texts), _ENCODED):
        found |= grouping.compared_by(texts[begin : begin + _ENCODED])
        if monotonic() > until:
            break
    return found


def _take_in(grouping: Grouping, compared: Mapping[str, Compared]) -> None:
    grouping.take_in(compared)
    if not compared:
        grouping.renew(_SLICE)
