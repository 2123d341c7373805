"""What the operating system may ask of a running bot: to stop, or to read the content again."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bot.evaluation.replay import ReloadReport
from bot.stopping import HANGUP, has_terminal

_log = logging.getLogger(__name__)

_AT_ONCE: Final = 2
"""One that reads, and one that waits and will read whatever has changed by then: further ones would
hold threads that moderators' commands need."""


def stop_on_signals() -> asyncio.Event:
    """Give an event that SIGTERM and Ctrl-C set; so does the end of the terminal, if it has one."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    closed = [HANGUP] if HANGUP is not None and has_terminal() else []
    for number in (signal.SIGTERM, signal.SIGINT, *closed):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows has no such handlers in asyncio
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    return stop


class Reloading:
    """Reads the content again at each SIGHUP, which means that to programs without a terminal."""

    def __init__(self, reload: Callable[[], ReloadReport]) -> None:
        self._reload = reload
        self._running: set[asyncio.Task[None]] = set()

    def on_signal(self) -> None:
        """Listen from now on."""
        if HANGUP is None or has_terminal():
            return
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(HANGUP, self._begin)

    def _begin(self) -> None:
        if len(self._running) >= _AT_ONCE:
            return
        task = asyncio.create_task(self._read_again())
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _read_again(self) -> None:
        _log.info("SIGHUP: reading the content again")
        try:
            report = await asyncio.to_thread(self._reload)
        except Exception:  # whatever is wrong with it, what is served goes on being served
            _log.exception("The content could not be read; what was served is still served")
            return
        if report.is_applied:
            _log.info("The content is read: %s", _counts(report))
        else:
            _log.warning(
                "The content is refused; what was served is still served: %s", report.refusal
            )


def _counts(report: ReloadReport) -> str:
    """Say what changed; codes and counts alone, for logs hold no content."""
    found = Counter(finding.severity.value for finding in report.findings)
    findings = ", ".join(f"{found[kind]} of kind {kind}" for kind in sorted(found)) or "none"
    return (
        f"revision {report.after}, {len(report.added)} added, {len(report.changed)} changed, "
        f"{len(report.removed)} removed; findings: {findings}"
    )
