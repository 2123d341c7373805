"""Pages that the content folder holds back: moderators put theirs in their place, readers wait."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import publishing_wording as wording
from tests.builders import BRIDGE_PAGE
from tests.discord_app.bridge import a_bridge_library
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of
from tests.discord_app.test_publishing import a_file, click, upload

ASKED = "What did the court decide about the bridge?"
FILE, DRAFT = "bridge/verdict.md", "bridge/plans.md"
NEVER = "embargo: 2999-01-01T00:00Z"


def a_verdict(front_matter: str, millions: str = "five") -> str:
    return f"---\n{front_matter}\n---\n-\n{ASKED}\nThe builder pays {millions} million crowns.\n"


def put(folder: Path, front_matter: str) -> Any:
    """Serve the bridge with a verdict that has this front matter, and a draft beside it."""
    beside = folder / "content" / "bridge"
    beside.mkdir(parents=True)
    (beside / "verdict.md").write_text(a_verdict(front_matter), encoding="utf-8")
    draft = a_verdict("status: draft").replace("court", "county")
    (beside / "plans.md").write_text(draft, encoding="utf-8")
    return a_bridge_library(folder)


@pytest.fixture
def library(tmp_path: Path) -> Any:
    return put(tmp_path, NEVER)


async def command(harbour: Harbour, name: str, file: str) -> Any:
    return await harbour.moderator.slash(harbour.channel, f"content {name}", page=file)


@pytest.mark.parametrize("file", [FILE, DRAFT])
async def test_an_upload_takes_the_place_of_the_page_of_the_same_name(
    harbour: Harbour, file: str
) -> None:
    shown = await upload(harbour, a_file(a_verdict(NEVER, "nine"), file.rpartition("/")[2]))
    assert wording.uploads([file]) in text_of(shown)
    await click(harbour, shown, wording.PUBLISH)
    assert set(harbour.newsroom.published(harbour.guild.id).overlay.pages) == {file}


class TestWhenTheEmbargoEnds:
    """The page that a moderator corrected in time is the one that is served."""

    @pytest.fixture
    def ends(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=6)

    @pytest.fixture
    def library(self, tmp_path: Path, ends: datetime) -> Any:
        return put(tmp_path, f"embargo: {ends.isoformat()}")

    async def test_the_corrected_page_alone_is_served(
        self, harbour: Harbour, ends: datetime
    ) -> None:
        corrected = a_verdict(f"embargo: {ends.isoformat()}", "nine")
        shown = await upload(harbour, a_file(corrected, "verdict.md"))
        await click(harbour, shown, wording.PUBLISH)
        await asyncio.to_thread(time.sleep, max(0.0, (ends - datetime.now(UTC)).total_seconds()))
        await harbour.env.advance_time(1)
        answer = text_of(await harbour.ask(ASKED))
        assert "nine million" in answer
        assert "five million" not in answer


@pytest.mark.parametrize("file", [FILE, DRAFT])
async def test_it_is_offered_and_can_be_taken_away(harbour: Harbour, file: str) -> None:
    choices = await harbour.moderator.autocomplete(harbour.channel, "content remove", "page", "")
    assert file in [choice["value"] for choice in choices]
    shown = await command(harbour, "remove", file)
    assert wording.NO_PASSAGES_CHANGE in text_of(shown)
    await click(harbour, shown, wording.PUBLISH)
    assert harbour.newsroom.published(harbour.guild.id).overlay.pages == {file: None}


@pytest.mark.parametrize("file", [FILE, DRAFT])
async def test_what_the_files_hold_back_is_not_given_out(harbour: Harbour, file: str) -> None:
    told = await command(harbour, "download", file)
    assert wording.held_back(file) in text_of(told).replace("\\", "")
    assert told.response.attachments == []
    log = await harbour.moderator.slash(harbour.channel, "content log")
    assert "download" not in text_of(log)


async def test_what_a_server_holds_back_itself_is_given_to_its_moderators(
    harbour: Harbour,
) -> None:
    own = a_verdict(NEVER, "nine")
    await click(harbour, await upload(harbour, a_file(own, "verdict.md")), wording.PUBLISH)
    got = await command(harbour, "download", FILE)
    (attached,) = got.response.attachments
    assert await attached.read() == own.encode()


async def test_who_looks_for_what_is_not_there_is_told_so(harbour: Harbour) -> None:
    for name in ("remove", "download"):
        told = await command(harbour, name, "bridge/none.md")
        assert wording.NO_SUCH_PAGE in text_of(told)
    got = await command(harbour, "download", "bridge/questions.md")
    (attached,) = got.response.attachments
    assert await attached.read() == BRIDGE_PAGE.encode()
