"""`aliases export`: what was taught in Discord stands in the pages afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app.editions import build_edition
from bot.corpus.model import PassageId
from bot.corpus.overlay import Overlay, Wording
from bot.corpus.sidecar import SIDECAR
from bot.matching.model import Answer
from bot.settings import load_settings
from bot.store.address import DATABASE_FILE, sqlite_address
from bot.store.audit import Action, Deed
from bot.store.database import Database
from bot.store.revisions import SqlRevisions
from tests.cli.conftest import Run
from tests.store.builders import NOW

PAYS = "Who pays for the repair?"
WORDS = "whose wallet is it: ours?"
CLOSE = "who pays for the repairs"

Teach = Callable[..., None]


def passage_of(content: Path, label: str = PAYS) -> PassageId:
    corpus = build_edition(load_settings(content_dir=content)).corpus
    return next(passage.id for passage in corpus.passages if passage.label == label)


@pytest.fixture
def teach(environment: Path, content: Path, tmp_path: Path) -> Teach:
    """Publish wordings in a guild."""

    async def publish(guild: int, overlay: Overlay) -> None:
        file = tmp_path / "state" / DATABASE_FILE
        file.parent.mkdir(exist_ok=True)
        database = Database(sqlite_address(file))
        await database.prepare()
        deed = Deed(guild, 99, Action.TEACH, "words")
        await SqlRevisions(database).publish(deed, overlay, seen=0, at=NOW)
        await database.close()

    def taught(
        guild: int = 1, words: str = WORDS, passage: str | None = None, not_meant: str | None = None
    ) -> None:
        target = PassageId(passage) if passage else passage_of(content)
        overlay = Overlay().teaching(Wording(target, words))
        if not_meant:
            overlay = overlay.refusing(Wording(target, not_meant))
        asyncio.run(publish(guild, overlay))

    return taught


def decision(content: Path, words: str) -> str:
    """Say whether words are answered with the page's question once the folder is served."""
    asked = build_edition(load_settings(content_dir=content)).decide(words)
    return "answered" if isinstance(asked, Answer) else "declined"


def aliases_in(content: Path) -> tuple[str, ...]:
    corpus = build_edition(load_settings(content_dir=content)).corpus
    return next(passage.aliases for passage in corpus.passages if passage.label == PAYS)


def test_a_wording_stands_in_its_page_and_once(
    briefing_bot: Run, teach: Teach, content: Path
) -> None:
    teach()
    before = (content / "bridge" / "bridge.txt").read_bytes()
    for _ in range(2):
        done = briefing_bot("aliases", "export", str(content))
        assert done.returncode == 0, done.stderr
        assert "1 wording of editors in the pages." in done.stdout
        assert aliases_in(content) == (WORDS,)
    assert (content / "bridge" / "bridge.txt").read_bytes() == before


def test_with_several_servers_one_must_be_named(
    briefing_bot: Run, teach: Teach, content: Path
) -> None:
    teach(1)
    teach(2, "their words")
    asked = briefing_bot("aliases", "export", str(content))
    assert asked.returncode == 2
    assert "--guild: 1, 2" in asked.stderr
    assert briefing_bot("aliases", "export", str(content), "--guild", "2").returncode == 0
    assert aliases_in(content) == ("their words",)


def test_what_has_no_place_in_the_folder_is_told(
    briefing_bot: Run, teach: Teach, content: Path
) -> None:
    teach(passage="no.such", not_meant="these words")
    done = briefing_bot("aliases", "export", str(content))
    assert done.returncode == 1
    assert f"Not written: “{WORDS}” → no.such" in done.stderr
    assert "Not written: “these words” → no.such" in done.stderr
    assert not (content / SIDECAR).exists()


def test_what_no_page_can_hold_stands_beside_the_pages(
    briefing_bot: Run, teach: Teach, content: Path
) -> None:
    teach(not_meant=CLOSE)
    assert decision(content, CLOSE) == "answered"
    for _ in range(2):
        done = briefing_bot("aliases", "export", str(content))
        assert done.returncode == 0, done.stderr
        assert "1 wording of editors in the pages." in done.stdout
        assert f"1 wording in {SIDECAR} beside the pages" in done.stdout
    assert (decision(content, WORDS), decision(content, CLOSE)) == ("answered", "declined")


def test_a_page_that_cannot_be_changed_is_left_as_it_is(
    briefing_bot: Run, teach: Teach, content: Path
) -> None:
    page = content / "bridge" / "bridge-questions.txt"
    text = page.read_text(encoding="utf-8")
    page.write_bytes(before := text.replace("fish market", "café").encode("cp1252"))
    teach()
    done = briefing_bot("aliases", "export", str(content))
    assert f"1 wording in {SIDECAR} beside the pages" in done.stdout
    assert page.read_bytes() == before
    assert decision(content, WORDS) == "answered"


def test_with_nothing_taught_nothing_is_written(
    briefing_bot: Run, environment: Path, content: Path
) -> None:
    done = briefing_bot("aliases", "export", str(content))
    assert done.returncode == 0
    assert "0 wordings" in done.stdout
    assert briefing_bot("aliases", "export", str(content / "missing")).returncode == 2
