"""Gives the system back what thousands of answers leave behind in the C library's hands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from bot.garbage import give_back

_EVERY_S: Final = 600.0


@asynccontextmanager
async def giving_back_memory(every_s: float = _EVERY_S) -> AsyncIterator[None]:
    """Give it back now and then, beside the event loop, for as long as the block lasts."""
    task = asyncio.create_task(_go_on(every_s))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _go_on(every_s: float) -> None:
    while True:
        await asyncio.sleep(every_s)
        await asyncio.to_thread(give_back)
