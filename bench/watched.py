"""A bot process on a core of its own, in a lean Discord, watched from outside."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.exposed import Exposed, Resources
from bench.lean_discord import LeanDiscord

ROOT: Final = Path(__file__).parents[1]
_PATIENCE_S: Final = 300.0
_IS_READ: Final = "The content is read"
_LISTENS: Final = re.compile(r"http://127\.0\.0\.1:\d+")


@dataclass(slots=True)
class WatchedBot:
    """A running `python -m bot run`."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def address(self) -> str:
        """Where its health checks are; empty until they listen."""
        found = _LISTENS.search(self._told())
        return found.group() if found else ""

    def _told(self) -> str:
        return self.log.read_text(encoding="utf-8")

    async def until_it_listens(self) -> None:
        """Wait until its metrics can be read."""
        async with asyncio.timeout(_PATIENCE_S):
            while not self.address:
                if self.process.returncode is not None:
                    raise SystemExit(self._told())
                await asyncio.sleep(0.1)

    async def exposed(self) -> Exposed:
        """Give its metrics."""
        return await asyncio.to_thread(Exposed.read, self.address)

    def resources(self) -> Resources:
        """Give what it uses."""
        return Resources.of(self.process.pid)

    async def reload(self) -> None:
        """Have it read its content again, and wait until it has."""
        before = self._told().count(_IS_READ)
        self.process.send_signal(signal.SIGHUP)
        async with asyncio.timeout(_PATIENCE_S):
            while self._told().count(_IS_READ) == before:  # noqa: ASYNC110  (a file, no event)
                await asyncio.sleep(0.1)

    async def stop(self) -> None:
        """End it as a service manager does."""
        if self.process.returncode is None:
            self.process.terminate()
            async with asyncio.timeout(60):
                await self.process.wait()


@asynccontextmanager
async def a_watched_bot(
    discord: LeanDiscord, log: Path, core: int | None, **settings: str
) -> AsyncIterator[WatchedBot]:
    """Run a bot, on one core if it is named; its log goes to a file."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("BOT_", "DISCORD_"))}
    environment = inherited | {
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": "a-good-token",
        "BOT_DISCORD_API_URL": f"{discord.url}/api/v10",
        "BOT_HTTP_PORT": "0",
        "BOT_LANGUAGES": "off",
        "BOT_LOG_LEVEL": "info",
    }
    with log.open("wb") as stream:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=log.parent,
            stdin=asyncio.subprocess.DEVNULL,
            env=environment | settings,
            stderr=stream,
        )
    if core is not None and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(process.pid, {core})  # what it starts inherits it
    bot = WatchedBot(process, log)
    try:
        await bot.until_it_listens()
        yield bot
        await bot.stop()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
