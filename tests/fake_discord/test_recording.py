"""The store of a bot process: written before the end, refused when newer, never in the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.editorial.guild_settings import GuildSettings, Mode
from bot.store.address import DATABASE_FILE, sqlite_address
from bot.store.audit import Action, Deed
from bot.store.database import Database
from bot.store.guilds import SqlGuilds
from bot.store.sql import SqlStore
from tests.fake_discord.bot_process import StartBot, a_joined_bot, answered, ask, readiness
from tests.fake_discord.payloads import GUILD, a_direct_command
from tests.fake_discord.server import FakeDiscord
from tests.newsroom.test_newsroom import take_away


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "state").mkdir()
    return tmp_path / "state" / DATABASE_FILE


async def test_what_was_asked_is_written_before_the_bot_ends(
    discord: FakeDiscord, start_bot: StartBot, file: Path
) -> None:
    bot = await a_joined_bot(discord, start_bot)
    message = await ask(discord)
    await answered(discord)
    bot.stop()
    assert await bot.exit_status() == 0
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT message, question, decided FROM turns").fetchall()
    asked = "how long will the bridge stay closed?"
    assert rows == [(int(message["id"]), asked, "answer")]
    assert asked not in bot.log


async def test_a_newer_database_ends_with_one_line(
    discord: FakeDiscord, start_bot: StartBot, file: Path
) -> None:
    store = SqlStore(Database(sqlite_address(file)))
    await store.prepare()
    await store.close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    bot = await start_bot()
    assert await bot.exit_status() == 78
    assert "BOT_DATABASE_URL: expected a database that this version of the bot knows" in bot.log
    assert bot.log.splitlines()[-1].startswith("BOT_DATABASE_URL: ")
    assert "Traceback" not in bot.log
    assert "Warning" not in bot.log
    assert discord.identifies == []


async def test_without_its_database_the_bot_answers_and_says_that_it_is_degraded(
    discord: FakeDiscord, start_bot: StartBot, tmp_path: Path
) -> None:
    address = f"postgresql://bot:hunter2@/bot?host={tmp_path}"
    bot = await a_joined_bot(discord, start_bot, BOT_DATABASE_URL=address)
    await ask(discord)
    await answered(discord)
    assert "store" in (await readiness(discord, bot))["degraded"]
    bot.stop()
    assert await bot.exit_status() == 0
    assert "Turns are not recorded" in bot.log
    assert "Traceback" not in bot.log
    assert "hunter2" not in bot.log


async def test_where_no_answers_are_wanted_there_are_none_while_the_database_is_away(
    discord: FakeDiscord, start_bot: StartBot, file: Path
) -> None:
    database = Database(sqlite_address(file))
    await database.prepare()
    deed = Deed(GUILD, 1, Action.SETTINGS, "be silent")
    off = GuildSettings(mode=Mode.OFF)
    await SqlGuilds(database).change(deed, off, seen=0, at=datetime.now(UTC))
    await database.close()
    bot = await a_joined_bot(discord, start_bot)
    bot.stop()
    assert await bot.exit_status() == 0
    take_away(file)
    bot = await a_joined_bot(discord, start_bot)
    await ask(discord)
    command = a_direct_command(discord.new_id(), "ask", question="who pays for the repair?")
    await discord.dispatch("INTERACTION_CREATE", command)
    await discord.until(lambda: bool(discord.callbacks), "a command later it answers")
    assert "store" in (await readiness(discord, bot))["degraded"]
    assert discord.posted == []
