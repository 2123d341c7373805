"""Bots whose disk is full, whose files are damaged, and who are killed at the worst moment."""

from __future__ import annotations

import resource
import shutil
from pathlib import Path

import pytest

from bot.encoder import MODELS, WEIGHTS_FILE
from bot.store.address import DATABASE_FILE, sqlite_address
from bot.store.database import Database
from tests.fake_discord.bot_process import (
    BotProcess,
    StartBot,
    a_joined_bot,
    answered,
    ask,
    readiness,
)
from tests.fake_discord.payloads import a_guild_command
from tests.fake_discord.server import FakeDiscord

PAPERS = ("Lindholm Courier", "Varde Gazette", "Skagen Observer")
NO_LIMIT = resource.RLIM_INFINITY


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


def limit_files(bot: BotProcess, size: int) -> None:
    """Let no file of the bot's grow over a size, as a full disk does."""
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (size, NO_LIMIT))


async def test_a_full_disk_stops_no_answer_and_what_was_asked_is_kept_once_there_is_room(
    discord: FakeDiscord, start_bot: StartBot, state: Path
) -> None:
    database = Database(sqlite_address(state / DATABASE_FILE))
    await database.prepare()
    await database.close()
    bot = await a_joined_bot(discord, start_bot)
    limit_files(bot, 0)
    await ask(discord)
    assert "At least eight months." in await answered(discord)
    await discord.until(lambda: "Turns are not recorded" in bot.log, "the operator hears of it")
    assert "store" in (await readiness(discord, bot))["degraded"]
    limit_files(bot, NO_LIMIT)
    await discord.until(lambda: "Turns are recorded again; 0 were dropped" in bot.log, "it goes on")
    assert "Traceback" not in bot.log


async def test_a_damaged_encoder_is_not_loaded_and_words_decide(
    discord: FakeDiscord, start_bot: StartBot, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    shutil.copytree(MODELS, models)
    with (models / WEIGHTS_FILE).open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"not what was there")
    bot = await a_joined_bot(discord, start_bot, BOT_ENCODER=str(models))
    await ask(discord)
    assert "At least eight months." in await answered(discord)
    told = await readiness(discord, bot)
    assert (told["ready"], told["degraded"]) == (True, ["encoder"])
    assert "encoder_unavailable" in bot.log


@pytest.mark.parametrize("damage", [b"{", b"\xff\xfe"])
async def test_damaged_weights_end_with_one_line_before_discord_hears_of_the_bot(
    discord: FakeDiscord, start_bot: StartBot, tmp_path: Path, damage: bytes
) -> None:
    weights = tmp_path / "weights.json"
    weights.write_bytes(damage)
    bot = await start_bot(BOT_WEIGHTS=str(weights), BOT_ENCODER="off")
    assert await bot.exit_status() == 78
    assert "BOT_WEIGHTS: expected weights for this program" in bot.log
    assert "Traceback" not in bot.log
    assert discord.identifies == []


async def test_a_bot_that_is_killed_while_it_reloads_comes_back_with_one_revision(
    discord: FakeDiscord, start_bot: StartBot, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    write_papers(content, "first")
    bot = await a_joined_bot(discord, start_bot)
    write_papers(content, "second")
    command = a_guild_command(discord.new_id(), "content", subcommand="reload")
    await discord.dispatch("INTERACTION_CREATE", command)
    await discord.until(lambda: bool(discord.callbacks), "the reload has begun")
    bot.process.kill()
    assert await bot.exit_status() == -9
    again = await a_joined_bot(discord, start_bot)
    for count, paper in enumerate(PAPERS, 1):
        await ask(discord, f"what does the {paper} report?")
        assert f"The second edition of the {paper} has it." in await answered(discord, count)
    assert "Traceback" not in again.log


def write_papers(content: Path, edition: str) -> None:
    """Write pages of which every edition says something else, and enough to take a while."""
    for number, paper in enumerate((*PAPERS, *(f"paper of {n} May" for n in range(1, 32)))):
        folder = content / f"paper-{number}"
        folder.mkdir(exist_ok=True)
        text = f"-\nWhat does the {paper} report?\nThe {edition} edition of the {paper} has it.\n"
        (folder / "questions.txt").write_text(text, encoding="utf-8")
