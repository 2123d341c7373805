"""What signals do to a program that is starting, or that does one thing; and how a bot ends.

A bot that serves listens to them in its own way later: `bot/discord_app/signals.py`.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import Final, NoReturn

HANGUP: Final = getattr(signal, "SIGHUP", None)
"""Windows has none."""

START_AGAIN: Final = 75
"""EX_TEMPFAIL of sysexits.h: another process was in the way, and may be out of it by then."""

_SERVING: Final = frozenset({"run", "preview"})
_RELOADING: Final = "run"
_BY_SIGNAL: Final = 128
"""What shells add to the number of the signal that ended a program."""


def has_terminal() -> bool:
    """Tell whether somebody sits in front of the program."""
    return sys.stdin is not None and sys.stdin.isatty()


def is_serving(arguments: Sequence[str]) -> bool:
    """Tell whether the program is to answer until it is stopped, by its arguments."""
    return not _SERVING.isdisjoint(arguments)


def end_in_order(arguments: Sequence[str]) -> None:
    """Let signals end the program so that it clears away what it has begun. For the main thread.

    What serves ends with 0, as it does once it serves. SIGHUP asks a bot without a terminal to read
    its content, which it is about to do anyway. Other verbs end with what a shell expects, and
    leave Ctrl-C to Python.
    """
    serves = is_serving(arguments)
    endings = [signal.SIGTERM]
    if serves:
        endings.append(signal.SIGINT)
    if HANGUP is not None and signal.getsignal(HANGUP) is not signal.SIG_IGN:  # as nohup wants it
        if _RELOADING in arguments and not has_terminal():
            signal.signal(HANGUP, signal.SIG_IGN)
        else:
            endings.append(HANGUP)
    for number in endings:
        signal.signal(number, _ending(0 if serves else _BY_SIGNAL + number))


def _ending(status: int) -> Callable[[int, FrameType | None], None]:
    def end(_: int, __: FrameType | None) -> None:
        sys.exit(status)

    return end


class Abandoning(ThreadPoolExecutor):
    """Threads for which nobody waits in the end: an event loop would until all are done.

    A reload may take an hour, and whoever stops a program kills it half a minute later.
    """

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Begin nothing that has not begun, and let the rest be."""
        del wait, cancel_futures
        super().shutdown(wait=False, cancel_futures=True)


def end_now(status: int) -> NoReturn:
    """End the program whatever its threads do; what is to be kept must have been written."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)
