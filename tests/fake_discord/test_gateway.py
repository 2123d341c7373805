"""One bot whose gateway behaves in every way that gateways do: it comes back, and answers once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.fake_discord.bot_process import BotProcess, a_joined_bot, answered, ask, starter
from tests.fake_discord.payloads import BOT, GUILD, a_guild, a_message
from tests.fake_discord.server import FakeDiscord

pytestmark = pytest.mark.asyncio(loop_scope="module")

FLOOD = 300


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[tuple[FakeDiscord, BotProcess]]:
    """Start one bot for all tests here."""
    folder = tmp_path_factory.mktemp("bot")
    async with FakeDiscord() as fake, starter(fake, folder) as start_bot:
        yield fake, await a_joined_bot(fake, start_bot)


@pytest.fixture
def discord(running: tuple[FakeDiscord, BotProcess]) -> FakeDiscord:
    """Give the fake Discord with nothing said yet, and no session yet broken."""
    fake, _ = running
    fake.posted.clear()
    fake.attempts.clear()
    fake.resumes = 0
    fake.identifies.clear()
    return fake


@pytest.fixture
def bot(running: tuple[FakeDiscord, BotProcess]) -> BotProcess:
    return running[1]


async def test_a_bot_that_is_asked_to_reconnect_resumes_and_misses_nothing(
    discord: FakeDiscord,
) -> None:
    await discord.ask_to_reconnect()
    await ask(discord)
    await discord.until(lambda: discord.resumes == 1, "the bot resumed")
    assert "At least eight months." in await answered(discord)
    assert len(discord.attempts) == 1
    assert discord.identifies == []


async def test_a_connection_that_acknowledges_no_heartbeat_is_left_and_resumed(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    discord.heartbeat_ms = 500
    await discord.ask_to_reconnect()
    await discord.until(lambda: discord.resumes == 1, "the bot hears of the shorter interval")
    discord.acknowledges_heartbeats = False
    await discord.until(lambda: discord.resumes >= 2, "the bot left the dead connection")
    discord.acknowledges_heartbeats, discord.heartbeat_ms = True, 20_000
    await discord.ask_to_reconnect()
    await ask(discord)
    assert "At least eight months." in await answered(discord)
    assert len(discord.posted) == 1
    assert discord.identifies == []
    assert "has stopped responding to the gateway" in bot.log


async def test_a_session_that_cannot_be_resumed_begins_anew_once_and_after_a_wait(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    discord.resumes_to_refuse = 1
    await discord.drop_gateway()
    await discord.until(lambda: len(discord.identifies) == 1, "the bot identified itself again")
    await ask(discord)
    await answered(discord)
    assert len(discord.identifies) == 1
    assert discord.resumes == 1
    assert "Traceback" not in bot.log


async def test_a_flood_of_messages_and_of_guild_events_keeps_no_heartbeat_waiting(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    discord.heartbeat_ms = 1_000
    await discord.ask_to_reconnect()
    await discord.until(lambda: discord.resumes == 1, "the bot hears of the shorter interval")
    before = discord.heartbeats
    for number in range(FLOOD):
        words = f"<@{BOT}> how long will the bridge stay closed?"
        asked = a_message(discord.new_id(), words, author=400 + number, mentions=(BOT,))
        await discord.dispatch("MESSAGE_CREATE", asked)
        renamed = a_guild() | {"name": f"Harbour {number}"}
        await discord.dispatch("GUILD_UPDATE", renamed)
        await discord.dispatch("GUILD_CREATE", a_guild() | {"id": str(GUILD + 1 + number)})
    await discord.until(lambda: len(discord.posted) == FLOOD, "every reader heard from the bot")
    await discord.until(lambda: discord.heartbeats > before + 2, "the heart beats")
    assert (discord.resumes, discord.identifies) == (1, [])
    assert len(discord.attempts) == FLOOD
    assert "heartbeat blocked" not in bot.log
