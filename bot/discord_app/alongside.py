"""What runs beside the bot for as long as it runs, such as what gives memory back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Final

_log = logging.getLogger(__name__)

_MEASURE_EVERY_S: Final = 0.25
_GIVE_BACK_EVERY_S: Final = 60.0
"""It takes about a millisecond."""


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
        work.close()  # a block may end before it has begun


async def _until_it_fails(work: Coroutine[None, None, None]) -> None:
    try:
        await work
    except Exception:
        _log.exception("Fault in what runs beside the bot: it has ended")


async def measure_lag(note: Callable[[float], None]) -> None:
    """Note for how long the event loop keeps a timer waiting: the first sign of overload."""
    while True:
        due = monotonic() + _MEASURE_EVERY_S
        await asyncio.sleep(_MEASURE_EVERY_S)
        note(max(monotonic() - due, 0.0))


async def give_back_memory(
    give_back: Callable[[], None], every_s: float = _GIVE_BACK_EVERY_S
) -> None:
    """Give the system back what thousands of answers leave behind, now and then.

    It does so beside the event loop, whatever it comes to.
    """
    while True:
        await asyncio.sleep(every_s)
        try:
            await asyncio.to_thread(give_back)
        except Exception:
            _log.exception("Fault in giving back memory")
