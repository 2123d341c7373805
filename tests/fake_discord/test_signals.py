"""What a service manager asks of a real process: to stop, and to read the content again."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.address import DATABASE_FILE
from tests.fake_discord.bot_process import (
    BotProcess,
    StartBot,
    a_joined_bot,
    answered,
    ask,
    metrics_of,
)
from tests.fake_discord.server import FakeDiscord

_TIDE = """
-
When does the tide gate open?
The tide gate opens at six in the morning, and it closes again at ten.
"""


_MANY = range(2_000)


async def test_a_hangup_reads_the_content_again(
    discord: FakeDiscord, start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await a_joined_bot(discord, start_bot)
    with (tmp_path / "content" / "bridge" / "questions.md").open("a", encoding="utf-8") as page:
        page.write(_TIDE)
    bot.reload()
    await discord.until(lambda: "The content is read" in bot.log, "the content was read again")
    assert "1 added, 0 changed, 0 removed" in bot.log
    await ask(discord, "when does the tide gate open?")
    assert "six in the morning" in await answered(discord)


async def test_a_hangup_during_the_start_ends_nothing(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    bot = await start_bot(is_forked=False)
    await discord.until(lambda: "other languages" in bot.log, "the content was read")
    bot.reload()
    await discord.until(lambda: bool(discord.identifies), "the bot identified itself")
    await ask(discord)
    assert "At least eight months." in await answered(discord)


def ignores_hangups(bot: BotProcess) -> bool:
    """Read off Linux whether SIGHUP does nothing to a process any more."""
    status = Path(f"/proc/{bot.process.pid}/status").read_text(encoding="ascii")
    return re.search(r"^SigIgn:\s*[0-9a-f]*[13579bdf]$", status, re.M) is not None


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="it is seen in Linux's /proc")
async def test_a_hangup_in_the_first_moment_ends_nothing(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    bot = await start_bot(is_forked=False)
    await discord.until(lambda: ignores_hangups(bot), "the bot ignored hangups")
    assert not bot.log
    bot.reload()
    await discord.until(lambda: bool(discord.identifies), "the bot identified itself")
    bot.stop()
    assert await bot.exit_status() == 0


async def test_content_that_is_refused_leaves_what_was_served(
    discord: FakeDiscord, start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await a_joined_bot(discord, start_bot)
    before = await metrics_of(discord, bot)
    shutil.rmtree(tmp_path / "content")
    bot.reload()
    await discord.until(lambda: "The content is refused" in bot.log, "the content was refused")
    await ask(discord)
    assert "At least eight months." in await answered(discord)
    after = await metrics_of(discord, bot)
    loaded = "briefing_bot_content_loaded_timestamp_seconds"
    assert after[loaded] == before[loaded]


async def test_a_stop_does_not_wait_for_ever(discord: FakeDiscord, start_bot: StartBot) -> None:
    bot = await a_joined_bot(discord, start_bot)
    discord.slowness_s = 12.0
    await ask(discord)
    await discord.until(lambda: bool(discord.attempts), "the bot began to answer")
    bot.stop()
    assert await bot.exit_status() == 0
    assert "Stopping: finishing 1 replies" in bot.log
    assert "Stopping with 1 replies unfinished" in bot.log
    assert "Traceback" not in bot.log


async def test_a_stop_does_not_wait_for_a_reload(
    discord: FakeDiscord, start_bot: StartBot, tmp_path: Path
) -> None:
    bot = await a_joined_bot(discord, start_bot)
    message = await ask(discord)
    await answered(discord)
    for page in range(10):  # to encode so many questions takes minutes
        items = (f"-\nWho owns boat {page}/{n}?\nBoat {page}/{n} is owned by {n}.\n" for n in _MANY)
        (tmp_path / "content" / f"boats-{page}.md").write_text("".join(items), encoding="utf-8")
    bot.reload()
    await discord.until(lambda: "reading the content again" in bot.log, "the bot reads it")
    bot.stop()
    assert await bot.exit_status() == 0
    assert "Traceback" not in bot.log
    with closing(sqlite3.connect(tmp_path / "state" / DATABASE_FILE)) as connection:
        rows = connection.execute("SELECT message FROM turns").fetchall()
    assert rows == [(int(message["id"]),)]


async def test_a_bot_that_stops_takes_nothing_new_and_says_so(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    bot = await a_joined_bot(discord, start_bot)
    await metrics_of(discord, bot)
    discord.slowness_s = 2.0
    await ask(discord)
    await discord.until(lambda: bool(discord.attempts), "the bot began to answer")
    bot.stop()
    await discord.until(lambda: "finishing 1 replies" in bot.log, "the bot began to stop")
    assert (await metrics_of(discord, bot))["briefing_bot_ready"] == 0
    await ask(discord, "who pays for the bridge?")
    assert await bot.exit_status() == 0
    assert len(discord.posted) == 1
