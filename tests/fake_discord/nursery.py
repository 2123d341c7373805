"""Bots that are forked from a process which has imported all they need.

Importing is half of what it takes to start one, and tests start some hundred. What a bot does in
its first moments is tested with one that is started as it is by everybody.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Final

_IMPORTED: Final = ["tests.fake_discord.imported"]


@dataclass(frozen=True, slots=True)
class ForkedProcess:
    """As much of `asyncio.subprocess.Process` as tests need."""

    stderr: asyncio.StreamReader
    _process: ForkServerProcess

    @property
    def pid(self) -> int:
        """Its number."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """What it ended with, -N by signal N; none while it runs."""
        return self._process.exitcode

    async def wait(self) -> int:
        """Wait until it ends."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        await ended.wait()
        loop.remove_reader(self._process.sentinel)
        assert self._process.exitcode is not None
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self._process.exitcode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


async def fork(arguments: list[str], *, cwd: Path, env: Mapping[str, str]) -> ForkedProcess:
    """Do what `python -m bot` does with these arguments."""
    ours, theirs = _context().Pipe(duplex=False)
    process = _context().Process(target=_run, args=(theirs, arguments, str(cwd), dict(env)))
    process.start()
    theirs.close()
    reader = asyncio.StreamReader()
    with ours:
        pipe = os.fdopen(os.dup(ours.fileno()), "rb", buffering=0)  # the loop closes it
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return ForkedProcess(reader, process)


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    return context


def _run(stderr: Connection, arguments: list[str], cwd: str, env: Mapping[str, str]) -> None:
    from bot.__main__ import main

    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.dup2(stderr.fileno(), 2)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["bot", *arguments]
    with suppress(BrokenPipeError):
        main()
