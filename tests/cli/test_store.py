"""`store copy` and `fleet`, as far as they go without a PostgreSQL."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store.address import sqlite_address
from bot.store.database import Database
from bot.store.sole_use import sole_use
from tests.cli.conftest import Run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Give an SQLite file of a bot that keeps nothing yet."""
    file = tmp_path / "old.db"

    async def prepare() -> None:
        database = Database(sqlite_address(file))
        await database.prepare()
        await database.close()

    asyncio.run(prepare())
    return file


def test_a_copy_is_counted(briefing_bot: Run, source: Path, tmp_path: Path) -> None:
    target = tmp_path / "new.db"
    assert briefing_bot("store", "copy", str(source), f"sqlite:///{target}").returncode == 0
    with closing(sqlite3.connect(source)) as connection, connection:
        connection.execute("INSERT INTO reports (guild, week) VALUES (1, 2), (1, 3)")
    done = briefing_bot("store", "copy", str(source), f"sqlite:///{target}")
    assert done.stdout.split() == [
        "2",
        "reports",
        "2",
        "rows",
        "in",
        "all,",
        "counted",
        "in",
        "the",
        "target",
    ]
    again = briefing_bot("store", "copy", str(source), f"sqlite:///{target}")
    assert again.returncode == 1
    assert "not empty: there are rows in reports" in again.stderr
    assert briefing_bot("store", "copy", str(source), f"sqlite:///{target}", "--force").stdout


def test_what_a_bot_uses_is_not_copied_before_it_is_stopped(
    briefing_bot: Run, source: Path, tmp_path: Path
) -> None:
    target = tmp_path / "new.db"
    with sole_use(source):
        done = briefing_bot("store", "copy", str(source), f"sqlite:///{target}")
    assert done.returncode == 1
    assert f"a bot uses {source} (process " in done.stderr
    assert "Stop it first" in done.stderr
    assert not target.exists()


def test_a_file_that_is_not_there_is_told(briefing_bot: Run, tmp_path: Path) -> None:
    done = briefing_bot("store", "copy", str(tmp_path / "none.db"), "postgresql://u:hunter2@h/d")
    assert done.returncode == 78
    assert done.stderr.startswith("the source: expected an SQLite file that exists")


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}"])
def test_a_source_that_is_not_there_is_not_made(
    briefing_bot: Run, tmp_path: Path, form: str
) -> None:
    target = f"sqlite:///{tmp_path / 'new.db'}"
    done = briefing_bot("store", "copy", form.format(tmp_path / "none.db"), target)
    assert done.returncode == 78
    assert done.stderr.startswith("the source: expected an SQLite file that exists")
    assert not list(tmp_path.glob("*.db"))


def test_a_source_of_an_older_version_stays_as_it_is(
    briefing_bot: Run, source: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(source)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
        connection.execute("PRAGMA journal_mode=DELETE")
    before = source.read_bytes()
    done = briefing_bot("store", "copy", str(source), f"sqlite:///{tmp_path / 'new.db'}")
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing was copied: the source was left by an older version")
    assert "start this version of the bot with it once" in done.stderr
    assert source.read_bytes() == before
    assert [file.name for file in tmp_path.glob("*.db*")] == ["old.db"]


def test_a_target_that_is_no_database_is_told_as_such(briefing_bot: Run, source: Path) -> None:
    done = briefing_bot("store", "copy", str(source), "briefings")
    assert done.returncode == 78
    assert done.stderr.startswith("the target: expected ")
    assert done.stderr.rstrip().endswith("postgresql://bot:password@localhost/briefings")


def test_a_wrong_address_is_told_without_its_password(briefing_bot: Run, source: Path) -> None:
    done = briefing_bot("store", "copy", str(source), "mysql://u:hunter2@h/d")
    assert done.returncode == 78
    assert "hunter2" not in done.stderr


def test_a_database_that_is_away_is_one_line(briefing_bot: Run, tmp_path: Path) -> None:
    address = f"postgresql://u:hunter2@/d?host={tmp_path}"
    done = briefing_bot("fleet", BOT_DATABASE_URL=address)
    assert done.returncode == 1
    assert done.stderr.startswith("The database cannot be used:")
    assert "hunter2" not in done.stderr


def test_one_process_is_no_fleet(briefing_bot: Run) -> None:
    done = briefing_bot("fleet")
    assert done.returncode == 78
    assert done.stderr.startswith("BOT_DATABASE_URL: expected a PostgreSQL’s address")
