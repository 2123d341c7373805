"""Gives the system back what thousands of answers leave behind in the C library's hands."""

from __future__ import annotations

import asyncio
from typing import Final

from bot.garbage import give_back

_EVERY_S: Final = 600.0


async def give_back_memory(every_s: float = _EVERY_S) -> None:
    """Give it back now and then, beside the event loop, until cancelled."""
    while True:
        await asyncio.sleep(every_s)
        await asyncio.to_thread(give_back)
