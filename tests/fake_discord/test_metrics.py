"""What /metrics says of a real process that has a real connection to the fake Discord."""

from __future__ import annotations

import asyncio
import re

from tests.fake_discord.bot_process import StartBot, a_joined_bot, answered, ask, metrics_of
from tests.fake_discord.payloads import CHANNEL, GUILD, READER, a_message
from tests.fake_discord.server import FakeDiscord, refused_for_hours


async def test_a_question_and_its_answer_are_counted(
    discord: FakeDiscord, start_bot: StartBot
) -> None:
    discord.day_ms = 3_600_000
    bot = await a_joined_bot(discord, start_bot)
    await discord.dispatch("MESSAGE_CREATE", a_message(discord.new_id(), "nice weather"))
    await ask(discord)
    await answered(discord)
    told = await metrics_of(discord, bot)
    assert told['briefing_bot_messages_total{addressed="nobody"}'] == 1
    assert told['briefing_bot_messages_total{addressed="direct"}'] == 1
    assert told['briefing_bot_decisions_total{decision="answer"}'] == 1
    assert told["briefing_bot_confidence_count"] == 1
    assert told["briefing_bot_confidence_sum"] > 0.5
    assert told["briefing_bot_match_seconds_count"] == 1
    assert told["briefing_bot_reply_seconds_count"] == 1
    assert told["briefing_bot_faults_total"] == 0
    assert told['briefing_bot_rest_requests_total{status="2xx"}'] >= 4
    assert told['briefing_bot_invalid_requests_total{status="403"}'] == 0
    assert told['briefing_bot_shards{state="connected"}'] == 1
    assert told['briefing_bot_shards{state="waiting"}'] == 0
    assert told["briefing_bot_identifies_left"] == 998
    assert told["briefing_bot_passages"] > 0
    assert told["briefing_bot_editions"] == 1
    assert told["briefing_bot_content_loaded_timestamp_seconds"] > 1.7e9
    assert told["briefing_bot_store_up"] == 1
    assert told["briefing_bot_ready"] == 1
    assert told['briefing_bot_degraded{part="encoder"}'] == 0
    assert told["process_resident_memory_bytes"] > 1e6
    assert any(re.match(r'briefing_bot_content_info\{revision="\w+"\}', name) for name in told)


async def test_no_label_holds_an_id(discord: FakeDiscord, start_bot: StartBot) -> None:
    bot = await a_joined_bot(discord, start_bot)
    asked = await ask(discord)
    await answered(discord)
    ids = {str(number) for number in (CHANNEL, GUILD, READER, asked["id"])}
    labels = {
        value for name in await metrics_of(discord, bot) for value in re.findall(r'"([^"]*)"', name)
    }
    assert not labels & ids
    assert len(labels) < 100


async def test_breaks_and_refusals_are_counted(discord: FakeDiscord, start_bot: StartBot) -> None:
    discord.day_ms = 3_600_000
    bot = await a_joined_bot(discord, start_bot)
    await discord.drop_gateway()
    await discord.until(lambda: discord.resumes == 1, "the bot resumed")
    discord.faults = [refused_for_hours]
    await ask(discord)
    await discord.until(lambda: "stays without an answer" in bot.log, "the bot gave up")
    told = await metrics_of(discord, bot)
    assert told["briefing_bot_resumes_total"] == 1
    assert told["briefing_bot_disconnects_total"] == 1
    assert told["briefing_bot_identifies_left"] == 998
    assert told['briefing_bot_invalid_requests_total{status="429"}'] == 1
    assert told['briefing_bot_rate_limits_total{scope="address"}'] == 1
    assert told["briefing_bot_rate_limit_wait_seconds_total"] > 600


async def test_the_event_loop_is_watched(discord: FakeDiscord, start_bot: StartBot) -> None:
    bot = await a_joined_bot(discord, start_bot)
    for _ in range(200):
        told = await metrics_of(discord, bot)
        if told["briefing_bot_loop_lag_seconds_count"] >= 1:
            break
        await asyncio.sleep(0.05)
    assert told["briefing_bot_loop_lag_seconds_count"] >= 1
