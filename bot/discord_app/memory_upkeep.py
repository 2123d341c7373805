"""Gives the system back the memory that thousands of answers leave behind."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

_log = logging.getLogger(__name__)

_EVERY_S: Final = 60.0
"""It takes about a millisecond."""


async def give_back_memory(give_back: Callable[[], None], every_s: float = _EVERY_S) -> None:
    """Give it back now and then, beside the event loop, until cancelled, whatever it comes to."""
    while True:
        await asyncio.sleep(every_s)
        try:
            await asyncio.to_thread(give_back)
        except Exception:
            _log.exception("Fault in giving back memory")
