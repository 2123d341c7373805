"""`content export` and `content history`, on a database that a newsroom has written."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.corpus.model import PassageId
from bot.corpus.overlay import NOTHING_OVER, Wording
from bot.corpus.sidecar import SIDECAR
from bot.store.address import sqlite_address
from bot.store.audit import Action, Deed
from bot.store.database import Database
from bot.store.revisions import SqlRevisions
from tests.cli.conftest import Run

BODY = b"-\nWho lit the lamps?\nThe lamp keeper did.\n"


@pytest.fixture
def database(tmp_path: Path) -> str:
    address = sqlite_address(tmp_path / "published.db")

    async def publish() -> None:
        database = Database(address)
        await database.prepare()
        overlay = NOTHING_OVER.with_pages({"lamps/lamps.txt": BODY})
        overlay = overlay.refusing(Wording(PassageId("bridge.who-pays"), "who is it that pays"))
        deed = Deed(7, 9, Action.PUBLISH, "upload lamps/lamps.txt")
        await SqlRevisions(database).publish(deed, overlay, seen=0, at=datetime.now(UTC))
        await database.close()

    asyncio.run(publish())
    return f"sqlite:///{tmp_path / 'published.db'}"


def test_export_writes_what_a_server_sees_and_spares_what_is_there(
    briefing_bot: Run, database: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    options = ("--guild", "7", "--database", database)
    done = briefing_bot("content", "export", str(out), *options)
    assert done.returncode == 0, done.stderr
    assert (out / "lamps" / "lamps.txt").read_bytes() == BODY
    assert (out / "bridge" / "bridge.txt").exists()
    assert "who is it that pays" in (out / SIDECAR).read_text(encoding="utf-8")
    refused = briefing_bot("content", "export", str(out), *options)
    assert refused.returncode == 2
    assert briefing_bot("content", "export", str(out), "--force").returncode == 0
    assert not (out / "lamps" / "lamps.txt").exists()
    assert not (out / SIDECAR).exists()


def test_history_lists_revisions(briefing_bot: Run, database: str) -> None:
    done = briefing_bot("content", "history", "--guild", "7", "--database", database)
    assert "upload lamps/lamps.txt" in done.stdout


def test_history_says_when_there_is_none(briefing_bot: Run, database: str) -> None:
    done = briefing_bot("content", "history", "--guild", "8", "--database", database)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Nothing was published on the server 8.\n"


def test_what_stays_and_what_goes_is_named(briefing_bot: Run, content: Path) -> None:
    (content / "large.txt").write_text("a" * 2_000, encoding="utf-8")
    for _ in range(2):
        done = briefing_bot("content", "export", str(content), "--force", BOT_MAX_PAGE_KIB="1")
        assert done.returncode == 0
        assert "large.txt: not exported, for it cannot be read" in done.stderr
    assert (content / "large.txt").exists()


def test_wordings_of_the_content_that_are_damaged_are_named_where_they_are(
    briefing_bot: Run, content: Path, tmp_path: Path
) -> None:
    (content / "_wordings.json").write_text("{half", encoding="utf-8")
    done = briefing_bot("content", "export", str(tmp_path / "out"))
    assert done.returncode == 2
    assert f"{content / '_wordings.json'} is damaged; mend it" in done.stderr


def test_pages_that_the_content_has_no_more_are_named(
    briefing_bot: Run, database: str, tmp_path: Path
) -> None:
    out = str(tmp_path / "out")
    briefing_bot("content", "export", out, "--guild", "7", "--database", database)
    done = briefing_bot("content", "export", out, "--force")
    assert done.stderr.splitlines() == [
        "lamps/lamps.txt: removed; no page of the content has that name"
    ]


@pytest.mark.parametrize(
    "arguments", [("export", "out", "--guild", "7"), ("history", "--guild", "7")]
)
def test_a_database_that_is_not_there_is_told_and_not_made(
    briefing_bot: Run, environment: Path, arguments: tuple[str, ...]
) -> None:
    file = environment / "none.db"
    done = briefing_bot("content", *arguments, "--database", f"sqlite:///{file}")
    assert done.returncode == 78
    assert "an SQLite file that exists" in done.stderr
    assert str(file) in done.stderr
    assert not file.exists()
    (environment / "state").mkdir()
    assert briefing_bot("content", *arguments).returncode == 78
    assert not list((environment / "state").iterdir())


def test_what_is_only_read_is_not_brought_up_to_date(
    briefing_bot: Run, database: str, tmp_path: Path
) -> None:
    file = tmp_path / "published.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    before = file.read_bytes()
    done = briefing_bot("content", "history", "--guild", "7", "--database", database)
    assert "upload lamps/lamps.txt" in done.stdout
    assert file.read_bytes() == before
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TABLE revisions")
    done = briefing_bot("content", "history", "--guild", "7", "--database", database)
    assert done.returncode == 1
    assert "start this version of the bot with it once" in done.stderr
