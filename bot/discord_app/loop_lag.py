"""Measures for how long the event loop keeps a timer waiting: the first sign of overload."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Final

_EVERY_S: Final = 0.25


@asynccontextmanager
async def measuring_lag(note: Callable[[float], None]) -> AsyncIterator[None]:
    """Note the lag four times a second, for as long as the block lasts."""
    task = asyncio.create_task(_measure(note))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _measure(note: Callable[[float], None]) -> None:
    while True:
        due = monotonic() + _EVERY_S
        await asyncio.sleep(_EVERY_S)
        note(max(monotonic() - due, 0.0))
