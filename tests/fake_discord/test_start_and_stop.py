"""Coming and going: tokens, intents, commands, ports, and a stop in the middle of a reply."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from pathlib import Path

from tests.fake_discord.bot_process import (
    StartBot,
    a_joined_bot,
    answered,
    ask,
    metrics_of,
    readiness,
)
from tests.fake_discord.server import (
    TOKEN,
    FakeDiscord,
    refused_for_hours,
    refused_for_minutes,
    refused_in_front,
    unavailable,
)


async def test_a_bad_token_ends_with_one_line(discord: FakeDiscord, start_bot: StartBot) -> None:
    bot = await start_bot(DISCORD_TOKEN="a-bad-token")
    assert await bot.exit_status() == 78
    assert "DISCORD_TOKEN: expected a token that Discord accepts" in bot.log
    assert "Traceback" not in bot.log
    assert "a-bad-token" not in bot.log


async def test_a_token_that_the_gateway_refuses_ends_with_one_line(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    discord.refusal = 4004
    bot = await start_bot()
    assert await bot.exit_status() == 78
    assert "DISCORD_TOKEN: expected a token that Discord accepts" in bot.log
    assert "Traceback" not in bot.log


async def test_an_address_that_is_refused_at_the_start_is_silent_for_as_long_as_told(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    """Whoever restarts the bot when it ends would only make the refusal longer."""
    discord.login_faults = [refused_for_hours]
    bot = await start_bot()
    await discord.until(lambda: "s before the end" in bot.log, "the bot waits")
    assert not discord.identifies
    bot.stop()
    assert await bot.exit_status() == 0


async def test_it_ends_once_the_refusal_is_over(discord: FakeDiscord, start_bot: StartBot) -> None:
    discord.login_faults = [refused_in_front]
    bot = await start_bot()
    assert await bot.exit_status() == 1
    assert "Waiting 1 s before the end" in bot.log
    assert "Discord cannot be reached" in bot.log


async def test_a_missing_intent_ends_with_one_line_that_names_the_switch(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    discord.grants_message_content = False
    bot = await start_bot(BOT_ASK_CHANNELS="200")
    assert await bot.exit_status() == 78
    assert "BOT_ASK_CHANNELS" in bot.log
    assert "Message Content Intent" in bot.log
    assert "Traceback" not in bot.log


async def test_a_missing_intent_is_laid_to_the_setting_that_asked_for_it(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    discord.grants_message_content = False
    bot = await start_bot(BOT_READ_MESSAGES="on")
    assert await bot.exit_status() == 78
    assert "BOT_READ_MESSAGES: expected auto or off, or the Message Content Intent" in bot.log


async def test_a_stop_lets_a_reply_finish(discord: FakeDiscord, start_bot: StartBot) -> None:
    bot = await a_joined_bot(discord, start_bot)
    discord.slowness_s = 1.0
    await ask(discord)
    await discord.until(lambda: bool(discord.attempts), "the bot began to answer")
    bot.stop()
    assert await bot.exit_status() == 0
    assert len(discord.posted) == 1


async def test_a_stop_under_load_lets_every_reply_finish_that_was_begun_and_begins_no_other(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    bot = await a_joined_bot(discord, start_bot)
    discord.slowness_s = 0.1
    asked = [await ask(discord) for _ in range(20)]
    await discord.until(lambda: len(discord.attempts) >= 3, "the bot is busy answering")
    bot.stop()
    await discord.until(lambda: "Stopping: finishing" in bot.log, "the bot was told to stop")
    told = await readiness(discord, bot)
    assert (told["ready"], told["not_draining"]) == (False, False)
    late = await ask(discord, "who pays for the repair?")
    assert await bot.exit_status() == 0
    answered_messages = [posted["nonce"] for posted in discord.posted]
    assert answered_messages == [message["id"] for message in asked]
    assert late["id"] not in {attempt["nonce"] for attempt in discord.attempts}
    assert "unfinished" not in bot.log


async def test_a_bot_with_few_identifies_left_stays_up_and_waits(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    discord.identifies_left = 3
    bot = await start_bot()
    await discord.until(lambda: "3 of 1000 sessions are left" in bot.log, "it waits")
    told = await readiness(discord, bot)
    assert (told["ready"], told["shards"]) == (False, False)
    assert discord.identifies == []
    discord.identifies_left = 1_000
    await discord.until(lambda: bool(discord.identifies), "the bot identified itself")
    await ask(discord)
    await answered(discord)
    assert (await readiness(discord, bot))["ready"]


async def test_no_log_line_of_any_library_holds_the_token(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    bot = await a_joined_bot(discord, start_bot, BOT_LOG_LEVEL="debug")
    await ask(discord)
    await answered(discord)
    bot.stop()
    assert await bot.exit_status() == 0
    assert "discord.gateway" in bot.log
    assert TOKEN not in bot.log


async def test_the_bot_comes_back_after_an_outage(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    bot = await a_joined_bot(discord, start_bot)
    await discord.go_away()
    await discord.until(lambda: "Attempting a reconnect" in bot.log, "the bot was refused")
    await discord.come_back()
    await discord.until(lambda: len(discord.identifies) == 2, "the bot identified itself again")
    await ask(discord)
    await answered(discord)
    assert "discord.gg" not in bot.log


async def test_a_refusal_for_hours_is_not_waited_out(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    bot = await a_joined_bot(discord, start_bot)
    discord.faults = [refused_for_hours]
    await ask(discord)
    await discord.until(lambda: "stays without an answer" in bot.log, "the bot gave up")
    await ask(discord)
    await discord.until(lambda: bot.log.count("stays without an answer") == 2, "it keeps quiet")
    assert len(discord.attempts) == 1


async def test_while_a_refusal_in_front_of_discord_lasts_nothing_is_sent(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    bot = await a_joined_bot(discord, start_bot)
    discord.faults = [refused_for_minutes]
    await ask(discord)
    await discord.until(lambda: "sending nothing for 300 s" in bot.log, "the bot was refused")
    await ask(discord, "who pays for the repair?")
    await discord.until(lambda: "Sending again in" in bot.log, "it is about to try again")
    await asyncio.sleep(1.0)  # for longer than it waits by itself
    assert len(discord.attempts) == 1
    assert (await metrics_of(discord, bot))["briefing_bot_busy_readers"] == 2


async def test_commands_that_come_back_incomplete_do_not_keep_the_bot_away(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    discord.incomplete_sync = True
    bot = await a_joined_bot(discord, start_bot)
    await ask(discord)
    await answered(discord)
    assert "The commands could not be sent" in bot.log


async def test_commands_are_sent_again_when_that_fails_for_a_moment(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    discord.sync_faults = [unavailable]
    bot = await a_joined_bot(discord, start_bot)
    assert discord.command_syncs == 1
    assert "The commands could not be sent" not in bot.log


async def test_commands_are_sent_once_over_two_starts(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    for _ in range(2):
        bot = await a_joined_bot(discord, start_bot)
        bot.stop()
        await bot.exit_status()
        discord.identifies.clear()
    assert discord.command_syncs == 1


async def test_a_taken_health_port_is_no_reason_to_stay_away(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        bot = await a_joined_bot(discord, start_bot, BOT_HTTP_PORT=str(taken.getsockname()[1]))
        await ask(discord)
        await answered(discord)
    assert "No health checks" in bot.log


async def test_without_its_encoder_the_bot_answers_and_says_what_is_missing(
    discord: FakeDiscord, start_bot: StartBot, tmp_path: Path
) -> None:
    nowhere = tmp_path / "no-models"
    bot = await a_joined_bot(discord, start_bot, BOT_ENCODER=str(nowhere), BOT_LOG_FORMAT="json")
    await ask(discord)
    assert "At least eight months." in await answered(discord)
    told = await readiness(discord, bot)
    assert told["ready"] is True
    assert told["degraded"] == ["encoder"]
    (line,) = [line for line in bot.lines if nowhere.name in line]
    logged = json.loads(line)
    assert logged["event"] == "encoder_unavailable"
    assert logged["file"].startswith(str(nowhere))
    assert "sha256" in logged["expected"]
    assert logged["mend"]


async def test_a_second_bot_on_one_sqlite_database_ends_before_discord_hears_of_it(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    first = await a_joined_bot(discord, start_bot)
    second = await start_bot()
    assert await second.exit_status() == 75
    waiting, refused = second.lines
    assert "Waiting whether it is about to end" in waiting
    assert refused.startswith("Another bot uses ")
    assert f"bot.db (process {first.process.pid} on " in refused
    assert len(discord.identifies) == 1
    await ask(discord)
    await answered(discord)
    assert len(discord.attempts) == 1


async def test_a_bot_that_is_about_to_end_is_waited_for(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    first = await a_joined_bot(discord, start_bot)
    second = await start_bot()
    await discord.until(lambda: "is about to end" in second.log, "the second waits")
    first.stop()
    assert await first.exit_status() == 0
    await discord.until(lambda: len(discord.identifies) > 1, "the second joins")
    await ask(discord)
    await answered(discord)


async def test_a_bot_that_was_killed_is_not_in_the_way_of_the_next(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    first = await a_joined_bot(discord, start_bot)
    first.send(signal.SIGKILL)
    await first.exit_status()
    await a_joined_bot(discord, start_bot)
    await ask(discord)
    await answered(discord)
