"""Backups: made while the bot writes, proven before they are put back, and the same afterwards."""

from __future__ import annotations

import asyncio
import itertools
import os
import sqlite3
import stat
import tarfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import backup, workplace
from bot.store.address import sqlite_address
from bot.store.backup import BackupError, Manifest, back_up, opened, restore
from bot.store.database import Database
from bot.store.migrating import REVISIONS
from bot.store.readers import load_secret
from bot.store.sql import SqlStore
from tests.store.builders import a_record

NOW = datetime(2026, 11, 28, 10, 41, tzinfo=UTC)
_BATCH = 50


class Home:
    """A state folder with its database and its secret."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.database, self.secret = folder / "bot.db", folder / "reader-secret"

    def fill(self, turns: int = 3) -> None:
        """Keep some turns, and make the secret."""
        asyncio.run(self._keep(turns))
        load_secret(self.secret.parent)

    async def _keep(self, turns: int) -> None:
        store = self.store()
        await store.prepare()
        await store.record([a_record(number) for number in range(1, turns + 1)])
        await store.close()

    def store(self) -> SqlStore:
        """Open the database as the bot does."""
        return SqlStore(Database(sqlite_address(self.database)))

    def back_up(self, file: Path) -> Manifest:
        return back_up(self.database, self.secret, file, program="0.1.0", now=NOW)

    def restore(self, file: Path, *, replaces: bool = False) -> Manifest:
        return restore(file, self.database, self.secret, replaces=replaces)

    def dump(self) -> list[str]:
        """Give all that the database holds, as SQL."""
        with closing(sqlite3.connect(self.database)) as connection:
            return list(connection.iterdump())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "state")


@pytest.fixture
def other(tmp_path: Path) -> Home:
    return Home(tmp_path / "other")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bot.backup"


def test_what_is_restored_is_what_was_backed_up(home: Home, other: Home, file: Path) -> None:
    home.fill()
    made = home.back_up(file)
    assert made.counts["turns"] == 3
    assert made.schema == REVISIONS[-1]
    assert other.restore(file) == made
    assert other.dump() == home.dump()
    assert other.secret.read_bytes() == home.secret.read_bytes()


async def test_a_backup_under_load_is_one_moment_of_it(home: Home, other: Home, file: Path) -> None:
    """Batches are written all the while; in the backup each is there as a whole, or not at all."""
    await asyncio.to_thread(home.fill, 0)
    store = home.store()
    is_enough, has_written = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        for first in itertools.count(1, _BATCH):
            if is_enough.is_set():
                return
            await store.record([a_record(first + n) for n in range(_BATCH)])
            has_written.set()

    writing = asyncio.create_task(write())
    made = []
    for number in range(5):
        has_written.clear()
        await has_written.wait()
        made.append(await asyncio.to_thread(home.back_up, file.with_name(f"{number}.backup")))
    is_enough.set()
    await writing
    await store.close()
    counts = [manifest.counts["turns"] for manifest in made]
    assert all(count % _BATCH == 0 for count in counts)
    assert counts == sorted(set(counts)), "nothing was written between two backups"
    assert other.restore(file.with_name("4.backup")) == made[4]
    assert set(other.dump()) <= set(home.dump())
    kept = other.store()
    await kept.prepare()
    assert await kept.count() == counts[4]
    await kept.close()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has modes")
def test_nobody_else_may_read_any_of_it(home: Home, other: Home, file: Path) -> None:
    home.fill()
    home.back_up(file)
    other.restore(file)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (file, other.database, other.secret)]
    assert modes == [0o600] * 3
    with tarfile.open(file) as tar:
        assert {member.mode for member in tar} == {0o600}


def test_nothing_is_left_beside_a_backup_or_what_is_restored(
    home: Home, other: Home, file: Path
) -> None:
    home.fill()
    home.back_up(file)
    other.restore(file)
    assert {path.name for path in other.database.parent.iterdir()} == {"bot.db", "reader-secret"}
    assert {path.name for path in file.parent.iterdir()} == {"state", "other", "bot.backup"}


HOUR_S = 3_600


def leftover(file: Path, *names: str, age_s: float = HOUR_S) -> Path:
    """Leave what a killed process leaves."""
    folder = file.parent / f".backup-{len(list(file.parent.iterdir()))}"
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(b"half")
    os.utime(folder, (at := time.time() - age_s, at))
    return folder


@pytest.mark.skipif(os.name != "posix", reason="only there can a killed process be told")
def test_what_killed_ones_left_is_cleared_away_by_the_next(home: Home, file: Path) -> None:
    home.fill()
    stale = leftover(file, "bot.db", "bot.db-journal", "archive")
    somebodys = leftover(file, "bot.db", "notes.txt")
    young = leftover(file, "bot.db", age_s=1)
    used = leftover(file, "bot.db")
    with workplace._held(used) as is_locked:
        assert is_locked
        home.back_up(file)
    assert [folder.exists() for folder in (stale, somebodys, young, used)] == [
        *(False, True, True, True)
    ]
    assert file.exists()


def test_a_full_disk_is_not_put_down_to_the_database(
    home: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.fill()

    def fill_up(*_: object) -> None:
        with closing(sqlite3.connect(file.parent / "full.db")) as connection:
            connection.execute("PRAGMA max_page_count=1")
            connection.execute("CREATE TABLE a(b)")

    monkeypatch.setattr(backup, "_copy", fill_up)
    with pytest.raises(BackupError, match="database or disk is full") as caught:
        home.back_up(file)
    assert str(caught.value).startswith(f"{file}: ")


def test_a_folder_that_is_missing_is_told_by_the_file_that_was_wanted(home: Home) -> None:
    home.fill()
    file = home.database.parent / "nowhere" / "bot.backup"
    with pytest.raises(BackupError, match="No such file") as caught:
        home.back_up(file)
    assert str(caught.value).startswith(f"{file}: ")


def test_what_is_there_is_replaced_only_when_that_is_wanted(home: Home, file: Path) -> None:
    home.fill()
    home.back_up(file)
    home.fill(turns=10)
    before = home.dump()
    with pytest.raises(BackupError, match="--force replaces it"):
        home.restore(file)
    assert home.dump() == before
    home.restore(file, replaces=True)
    assert sum('INSERT INTO "turns"' in line for line in home.dump()) == 3


async def test_a_database_in_use_is_not_replaced(home: Home, file: Path) -> None:
    await asyncio.to_thread(home.fill)
    home.back_up(file)
    store = home.store()
    assert await store.count() == 3
    try:
        with pytest.raises(BackupError, match="stop the bot first"):
            home.restore(file, replaces=True)
        assert await store.count() == 3
    finally:
        await store.close()


def test_a_damaged_database_can_be_replaced(home: Home, file: Path) -> None:
    home.fill()
    before = home.dump()
    home.back_up(file)
    home.database.write_bytes(b"no database at all" * 100)
    home.restore(file, replaces=True)
    assert home.dump() == before


def test_a_file_of_the_same_name_stays(home: Home, file: Path) -> None:
    home.fill()
    file.write_text("somebody's own", encoding="utf-8")
    with pytest.raises(BackupError, match="choose another one"):
        home.back_up(file)
    assert file.read_text(encoding="utf-8") == "somebody's own"


def test_a_bot_that_never_ran_has_nothing_to_back_up(home: Home, file: Path) -> None:
    with pytest.raises(BackupError, match="no database yet"):
        home.back_up(file)
    assert not file.exists()


@pytest.mark.parametrize("position", [0.05, 0.3, 0.6, 0.9])
def test_a_backup_with_a_changed_byte_is_refused(
    home: Home, other: Home, file: Path, position: float
) -> None:
    home.fill()
    home.back_up(file)
    content = bytearray(file.read_bytes())
    with tarfile.open(file) as tar:
        database = tar.getmember("bot.db")
    at = database.offset_data + int(database.size * position)
    content[at] ^= 0xFF
    file.write_bytes(content)
    with pytest.raises(BackupError):
        other.restore(file)
    assert not other.database.exists()
    assert not other.secret.exists()


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.95])
def test_half_a_backup_is_refused(home: Home, other: Home, file: Path, share: float) -> None:
    home.fill()
    home.back_up(file)
    with tarfile.open(file) as tar:
        end = max(member.offset_data + member.size for member in tar)
    file.write_bytes(file.read_bytes()[: int(end * share)])
    with pytest.raises(BackupError):
        other.restore(file)
    assert not other.database.exists()


def test_a_newer_schema_is_refused_with_what_to_do(home: Home, other: Home, file: Path) -> None:
    home.fill()
    with closing(sqlite3.connect(home.database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    home.back_up(file)
    with pytest.raises(BackupError, match=r"schema '9999'.*install the version"):
        other.restore(file)
    assert not other.database.exists()


def test_rows_that_went_missing_are_noticed(
    home: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.fill()
    count = backup._counts
    monkeypatch.setattr(backup, "_counts", lambda path: count(path) | {"turns": 4})
    home.back_up(file)
    monkeypatch.undo()
    with pytest.raises(BackupError, match="other rows"), opened(file, file.parent):
        pass


def test_an_archive_with_other_files_is_refused(home: Home, other: Home, file: Path) -> None:
    home.fill()
    home.back_up(file)
    with tarfile.open(file, "a") as tar:
        tar.add(home.secret, arcname="../outside")
    with pytest.raises(BackupError, match="something else"):
        other.restore(file)
    assert not (other.database.parent.parent / "outside").exists()


def test_a_manifest_of_another_format_is_refused() -> None:
    manifest = Manifest("0.1.0", NOW.isoformat(), REVISIONS[-1], {}, {})
    assert replace(manifest, counts={"turns": 2, "asks": 1}).rows == 3
    with pytest.raises(ValueError, match="another version"):
        Manifest.of_json(b'{"format": 2}')
