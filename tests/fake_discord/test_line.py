"""One bot on a line that fails in every way that lines do; each reader gets one answer."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from discord import Permissions

from bot.dialogue import content_wording, discord_wording
from bot.store.address import DATABASE_FILE
from tests.fake_discord.bot_process import (
    BotProcess,
    a_joined_bot,
    answered,
    ask,
    readiness,
    starter,
)
from tests.fake_discord.commands import an_interaction, uses_of
from tests.fake_discord.faults import (
    cut_after_posting,
    limited,
    refused_by_server,
    refused_with,
)
from tests.fake_discord.payloads import (
    BOT,
    CLOSED_CHANNEL,
    EPOCH,
    GUILD,
    a_direct_command,
    a_guild_command,
    a_message,
)
from tests.fake_discord.server import (
    FakeDiscord,
    Fault,
    garbled_after_posting,
    refused_in_front,
    reset,
    reset_after_posting,
    reset_after_responding,
    too_many_requests,
    unavailable,
)

FOR_READERS = frozenset(
    {
        *("ask", "Ask the briefings", "topics", "topic", "briefing", "latest", "help", "privacy"),
        "follow",
    }
)
EPHEMERAL = 1 << 6

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True, slots=True)
class Joined:
    """A bot in its Discord."""

    discord: FakeDiscord
    bot: BotProcess
    folder: Path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def joined(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Joined]:
    """Start one bot for all tests here; Discord grants it no privileged intent."""
    folder = tmp_path_factory.mktemp("bot")
    async with (
        FakeDiscord(grants_message_content=False) as discord,
        starter(discord, folder) as start_bot,
    ):
        started = partial(start_bot, is_forked=False)
        yield Joined(discord, await a_joined_bot(discord, started), folder)


@pytest.fixture
def discord(joined: Joined) -> FakeDiscord:
    """Give the fake Discord with nothing said yet."""
    joined.discord.posted.clear()
    joined.discord.removed.clear()
    joined.discord.attempts.clear()
    joined.discord.callbacks.clear()
    joined.discord.callback_attempts = 0
    return joined.discord


@pytest.fixture
def slow(discord: FakeDiscord) -> Iterator[None]:
    """Let Discord take its time over every message."""
    discord.slowness_s = 0.5
    yield
    discord.slowness_s = 0.0


@pytest.fixture
def bot(joined: Joined) -> BotProcess:
    return joined.bot


async def test_a_mention_is_answered_once_without_privileged_intents(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    message = await ask(discord)
    assert "At least eight months." in await answered(discord)
    (attempt,) = discord.attempts
    assert attempt["nonce"] == message["id"]
    assert attempt["allowed_mentions"]["parse"] == []
    assert "Traceback" not in bot.log


async def test_what_was_missed_is_answered_once_after_a_resume(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    first = await ask(discord)
    await answered(discord)
    await discord.drop_gateway()
    await ask(discord, "who pays for the repair?")
    await discord.until(lambda: discord.resumes == 1, "the bot resumed")
    assert "two thirds of the cost" in await answered(discord, 2)
    await discord.dispatch("MESSAGE_CREATE", first)
    await ask(discord)
    await answered(discord, 3)
    assert len(discord.attempts) == 3


async def test_a_rate_limit_is_waited_out(discord: FakeDiscord, bot: BotProcess) -> None:
    discord.faults = [too_many_requests]
    await ask(discord)
    await answered(discord)
    assert len(discord.attempts) == 2
    assert len(discord.posted) == 1


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_each_kind_of_rate_limit_is_waited_out(
    discord: FakeDiscord, bot: BotProcess, scope: str
) -> None:
    silences = bot.log.count("sending nothing")
    discord.faults = [limited(scope)]
    await ask(discord)
    assert "At least eight months." in await answered(discord)
    assert len(discord.attempts) == 2
    assert len(discord.posted) == 1
    assert bot.log.count("sending nothing") == silences


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_server_in_trouble_gives_one_answer(discord: FakeDiscord, status: int) -> None:
    discord.faults = [refused_by_server(status)]
    await ask(discord)
    assert "At least eight months." in await answered(discord)
    assert len(discord.attempts) == 2
    assert len(discord.posted) == 1


async def test_a_connection_that_breaks_in_the_middle_of_a_receipt_gives_one_answer(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    discord.faults = [cut_after_posting]
    await ask(discord)
    await discord.until(lambda: len(discord.attempts) == 2, "the bot sent the answer again")
    assert "At least eight months." in await answered(discord)
    assert len(discord.posted) == 1
    assert "Traceback" not in bot.log


@pytest.mark.parametrize(("code", "status"), [(10062, 404), (40060, 400)])
async def test_an_interaction_that_is_over_is_logged_and_nothing_else(
    discord: FakeDiscord, bot: BotProcess, code: int, status: int
) -> None:
    told, faults = bot.log.count("Too late to answer"), bot.log.count("Traceback")
    discord.callback_faults = [refused_with(code, status)]
    command = a_direct_command(discord.new_id(), "ask", question="who pays for the repair?")
    await discord.dispatch("INTERACTION_CREATE", command)
    await discord.until(lambda: bot.log.count("Too late to answer") > told, "it is logged")
    assert discord.callback_attempts == 1
    await ask(discord)
    await answered(discord)
    assert bot.log.count("Traceback") == faults


async def test_a_channel_that_is_closed_to_the_bot_rests_and_moderators_see_why(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    for words in ("how long will the bridge stay closed?", "who pays for the repair?"):
        asked = a_message(discord.new_id(), f"<@{BOT}> {words}", mentions=(BOT,))
        await discord.dispatch("MESSAGE_CREATE", asked | {"channel_id": str(CLOSED_CHANNEL)})
        await discord.until(lambda: bool(discord.attempts), "the bot tried to answer")
    await ask(discord)
    await answered(discord)
    assert len(discord.attempts) == 2
    assert f"Resting in channel {CLOSED_CHANNEL}" in bot.log
    await discord.dispatch(
        "INTERACTION_CREATE", a_guild_command(discord.new_id(), "content", subcommand="status")
    )
    await discord.until(lambda: bool(discord.callbacks), "the command was answered")
    told = json.dumps(discord.callbacks[0])
    assert content_wording.RESTING.split(":")[0] in told
    assert f"channel {CLOSED_CHANNEL}" in told


async def test_an_unavailable_server_is_asked_again(discord: FakeDiscord, bot: BotProcess) -> None:
    discord.faults = [unavailable]
    await ask(discord)
    await answered(discord)
    assert len(discord.posted) == 1


async def test_a_reset_connection_gives_one_answer(discord: FakeDiscord, bot: BotProcess) -> None:
    discord.faults = [reset_after_posting]
    asked = [await ask(discord)]
    await discord.until(lambda: len(discord.attempts) == 2, "the bot sent the answer again")
    asked.append(await ask(discord, "who pays for the repair?"))
    await discord.until(lambda: len(discord.attempts) == 3, "the other one is answered")
    first, other = (message["id"] for message in asked)
    assert [attempt["nonce"] for attempt in discord.attempts] == [first, first, other]
    await answered(discord, 2)
    assert [posted["nonce"] for posted in discord.posted] == [first, other]
    assert "Traceback" not in bot.log


async def test_an_answer_whose_receipt_is_garbled_arrives_once(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    discord.faults = [garbled_after_posting]
    await ask(discord)
    await discord.until(lambda: len(discord.attempts) == 2, "the bot sent the answer again")
    assert "At least eight months." in await answered(discord)
    assert len(discord.posted) == 1


async def test_no_apology_follows_an_answer_that_arrived(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    discord.faults = [reset_after_posting] * 3
    await ask(discord)
    await discord.until(lambda: len(discord.attempts) == 4, "the bot gave up and apologised")
    assert "At least eight months." in await answered(discord)
    assert len(discord.posted) == 1


async def test_an_answer_that_automod_holds_back_is_told_to_its_reader_and_no_fault(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    faults = bot.log.count("Traceback")
    discord.faults = [refused_with(200000, 400)]
    await ask(discord)
    assert "AutoMod did not let it through" in await answered(discord)
    assert bot.log.count("Traceback") == faults


async def test_a_refusal_in_front_of_discord_is_over_after_the_time_told(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    discord.faults = [refused_in_front]
    await ask(discord)
    await discord.until(lambda: "sending nothing for 1 s" in bot.log, "the bot keeps quiet")
    await ask(discord, "who pays for the repair?")
    await answered(discord, 2)
    assert len(discord.attempts) == 3
    assert len({attempt["nonce"] for attempt in discord.attempts}) == 2


@pytest.mark.parametrize("fault", [reset, reset_after_responding])
async def test_a_reset_connection_gives_one_answer_to_a_command(
    discord: FakeDiscord, bot: BotProcess, fault: Fault
) -> None:
    discord.callback_faults = [fault]
    command = a_direct_command(discord.new_id(), "ask", question="who pays for the repair?")
    await discord.dispatch("INTERACTION_CREATE", command)
    await discord.until(lambda: discord.callback_attempts == 2, "the bot sent the answer again")
    await discord.until(lambda: bool(discord.callbacks), "the command was answered")
    assert "two thirds of the cost" in json.dumps(discord.callbacks[0])
    assert len(discord.callbacks) == 1


async def test_a_question_that_goes_while_it_is_answered_takes_the_answer_along(
    discord: FakeDiscord, bot: BotProcess, slow: None
) -> None:
    message = await ask(discord)
    await discord.until(lambda: bool(discord.attempts), "the bot began to answer")
    gone = {"id": message["id"], "channel_id": message["channel_id"], "guild_id": str(GUILD)}
    await discord.dispatch("MESSAGE_DELETE", gone)
    await discord.until(lambda: bool(discord.removed), "the answer is gone")
    assert discord.posted == []


async def test_a_question_that_changes_while_it_is_answered_gets_the_new_answer(
    discord: FakeDiscord, bot: BotProcess, slow: None
) -> None:
    message = await ask(discord)
    await discord.until(lambda: bool(discord.attempts), "the bot began to answer")
    changed = {"content": f"<@{BOT}> who pays for the repair?", "edited_timestamp": EPOCH}
    await discord.dispatch("MESSAGE_UPDATE", message | changed)
    await discord.until(
        lambda: "two thirds of the cost" in json.dumps(discord.posted), "the answer follows"
    )
    assert len(discord.posted) == 1


async def test_a_malformed_event_is_logged_and_survived(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    message = await ask(discord)
    partial = {key: message[key] for key in ("id", "channel_id", "guild_id", "embeds")}
    await discord.dispatch("MESSAGE_UPDATE", partial)
    await discord.dispatch("MESSAGE_CREATE", {"id": "what?"})
    await ask(discord, "who pays for the repair?")
    await answered(discord, 2)
    assert "could not be read and is left out: MESSAGE_UPDATE" in bot.log


async def test_a_reply_that_rings_is_heard_without_the_message_that_it_replies_to(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    await ask(discord)
    await answered(discord)
    words = "who pays for the repair?"
    reply = a_message(discord.new_id(), words, mentions=(BOT,), reply_to=discord.posted[0])
    del reply["referenced_message"]
    await discord.dispatch("MESSAGE_CREATE", reply)
    assert "two thirds of the cost" in await answered(discord, 2)


@pytest.mark.parametrize(
    ("in_guild", "refusal"),
    [(True, content_wording.MODERATORS_ONLY), (False, content_wording.NOT_IN_DIRECT_MESSAGES)],
)
async def test_every_command_but_a_readers_own_is_refused_to_whoever_does_not_moderate(
    discord: FakeDiscord, bot: BotProcess, in_guild: bool, refusal: str
) -> None:
    uses, faults = dict(uses_of(discord.commands)), bot.log.count("Traceback")
    assert uses.keys() >= FOR_READERS
    for name in uses.keys() - FOR_READERS:
        discord.callbacks.clear()
        use = an_interaction(discord.new_id(), uses[name], guild=in_guild)
        await discord.dispatch("INTERACTION_CREATE", use)
        await discord.until(lambda: bool(discord.callbacks), f"/{name} was answered")
        (told,) = discord.callbacks
        assert refusal in json.dumps(told, ensure_ascii=False), (
            f"/{name} must begin with `admits`; if it is for every reader, name it in FOR_READERS."
        )
        assert told["data"]["flags"] & EPHEMERAL
    assert bot.log.count("Traceback") == faults


async def test_content_commands_are_refused_in_direct_messages(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    command = a_direct_command(discord.new_id(), "content", subcommand="reload")
    await discord.dispatch("INTERACTION_CREATE", command)
    await discord.until(lambda: bool(discord.callbacks), "the command was answered")
    assert content_wording.NOT_IN_DIRECT_MESSAGES in json.dumps(discord.callbacks[0])


async def test_on_a_server_with_nothing_but_the_commands_setup_check_says_so(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    everything = Permissions.all().value
    command = a_guild_command(discord.new_id(), "setup", subcommand="check", permissions=everything)
    elsewhere = {"guild_id": "4040", "guild": {"id": "4040", "features": [], "locale": "en-US"}}
    command["channel"] |= {"position": 0}
    await discord.dispatch("INTERACTION_CREATE", command | elsewhere)
    await discord.until(lambda: bool(discord.callbacks), "the command was answered")
    assert "I am not a member of this server." in json.dumps(discord.callbacks[0])


async def test_a_reply_that_discord_hides_is_told_how_to_be_read(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    await ask(discord)
    await answered(discord)
    hidden = a_message(discord.new_id(), "", reply_to=discord.posted[0])
    await discord.dispatch("MESSAGE_CREATE", hidden)
    assert discord_wording.REPLY_UNREADABLE in await answered(discord, 2)


async def test_a_database_that_another_program_holds_locked_delays_no_answer(
    discord: FakeDiscord, joined: Joined
) -> None:
    file = joined.folder / "state" / DATABASE_FILE
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        await ask(discord)
        assert "At least eight months." in await answered(discord)
        other.execute("ROLLBACK")


async def test_health_listens_on_this_machine_alone_and_names_nobody(
    discord: FakeDiscord, bot: BotProcess
) -> None:
    told = await readiness(discord, bot)
    assert not re.search(r"[0-9]{3,}", json.dumps(told))
    port = int(re.findall(r"http://127\.0\.0\.1:(\d+)", bot.log)[0])
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), timeout=5).close()


async def test_health_tells_alive_and_ready(discord: FakeDiscord, bot: BotProcess) -> None:
    await ask(discord)
    await answered(discord)
    told = await readiness(discord, bot)
    assert told["ready"] is True
    assert told["degraded"] == []
