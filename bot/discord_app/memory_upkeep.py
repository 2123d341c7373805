"""Gives the system back the memory that thousands of answers leave behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

_EVERY_S: Final = 60.0
"""It takes about a millisecond."""


async def give_back_memory(give_back: Callable[[], None], every_s: float = _EVERY_S) -> None:
    """Give it back now and then, beside the event loop, until cancelled."""
    while True:
        await asyncio.sleep(every_s)
        await asyncio.to_thread(give_back)
