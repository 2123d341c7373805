"""`backup` and `restore` on the command line."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import pytest

from bot.store.address import sqlite_address
from bot.store.database import Database
from bot.store.migrating import REVISIONS
from bot.store.sql import SqlStore
from bot.store.workplace import workplace
from tests.cli.conftest import Run
from tests.store.builders import a_record


@pytest.fixture
def state(environment: Path) -> Path:
    """Give a state folder in which something is kept."""
    folder = environment / "state"
    folder.mkdir()

    async def fill() -> None:
        store = SqlStore(Database(sqlite_address(folder / "bot.db")))
        await store.prepare()
        await store.record([a_record()])
        await store.close()

    asyncio.run(fill())
    (folder / "reader-secret").write_text("ab" * 32, encoding="ascii")
    return folder


def test_a_damaged_database_gives_way_to_a_backup(briefing_bot: Run, state: Path) -> None:
    assert briefing_bot("backup", "bot.backup").returncode == 0
    (state / "bot.db").write_bytes(b"no database" * 1000)
    done = briefing_bot("restore", "bot.backup", "--force", "--verify")
    assert done.returncode == 0, done.stderr


def test_there_and_back_again(briefing_bot: Run, state: Path, environment: Path) -> None:
    made = briefing_bot("backup", "bot.backup")
    assert made.returncode == 0, made.stderr
    assert f"schema {REVISIONS[-1]}, with the readers’ secret" in made.stdout
    proven = briefing_bot("restore", "bot.backup", "--dry-run")
    assert proven.returncode == 0, proven.stderr
    assert "can be restored" in proven.stdout
    new = str(environment / "new")
    done = briefing_bot("restore", "bot.backup", "--verify", BOT_STATE_DIR=new)
    assert done.returncode == 0, done.stderr
    assert ", and verified" in done.stdout
    assert (environment / "new" / "reader-secret").read_text(encoding="ascii") == "ab" * 32


def test_what_is_there_needs_force(briefing_bot: Run, state: Path) -> None:
    briefing_bot("backup", "bot.backup")
    refused = briefing_bot("restore", "bot.backup")
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert briefing_bot("restore", "bot.backup", "--force", "--verify").returncode == 0


def test_nothing_kept_is_told(briefing_bot: Run) -> None:
    done = briefing_bot("backup", "bot.backup")
    assert done.returncode == 1
    assert "there is no database yet" in done.stderr


def test_proving_a_backup_leaves_its_folder_alone(
    briefing_bot: Run, state: Path, environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    briefing_bot("backup", "bot.backup")
    used: list[Path] = []

    def noted(beside: Path, *rest: Any) -> Any:
        used.append(beside)
        return workplace(beside, *rest)

    monkeypatch.setattr("bot.store.backup.workplace", noted)
    assert briefing_bot("restore", "bot.backup", "--dry-run").returncode == 0
    new = str(environment / "new")
    done = briefing_bot("restore", "bot.backup", "--dry-run", BOT_STATE_DIR=new)
    assert done.returncode == 0
    assert used == [state, Path(tempfile.gettempdir())]
    assert not (environment / "new").exists()


@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_postgresql_has_tools_of_its_own(briefing_bot: Run, verb: str) -> None:
    url = "postgresql://bot:hunter2-hunter2@localhost/briefings"
    done = briefing_bot(verb, "bot.backup", BOT_DATABASE_URL=url)
    assert done.returncode == 2
    assert "pg_dump" in done.stderr
    assert "reader-secret" in done.stderr
    assert "hunter2" not in done.stderr
