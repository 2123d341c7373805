"""A disk really without room, or a locked file, while moderators work: nothing is half done."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import publishing_wording, teaching_wording
from bot.editorial import settings_wording
from bot.editorial.guild_settings import DEFAULTS
from tests.discord_app.bridge import CLOSED, CLOSED_ANSWER
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of
from tests.discord_app.test_guild_settings import opened, settings_of
from tests.discord_app.test_publishing import ASKED, click, roll_back, upload
from tests.discord_app.test_teaching import ODD, preview, teach

pytestmark = pytest.mark.bridge

LIT = "The lamp keeper did"

Press = Callable[[], Awaitable[Any]]


@contextmanager
def full_disk() -> Iterator[None]:
    """Let this process write nothing into any file, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def refused_for_want_of_room(harbour: Harbour, press: Press) -> None:
    """Press something while the disk is full; its moderator is told, and readers are answered."""
    revision = harbour.newsroom.published(harbour.guild.id)
    settings = settings_of(harbour)
    with full_disk():
        told = text_of(await press())
        assert CLOSED_ANSWER in text_of(await harbour.ask(CLOSED))
    assert teaching_wording.EDITS_AWAY in told
    assert harbour.newsroom.published(harbour.guild.id) == revision
    assert settings_of(harbour) == settings


def test_the_disk_is_full_indeed(tmp_path: Path) -> None:
    with full_disk(), pytest.raises(OSError, match="too large"):
        (tmp_path / "anything").write_text("x")
    (tmp_path / "anything").write_text("x")


async def test_a_page_is_published_by_the_same_press_once_there_is_room(harbour: Harbour) -> None:
    await refused_for_want_of_room(harbour, lambda: upload(harbour))
    shown = await upload(harbour)

    async def press() -> Any:
        return await click(harbour, shown, publishing_wording.PUBLISH)

    await refused_for_want_of_room(harbour, press)
    assert LIT not in text_of(await harbour.ask(ASKED))
    assert publishing_wording.published(1) in text_of(await press())
    assert LIT in text_of(await harbour.ask(ASKED))


async def test_a_rollback_is_done_by_the_same_press_once_there_is_room(harbour: Harbour) -> None:
    await click(harbour, await upload(harbour), publishing_wording.PUBLISH)
    await refused_for_want_of_room(harbour, lambda: roll_back(harbour, "0"))
    shown = await roll_back(harbour, "0")

    async def press() -> Any:
        return await click(harbour, shown, publishing_wording.PUBLISH)

    await refused_for_want_of_room(harbour, press)
    assert LIT in text_of(await harbour.ask(ASKED))
    assert publishing_wording.published(2) in text_of(await press())
    assert LIT not in text_of(await harbour.ask(ASKED))


async def test_a_wording_is_taught_and_undone_by_the_same_press_once_there_is_room(
    harbour: Harbour,
) -> None:
    await refused_for_want_of_room(harbour, lambda: preview(harbour))
    shown = await preview(harbour)

    async def publish() -> Any:
        return await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)

    await refused_for_want_of_room(harbour, publish)
    assert CLOSED_ANSWER not in text_of(await harbour.ask(ODD))
    published = await publish()
    assert CLOSED_ANSWER in text_of(await harbour.ask(ODD))

    async def undo() -> Any:
        return await harbour.moderator.click(published.response, label=teaching_wording.LESSON_UNDO)

    await refused_for_want_of_room(harbour, undo)
    assert CLOSED_ANSWER in text_of(await harbour.ask(ODD))
    await undo()
    assert CLOSED_ANSWER not in text_of(await harbour.ask(ODD))


async def test_settings_are_changed_by_the_same_press_once_there_is_room(harbour: Harbour) -> None:
    panel = await opened(harbour)

    async def press() -> Any:
        private = settings_wording.PRIVATE_BUTTONS[False]
        await harbour.moderator.click(panel, label=private)
        return panel

    await refused_for_want_of_room(harbour, press)
    assert settings_of(harbour) == DEFAULTS
    await press()
    assert settings_of(harbour).is_private


async def test_what_was_not_kept_is_not_there_after_a_restart_either(
    harbour: Harbour, caplog: pytest.LogCaptureFixture
) -> None:
    shown = await preview(harbour)
    with full_disk():
        await harbour.moderator.click(shown.response, label=teaching_wording.LESSON_PUBLISH)
    kept = await harbour.newsroom.revisions.latest()
    assert kept == {}
    assert "What a moderator wanted cannot be done" in caplog.text
    await teach(harbour, ODD.replace("cars", "lorries"))
    kept = await harbour.newsroom.revisions.latest()
    assert len(kept[harbour.guild.id].overlay.taught) == 1


async def test_what_another_program_holds_locked_is_changed_by_the_same_press_later(
    harbour: Harbour, tmp_path: Path
) -> None:
    shown = await upload(harbour)

    async def press() -> Any:
        return await click(harbour, shown, publishing_wording.PUBLISH)

    with closing(sqlite3.connect(tmp_path / "newsroom.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert teaching_wording.EDITS_AWAY in text_of(await press())
        assert CLOSED_ANSWER in text_of(await harbour.ask(CLOSED))
        other.execute("ROLLBACK")
    assert publishing_wording.published(1) in text_of(await press())
