"""A fleet of real processes on one fake Discord and one PostgreSQL, watched from outside."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bot.fleet.rows import SqlFleet
from bot.fleet.standing import TTL_S
from bot.store.database import Database
from tests.fake_discord.bot_process import ROOT, BotProcess, StartBot, starter
from tests.fleet.history import Ownership
from tests.fleet.many_shards import ManyShards

_LOOK_S: Final = 0.1
_PATIENCE_S: Final = 30.0


@dataclass(slots=True)
class Fleet:
    """Processes by name, the Discord that they are in, and what the database said of them."""

    discord: ManyShards
    start_bot: StartBot
    address: str
    settings: dict[str, str]
    rows: SqlFleet
    processes: dict[str, BotProcess] = field(default_factory=dict)
    looks: list[list[Ownership]] = field(default_factory=list)

    async def start(self, *names: str, **settings: str) -> None:
        """Start processes."""
        for name in names:
            own = {"BOT_DISCORD_API_URL": self.discord.address_for(name)}
            self.processes[name] = await self.start_bot(
                **{"BOT_DATABASE_URL": self.address} | self.settings | own | settings
            )

    def owner_of(self, shard: int) -> str:
        """Give the process that was the last to start a shard."""
        return [i.process for i in self.discord.identified if i.shard == shard][-1]

    async def until_each_shard_has(self, process: str | None = None) -> None:
        """Wait until all shards are connected, by one process if it is named."""
        holders_of, shards = self.discord.holders_of, range(self.discord.shards)

        await self.discord.until(
            lambda: all(
                holders_of(shard) and process in (None, *holders_of(shard)) for shard in shards
            ),
            "every shard is connected",
        )

    async def until_others_have_all_of(self, *gone: str) -> None:
        """Wait until whatever these processes had is connected by others."""
        holders_of, shards = self.discord.holders_of, range(self.discord.shards)
        await self.discord.until(
            lambda: all(set(holders_of(shard)) - set(gone) for shard in shards),
            "others have taken over",
        )

    async def until_standing_by(self, name: str) -> None:
        """Wait until a process has nothing to do."""
        log = self.processes[name]
        await self.discord.until(lambda: "standing by" in log.log, f"{name} stands by")

    async def ask_everywhere(self) -> list[int]:
        """Ask once in every shard, and wait for the answers."""
        asked = [await self.discord.ask_in(shard) for shard in range(self.discord.shards)]
        await self.until_answered(asked)
        return asked

    async def until_answered(self, asked: list[int]) -> None:
        """Wait until readers see an answer to each question."""
        visible = self.discord.visible_answers
        await self.discord.until(lambda: all(map(visible, asked)), "all are answered")

    async def workers(self) -> dict[int, dict[str, Any]]:
        """Give what is listed of processes, by their system's number."""
        return {row["process"]: dict(row) for row in await self.rows.workers()}

    async def until_all_follow(self, change: int) -> None:
        """Wait until all processes go by a change."""
        async with asyncio.timeout(_PATIENCE_S):
            while True:
                living = [row for row in (await self.workers()).values() if row["age"] < TTL_S]
                if {row["change"] for row in living} == {change}:
                    return
                await asyncio.sleep(_LOOK_S)

    async def as_operators_see_it(self) -> tuple[int, dict[str, Any]]:
        """Give what `briefing-bot fleet --json` says, and its exit status."""
        verb = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "fleet", "--json"),
            cwd=ROOT,
            env={**os.environ, "BOT_DATABASE_URL": self.address},
            stdout=asyncio.subprocess.PIPE,
        )
        told, _ = await verb.communicate()
        return verb.returncode or 0, json.loads(told)

    async def watch(self) -> None:
        """Write down who owns what, over and over."""
        while True:
            self.looks.append(
                [
                    Ownership(row["block"], row["epoch"], row["worker"], row["left"] > 0)
                    for row in await self.rows.leases()
                ]
            )
            await asyncio.sleep(_LOOK_S)


@asynccontextmanager
async def a_fleet(
    folder: Path, address: str, *, shards: int, block: int, **settings: str
) -> AsyncIterator[Fleet]:
    """Make a fleet without processes yet; whatever still runs afterwards is killed."""
    plain = address.replace("postgresql+asyncpg", "postgresql")
    given = {"BOT_ENCODER": "off", "BOT_SHARDS": str(shards), "BOT_WORKER_SHARDS": str(block)}
    rows = SqlFleet(Database(address))
    await rows.prepare()
    async with ManyShards(shards) as discord, starter(discord, folder) as start_bot:
        fleet = Fleet(discord, start_bot, plain, given | settings, rows)
        watching = asyncio.create_task(fleet.watch())
        try:
            yield fleet
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
    await rows.close()
