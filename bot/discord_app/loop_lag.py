"""Measures for how long the event loop keeps a timer waiting: the first sign of overload."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final

_EVERY_S: Final = 0.25


async def measure_lag(note: Callable[[float], None]) -> None:
    """Note the lag four times a second, until cancelled."""
    while True:
        due = monotonic() + _EVERY_S
        await asyncio.sleep(_EVERY_S)
        note(max(monotonic() - due, 0.0))
