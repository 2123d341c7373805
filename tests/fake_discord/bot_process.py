"""Runs the bot as a process of its own, with a small content folder, in the fake Discord."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.builders import BRIDGE_PAGE
from tests.fake_discord.nursery import ForkedProcess, fork
from tests.fake_discord.payloads import BOT, Payload, a_message
from tests.fake_discord.server import TOKEN, FakeDiscord

ROOT = Path(__file__).parents[2]
_PATIENCE_S = 40.0


@dataclass(slots=True)
class BotProcess:
    """A running `python -m bot run`."""

    process: asyncio.subprocess.Process | ForkedProcess
    lines: list[str] = field(default_factory=list)

    @property
    def log(self) -> str:
        """What it wrote to standard error so far."""
        return "".join(self.lines)

    async def listen(self) -> None:
        """Keep its log."""
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode(errors="replace"))

    async def exit_status(self) -> int:
        """Wait until it ends."""
        async with asyncio.timeout(_PATIENCE_S):
            return await self.process.wait()

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def stop(self) -> None:
        """Ask it to stop, as a service manager does."""
        self.process.send_signal(signal.SIGTERM)

    def reload(self) -> None:
        """Ask it to read the content again, as a service manager does."""
        self.process.send_signal(signal.SIGHUP)


StartBot = Callable[..., Awaitable[BotProcess]]


@asynccontextmanager
async def starter(discord: FakeDiscord, folder: Path) -> AsyncIterator[StartBot]:
    """Start bots in an empty folder; whatever still runs afterwards is killed."""
    content = folder / "content" / "bridge"
    content.mkdir(parents=True)
    (content / "questions.md").write_text(BRIDGE_PAGE, encoding="utf-8")
    started: list[BotProcess] = []
    listeners: list[asyncio.Task[None]] = []

    async def start(*, is_forked: bool = True, **settings: str) -> BotProcess:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("BOT_", "DISCORD_"))}
        environment = inherited | {
            "PYTHONPATH": str(ROOT),
            "DISCORD_TOKEN": TOKEN,
            "BOT_DISCORD_API_URL": f"{discord.url}/api/v10",
            "BOT_CONTENT_DIR": str(content.parent),
            "BOT_STATE_DIR": str(folder / "state"),
            "BOT_HTTP_PORT": "0",
            "BOT_LANGUAGES": "off",  # their encoder takes seconds to load
        }
        run = fork if is_forked else _start
        bot = BotProcess(await run(["run"], cwd=folder, env=environment | settings))
        started.append(bot)
        listeners.append(asyncio.create_task(bot.listen()))
        return bot

    try:
        yield start
    finally:
        for bot in started:
            if bot.process.returncode is None:
                bot.process.kill()
                await bot.process.wait()
        await asyncio.gather(*listeners)


async def _start(
    arguments: list[str], *, cwd: Path, env: Mapping[str, str]
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=cwd,
        stdin=asyncio.subprocess.DEVNULL,
        env=env,
        stderr=asyncio.subprocess.PIPE,
    )


async def a_joined_bot(discord: FakeDiscord, start_bot: StartBot, **settings: str) -> BotProcess:
    """Start the bot and wait until it is ready to hear messages."""
    discord.identifies.clear()
    bot = await start_bot(**settings)
    await discord.until(lambda: bool(discord.identifies), "the bot identified itself")
    return bot


async def ask(
    discord: FakeDiscord, words: str = "how long will the bridge stay closed?"
) -> Payload:
    """Send a reader's message that mentions the bot."""
    message = a_message(discord.new_id(), f"<@{BOT}> {words}", mentions=(BOT,))
    await discord.dispatch("MESSAGE_CREATE", message)
    return message


async def answered(discord: FakeDiscord, count: int = 1) -> str:
    """Wait for answers and give the text of the last one."""
    await discord.until(lambda: len(discord.posted) >= count, f"there are {count} answers")
    return json.dumps(discord.posted[-1]["components"], ensure_ascii=False)


async def readiness(discord: FakeDiscord, bot: BotProcess) -> Payload:
    """Ask a bot at /readyz how it is."""
    address = await _address(discord, bot)

    def read() -> Payload:
        try:
            response = urllib.request.urlopen(f"{address}/readyz")  # noqa: S310
        except urllib.error.HTTPError as not_ready:
            response = not_ready
        with response:
            told: Payload = json.load(response)
            return told

    return await asyncio.to_thread(read)


async def _address(discord: FakeDiscord, bot: BotProcess) -> str:
    await discord.until(lambda: "Health checks on" in bot.log, "the health server listens")
    found = re.search(r"http://127\.0\.0\.1:\d+", bot.log)
    assert found is not None
    return found.group()


async def metrics_of(discord: FakeDiscord, bot: BotProcess) -> dict[str, float]:
    """Ask a bot at /metrics, and give each line's value by what stands before it."""
    address = await _address(discord, bot)

    def read() -> str:
        with urllib.request.urlopen(f"{address}/metrics") as response:  # noqa: S310
            return str(response.read().decode())

    lines = (await asyncio.to_thread(read)).splitlines()
    samples = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in samples}
