"""What a real process writes about one message: one reference, and none of its words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.fake_discord.bot_process import (
    BotProcess,
    StartBot,
    a_joined_bot,
    answered,
    ask,
    metrics_of,
)
from tests.fake_discord.payloads import Payload
from tests.fake_discord.server import TOKEN, FakeDiscord

_CANARY = "quokkas"


def rows(bot: BotProcess) -> list[dict[str, Any]]:
    """Read the log's lines that are objects."""
    return [json.loads(line) for line in bot.lines if line.startswith("{")]


def out_of_order_once(discord: FakeDiscord, _: web.Request, __: Payload) -> web.StreamResponse:
    """Refuse a message for reasons of Discord's own, once."""
    discord.faults.clear()
    return web.json_response({"message": "Something is off", "code": 1}, status=400)


async def test_a_fault_its_apology_and_all_lines_have_one_reference(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    bot = await a_joined_bot(discord, start_bot, BOT_LOG_FORMAT="json")
    discord.faults = [out_of_order_once]
    await ask(discord)
    apology = await answered(discord)
    (fault,) = [row for row in rows(bot) if row["event"].startswith("Fault ")]
    number = fault["reference"]
    assert fault["event"].startswith(f"Fault {number} while answering message")
    assert number in apology
    assert "exception" in fault
    assert (await metrics_of(discord, bot))["briefing_bot_faults_total"] == 1


async def test_two_messages_have_two_references(discord: FakeDiscord, start_bot: StartBot) -> None:
    bot = await a_joined_bot(discord, start_bot, BOT_LOG_FORMAT="json")
    for count in (1, 2):
        discord.faults = [out_of_order_once]
        await ask(discord)
        await answered(discord, count)
    numbers = [row["reference"] for row in rows(bot) if row["event"].startswith("Fault ")]
    assert len(set(numbers)) == len(numbers) == 2


async def test_no_level_of_the_log_holds_what_readers_write_or_the_token(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    bot = await a_joined_bot(discord, start_bot, BOT_LOG_LEVEL="debug")
    discord.faults = [out_of_order_once]
    await ask(discord, f"how long will the bridge stay closed to {_CANARY}?")
    await answered(discord)
    await ask(discord, f"how long will the bridge stay closed to {_CANARY}?")
    await answered(discord, 2)
    bot.stop()
    assert await bot.exit_status() == 0
    assert "Fault" in bot.log
    assert _CANARY not in bot.log
    assert TOKEN not in bot.log


async def test_where_machines_read_the_log_every_line_is_an_object(
    discord: FakeDiscord, start_bot: StartBot, tmp_path: Path
) -> None:
    (tmp_path / "content" / "broken.md").write_bytes(b"\x00\x01")
    bot = await a_joined_bot(discord, start_bot, BOT_LOG_FORMAT="json", BOT_SHARD="3")
    bot.stop()
    assert await bot.exit_status() == 0
    wrong = await start_bot(BOT_LOG_FORMAT="json", DISCORD_TOKEN="two words")
    assert await wrong.exit_status() == 78
    assert len(rows(bot)) == len(bot.lines)
    assert len(rows(wrong)) == len(wrong.lines)
    told = "".join(row["event"] for row in rows(bot))
    assert "did you mean BOT_SHARDS?" in told
    assert "1 error" in told
    (line,) = rows(wrong)
    assert line["level"] == "error"
    assert line["event"].startswith("DISCORD_TOKEN: expected one token")
