"""Waits for what comes true by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

_LOOKS: Final = 4_000
_LOOK_S: Final = 0.005


async def until(claim: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(_LOOKS):
        if claim():
            return
        await asyncio.sleep(_LOOK_S)
    raise AssertionError("it did not come true")
