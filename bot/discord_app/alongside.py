"""Runs something beside the bot for as long as it runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress

_log = logging.getLogger(__name__)


@asynccontextmanager
async def alongside(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Do some work that has no end of its own; it ends with the block.

    Should it fail before, the log has it at once, and the block goes on without it.
    """
    task = asyncio.create_task(_until_it_fails(work))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _until_it_fails(work: Coroutine[None, None, None]) -> None:
    try:
        await work
    except Exception:
        _log.exception("Fault in what runs beside the bot: it has ended")
