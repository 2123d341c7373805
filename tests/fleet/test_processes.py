"""Real processes: killed, stopped, woken, replaced; every question gets one visible answer."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.corpus.overlay import Overlay
from bot.editorial.guild_settings import GuildSettings
from bot.fleet.plan import Wish
from bot.fleet.rows import Who
from bot.store.audit import Action, Deed, SqlAudit
from bot.store.changes import SqlChanges
from bot.store.database import Database
from bot.store.guilds import ConflictError, SqlGuilds
from bot.store.model import StoreError
from bot.store.readers import check_value
from bot.store.revisions import SqlRevisions
from tests.fake_discord.bot_process import BotProcess, readiness
from tests.fleet.history import faults_of_ownership
from tests.fleet.postgres_proxy import PostgresProxy
from tests.fleet.running import Fleet, a_fleet

LAMPS = Overlay(
    {"bridge/lamps.md": b"-\nWhy are the lamps lit at noon?\nThe harbour master likes them.\n"}
)


@pytest.fixture
async def fleet(tmp_path: Path, postgres: str) -> AsyncIterator[Fleet]:
    """Make a fleet of two blocks; at the end, nothing in its history may be wrong."""
    async with a_fleet(tmp_path, postgres, shards=4, block=2) as running:
        yield running
        assert list(faults_of_ownership(running.looks)) == []
        assert all("Traceback" not in bot.log for bot in running.processes.values())


async def test_a_fleet_outlives_its_processes(fleet: Fleet) -> None:
    discord = fleet.discord
    await fleet.start("a", "b", "c", "d", "e")
    await fleet.until_each_shard_has()
    killed, stopped = fleet.owner_of(0), fleet.owner_of(3)
    assert killed == fleet.owner_of(1) != stopped == fleet.owner_of(2)
    for spare in {"a", "b", "c", "d", "e"} - {killed, stopped}:
        await fleet.until_standing_by(spare)
        assert (await readiness(discord, fleet.processes[spare]))["ready"] is True
    asked = await fleet.ask_everywhere()

    fleet.processes[killed].send(signal.SIGKILL)
    fleet.processes[stopped].send(signal.SIGSTOP)
    await fleet.until_others_have_all_of(killed, stopped)
    before = len(discord.sent)
    asked += await fleet.ask_everywhere()  # the stopped one's connections are told as well
    fleet.processes[stopped].send(signal.SIGCONT)
    assert await fleet.processes[stopped].exit_status() == 75
    assert stopped not in {attempt.process for attempt in discord.sent[before:]}

    leaving = fleet.owner_of(0)
    fleet.processes[leaving].stop()
    while fleet.processes[leaving].process.returncode is None:
        asked.append(await discord.ask_in(0))
        await asyncio.sleep(0.05)
    assert fleet.processes[leaving].process.returncode == 0
    await fleet.until_others_have_all_of(killed, stopped, leaving)
    await fleet.until_answered(asked)
    assert {discord.visible_answers(question) for question in asked} == {1}


async def test_what_one_process_keeps_all_go_by(fleet: Fleet, postgres: str) -> None:
    discord, database = fleet.discord, Database(postgres)
    await fleet.start("a", "b")
    await fleet.until_each_shard_has()
    revisions, guilds, now = SqlRevisions(database), SqlGuilds(database), datetime.now(UTC)
    for shard in range(4):
        guild = discord.guild_of(shard)
        deed = Deed(guild, 99, Action.PUBLISH, "lamps")
        await guilds.change(deed, GuildSettings(takes_votes=False), seen=0, at=now)
        await revisions.publish(deed, LAMPS, seen=0, at=now)
    await fleet.until_all_follow(await SqlChanges(database).latest())
    for shard in range(4):
        question = await discord.ask_in(shard, "why are the lamps lit at noon?")
        await fleet.until_answered([question])
        assert "The harbour master likes them." in json.dumps(discord.posted[-1]["components"])

    status, found = await fleet.as_operators_see_it()
    assert status == 0
    assert [(p["state"], p["lag"]) for p in found["processes"]] == [("ready", 0)] * 2
    assert [(p["first_shard"], p["last_shard"]) for p in found["processes"]] == [(0, 1), (2, 3)]
    assert found["plan"] == {"shards": 4, "block_size": 2, "blocks": 2}
    assert found["orphans"] == []

    await SqlChanges(database).want_files_read()
    for bot in fleet.processes.values():
        await discord.until(partial(_has_read_files, bot), "the files are read again")
    await database.close()


def _has_read_files(bot: BotProcess) -> bool:
    return "Read the files again" in bot.log


async def test_two_owners_of_a_shard_give_one_visible_answer(fleet: Fleet, postgres: str) -> None:
    discord = fleet.discord
    async with PostgresProxy(postgres) as proxy:
        await fleet.start("a", BOT_DATABASE_URL=proxy.address, BOT_WORKER_SHARDS="4")
        await fleet.until_each_shard_has("a")
        await fleet.start("b", BOT_WORKER_SHARDS="4")
        await fleet.until_standing_by("b")
        proxy.cut()
        await discord.until(lambda: fleet.owner_of(3) == "b", "another process takes the shards")
        asked = await fleet.ask_everywhere()
        expected = {(question, process) for question in asked for process in "ab"}

        def both_tried() -> bool:
            return {(attempt.question, attempt.process) for attempt in discord.sent} >= expected

        await discord.until(both_tried, "both owners answered")
        assert {discord.visible_answers(question) for question in asked} == {1}
        proxy.mend()
        assert await fleet.processes["a"].exit_status() == 75


class Editing:
    """A moderator who changes a guild's settings over and over, whatever the database does."""

    guild = 7

    def __init__(self, database: Database) -> None:
        self.database = database
        self.acknowledged: list[int] = []

    async def go_on(self) -> None:
        """Change them, and note what the database has acknowledged."""
        guilds, number = SqlGuilds(self.database), 0
        while True:
            deed = Deed(self.guild, 99, Action.SETTINGS, f"change {number + 1}")
            settings = GuildSettings(answer_at=(number + 1) / 1e6)
            try:
                stored = await guilds.change(deed, settings, seen=number, at=datetime.now(UTC))
                number = stored.number
                self.acknowledged.append(number)
            except ConflictError:  # it was kept, though nobody could say so
                number += 1
            except StoreError:
                await asyncio.sleep(0.1)

    async def is_all_kept_in(self, database: Database) -> bool:
        """Say whether each change that was acknowledged was made, once, and the last one holds."""
        entries = await SqlAudit(database).latest(self.guild, limit=100_000)
        stored = (await SqlGuilds(database).all())[self.guild]
        expected = [f"change {number}" for number in range(stored.number, 0, -1)]
        holds = stored.settings.answer_at == stored.number / 1e6
        is_noted = [entry.deed.detail for entry in entries] == expected
        return holds and is_noted and 0 < self.acknowledged[-1] <= stored.number


