"""A killed process, a locked database, one that may not be written to, one that is full or gone."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store.address import database_address, sqlite_address
from bot.store.audit import SqlAudit
from bot.store.database import Database
from bot.store.keeping import Keeping
from bot.store.model import StoreError
from bot.store.recorder import Pace, Recorder
from bot.store.revisions import SqlRevisions
from bot.store.sql import SqlStore
from tests.store import publishing_process, recording_process
from tests.store.builders import NOW, a_record

KILLS = 20
ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


def rows(file: Path) -> set[int]:
    """Read the messages that are kept, with nothing of ours."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {message for (message,) in connection.execute("SELECT message FROM turns")}


def killed_while_recording(file: Path, first: int, acknowledged: int) -> int:
    """Kill a process with SIGKILL after so many batches; give the last message it told of."""
    command = [sys.executable, "-m", recording_process.__name__, sqlite_address(file), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        for _ in range(acknowledged):
            assert process.stdout.readline(), "the process ended by itself"
        process.kill()
        told = process.stdout.read().splitlines()  # what it had said meanwhile
    return (
        int(told[-1]) if told and told[-1] else first + acknowledged * recording_process.BATCH - 1
    )


def test_twenty_kills_lose_no_acknowledged_row(file: Path) -> None:
    chance, acknowledged, first = random.Random(20), set[int](), 1  # noqa: S311  (no secret)
    for _ in range(KILLS):
        last = killed_while_recording(file, first, chance.randint(1, 60))
        acknowledged |= set(range(first, last + 1))
        kept = rows(file)
        assert acknowledged <= kept
        whole = {n for n in kept if n > last}
        assert len(whole) % recording_process.BATCH == 0, "half a batch was recorded"
        acknowledged, first = kept, max(kept) + 1


def killed_while_publishing(file: Path, first: int, acknowledged: int) -> None:
    """Kill a process with SIGKILL once it has told of so many editions."""
    command = [sys.executable, "-m", publishing_process.__name__, sqlite_address(file), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        for _ in range(acknowledged):
            assert process.stdout.readline(), "the process ended by itself"
        process.kill()


async def test_kills_while_publishing_leave_one_edition_whole_and_none_half(file: Path) -> None:
    chance, published = random.Random(6), 0  # noqa: S311  (no secret)
    for _ in range(3):
        count = chance.randint(1, 40)
        killed_while_publishing(file, published + 1, count)
        database = Database(sqlite_address(file))
        latest = (await SqlRevisions(database).latest())[1]
        (entry,) = await SqlAudit(database).latest(1, limit=1)
        await database.close()
        assert latest.number >= published + count
        assert latest.overlay == publishing_process.an_edition(latest.number)
        assert entry.deed.detail == f"edition {latest.number}"
        published = latest.number


@pytest.fixture
def no_database(file: Path) -> Iterator[Path]:
    """Put something else where the database should be; it must be left as it is."""
    something = b"no database at all " * 1_000
    file.write_bytes(something)
    yield file
    assert file.read_bytes() == something


async def test_a_file_that_is_no_database_loses_rows_that_are_counted(no_database: Path) -> None:
    store = SqlStore(Database(sqlite_address(no_database)))
    async with Recorder(store, Keeping(30), Pace(pause_s=0.0), now=lambda: NOW) as recorder:
        recorder.record(a_record(1))
        assert recorder.problem is not None
    assert recorder.dropped == 1


@pytest.fixture
def recorder(file: Path) -> Recorder:
    """Record into a file, with no pause after a failure and room for ten."""
    pace = Pace(capacity=10, pause_s=0.0)
    return Recorder(SqlStore(Database(sqlite_address(file))), Keeping(30), pace, now=lambda: NOW)


@pytest.fixture
def other(file: Path, recorder: Recorder) -> Iterator[sqlite3.Connection]:
    """Give another connection to the file, which waits for no lock."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as connection:
        yield connection


def record_fifteen(recorder: Recorder) -> None:
    for message in range(1, 16):
        recorder.record(a_record(message))


async def test_a_locked_database_loses_rows_that_are_counted_and_recovers(
    recorder: Recorder, other: sqlite3.Connection, file: Path
) -> None:
    async with recorder:
        await recorder.flush()
        other.execute("BEGIN IMMEDIATE")
        record_fifteen(recorder)
        assert (recorder.waiting, recorder.dropped) == (10, 5)
        with pytest.raises(StoreError, match="locked"):
            await recorder.flush()
        other.execute("ROLLBACK")
    assert recorder.dropped == 5
    assert len(rows(file)) == 10


async def test_readers_of_the_database_are_not_held_up_by_a_writer(
    recorder: Recorder, other: sqlite3.Connection
) -> None:
    store = recorder._store
    await store.prepare()
    await store.record([a_record(1)])
    other.execute("BEGIN IMMEDIATE")
    assert await store.count() == 1
    await store.close()


async def test_a_writer_is_not_held_up_by_whoever_reads(
    recorder: Recorder, other: sqlite3.Connection
) -> None:
    store = recorder._store
    await store.prepare()
    other.execute("BEGIN")
    other.execute("SELECT * FROM turns").fetchall()
    await store.record([a_record(1)])
    other.execute("ROLLBACK")
    assert await store.count() == 1
    await store.close()


async def test_nobody_changes_anything_between_a_look_and_the_change_that_follows(
    file: Path,
) -> None:
    database = Database(sqlite_address(file))
    await database.prepare()
    with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as other:
        async with database.writing():
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
    await database.close()


@pytest.mark.parametrize(
    ("pragma", "reason"), [("query_only=ON", "readonly"), ("max_page_count=1", "full")]
)
async def test_a_read_only_or_full_database_loses_rows_that_are_counted(
    file: Path, pragma: str, reason: str
) -> None:
    store = SqlStore(Database(sqlite_address(file)))
    await store.prepare()
    await store.close()
    database = Database(sqlite_address(file))
    refusing = SqlStore(database)
    async with database._engine.connect() as connection:
        await connection.exec_driver_sql(f"PRAGMA {pragma}")
    recorder = Recorder(refusing, Keeping(30), Pace(pause_s=0.0), now=lambda: NOW)
    for message in range(1, 401):  # more than fits into pages that are there already
        recorder.record(a_record(message, question="?" * 300))
    async with recorder:
        with pytest.raises(StoreError, match=reason):
            await recorder.flush()
    assert recorder.dropped == 400
    assert rows(file) == set()


async def test_a_folder_that_is_missing_starts_all_the_same(tmp_path: Path) -> None:
    store = SqlStore(Database(sqlite_address(tmp_path / "nowhere" / "bot.db")))
    async with Recorder(store, Keeping(30), Pace(pause_s=0.0), now=lambda: NOW) as recorder:
        recorder.record(a_record(1))
        assert recorder.problem is not None
    assert recorder.dropped == 1


async def test_a_server_that_is_away_starts_all_the_same_and_no_password_shows(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address = database_address(f"postgres://bot:hunter2@/bot?host={tmp_path}")
    pace = Pace(pause_s=0.0)
    async with Recorder(
        SqlStore(Database(address)), Keeping(30), pace, now=lambda: NOW
    ) as recorder:
        recorder.record(a_record(1, question="my secret"))
        assert recorder.problem is not None
        assert "hunter2" not in recorder.problem
    assert recorder.dropped == 1
    assert "hunter2" not in caplog.text
    assert "my secret" not in caplog.text


async def reason_of(address: str) -> str:
    """Say why a database cannot be used."""
    database = Database(database_address(address))
    with pytest.raises(StoreError) as caught:
        await database.prepare()
    await database.close()
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("/postgres?", "/nobodys?", 'database "nobodys" does not exist'),
        ("//postgres:", "//nobody:hunter2", 'role "nobody" does not exist'),
        ("?", "?sslmode=verify-full&", "root certificate file"),
        ("?", "?target_session_attrs=standby&", "None of the hosts match"),
        ("?", "?sslrootcert=/no/such/ca.pem&", "sslrootcert names a file that cannot be read: /no"),
        ("?", "?options=-c%20nonsense%3D1&", "UndefinedObjectError"),
    ],
)
async def test_a_server_that_refuses_is_quoted_without_the_password(
    postgres_server: str, old: str, new: str, told: str
) -> None:
    if "/postgres?" not in postgres_server:
        pytest.skip("another server that was named has other names")
    reason = await reason_of(postgres_server.replace(old, new, 1))
    assert told in reason
    assert "hunter2" not in reason


async def test_a_place_where_nobody_listens_is_told(tmp_path: Path) -> None:
    reason = await reason_of("postgresql://bot:hunter2@127.0.0.1:1/bot?sslmode=disable")
    assert reason.startswith("ConnectionRefusedError: ")
    assert "hunter2" not in reason
    missing = await reason_of(f"postgresql://bot:hunter2@/bot?host={tmp_path}")
    assert missing == "FileNotFoundError: No such file or directory"


async def test_what_a_statement_says_of_a_row_is_not_told(postgres: str) -> None:
    database = Database(postgres)
    with pytest.raises(StoreError) as caught:
        async with database.reading() as connection:
            await connection.execute(text("SELECT 'my secret'::int"))
    assert str(caught.value) == "InvalidTextRepresentationError"
    await database.close()


async def test_parameters_of_an_address_reach_the_server(postgres: str) -> None:
    added = "application_name=briefings&options=-c%20search_path%3Dhere&connect_timeout=5"
    database = Database(database_address(f"{postgres}&{added}&statement_cache_size=0"))
    async with database.reading() as connection:
        for name, value in (("application_name", "briefings"), ("search_path", "here")):
            assert await connection.scalar(text(f"SELECT current_setting('{name}')")) == value
    await database.close()


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
async def test_the_files_are_for_us_alone(file: Path) -> None:
    store = SqlStore(Database(sqlite_address(file)))
    await store.prepare()
    await store.record([a_record(1)])
    for made in file.parent.iterdir():
        assert stat.S_IMODE(made.stat().st_mode) == 0o600, made.name
    await store.close()


async def test_nothing_of_an_erased_question_stays_in_the_file(file: Path) -> None:
    store = SqlStore(Database(sqlite_address(file)))
    await store.prepare()
    await store.record([a_record(1, question="is the mayor in debt?"), a_record(2)])
    await store.forget_messages([1])
    await store.close()
    left = b"".join(made.read_bytes() for made in file.parent.iterdir())
    assert b"mayor" not in left
    assert b"why are the lamps lit?" in left
