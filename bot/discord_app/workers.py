"""Does what takes a while in threads of its own, so that the event loop goes on listening."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Final, TypeVar

T = TypeVar("T")

THREADS: Final = 1
"""Matching holds the interpreter for much of its time: with a second thread the event loop waits
for its turn twice as long (bench/loop_lag.py)."""

MOST_WAITING: Final = 100
"""At some 15 ms each, the last of them waits for as long as a reader will."""


_TURN_S: Final = 0.001
"""Of Python's default, 5 ms, the event loop would wait that long each time it wakes."""


def take_short_turns() -> None:
    """Let threads hold the interpreter for a millisecond at a time. For the whole process."""
    sys.setswitchinterval(_TURN_S)


class BusyError(Exception):
    """So much is waiting already that nobody would wait for one more."""


class Workers:
    """Works through what it is given, first come, first served. Used from one event loop."""

    def __init__(self, *, threads: int = THREADS, most_waiting: int = MOST_WAITING) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answering")
        self._places = threads + most_waiting

    async def do(self, work: Callable[[], T]) -> T:
        """Do something and give its result. Raises `BusyError` when too much is waiting."""
        if not self._places:
            raise BusyError
        self._places -= 1
        try:
            within = copy_context()  # so that log lines of threads carry the reference too
            return await asyncio.get_running_loop().run_in_executor(self._pool, within.run, work)
        finally:
            self._places += 1

    def close(self) -> None:
        """Begin nothing that has not begun."""
        self._pool.shutdown(wait=False, cancel_futures=True)