async def test_a_database_in_trouble_keeps_nobody_from_answering(
    fleet: Fleet, postgres: str
) -> None:
    discord = fleet.discord
    async with PostgresProxy(postgres) as proxy:
        await fleet.start("a", BOT_DATABASE_URL=proxy.address, BOT_WORKER_SHARDS="4")
        await fleet.until_each_shard_has("a")
        bot = fleet.processes["a"]
        editing = Editing(Database(proxy.address.replace("postgresql", "postgresql+asyncpg")))
        editor = asyncio.create_task(editing.go_on())
        asked: list[int] = []
        slow = partial(setattr, proxy, "delay_s", 1.5)
        for trouble, rounds in ((proxy.reset, 2), (slow, 4), (proxy.freeze, 12)):
            trouble()
            for _ in range(rounds):
                asked += await fleet.ask_everywhere()
                await asyncio.sleep(0.4)
        told = await readiness(discord, bot)
        assert told["ready"] is True
        assert "store" in told["degraded"]
        proxy.mend()
        proxy.reset()
        await discord.until(
            lambda: all(look.is_valid for look in fleet.looks[-1]), "the lease is renewed"
        )
        asked += await fleet.ask_everywhere()
        assert bot.process.returncode is None
        assert {discord.visible_answers(question) for question in asked} == {1}
        editor.cancel()
        await asyncio.gather(editor, return_exceptions=True)
        database = Database(postgres)
        assert await editing.is_all_kept_in(database)
        for opened in (database, editing.database):
            await opened.close()


async def test_settings_that_differ_from_those_of_the_fleet_end_with_one_line(
    fleet: Fleet,
) -> None:
    await fleet.rows.agree(Wish(4, 2), 4, check_value(b"the fleet's"))
    lease = await fleet.rows.claim("0" * 32)
    who = Who("0" * 32, "elsewhere", 1, "1.0")

    async def own() -> None:
        while True:
            await fleet.rows.beat(who, lease)
            await asyncio.sleep(1)

    owning = asyncio.create_task(own())
    await fleet.start("a", BOT_SHARDS="8", BOT_READERS="none")
    await fleet.start("b")
    for name, words in (("a", "BOT_SHARDS: expected 4"), ("b", "reader-secret: expected")):
        assert await fleet.processes[name].exit_status() == 78
        assert words in fleet.processes[name].log
    owning.cancel()
    assert fleet.discord.identified == []


async def test_when_the_days_sessions_are_nearly_spent_a_process_stays_up_and_waits(
    fleet: Fleet,
) -> None:
    discord = fleet.discord
    discord.remaining = 3
    await fleet.start("a", BOT_WORKER_SHARDS="4")
    bot = fleet.processes["a"]
    await discord.until(lambda: "3 of 1000 sessions are left" in bot.log, "it waits")
    told = await readiness(discord, bot)
    assert (told["ready"], told["sessions"]) == (False, False)
    assert discord.identified == []
    discord.remaining = 1000
    await fleet.until_each_shard_has("a")
    assert (await readiness(discord, bot))["sessions"] is True
