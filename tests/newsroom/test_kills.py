"""Fifty kills while pages are published: old or new, never a mix, nothing acknowledged lost."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.store.address import sqlite_address
from bot.store.database import Database
from bot.store.revisions import SqlRevisions
from tests.newsroom import publishing_process
from tests.newsroom.publishing_process import GUILD, publish_until_killed

KILLS = 50
FRESH_EVERY = 5
"""So often it starts without tables, and may be killed while they are made."""


SURELY = 60.0
"""Seconds in which a process is ready on a machine however busy."""


def killed_after(file: Path, seconds: float, *, is_publishing: bool) -> int:
    """Kill a process with SIGKILL; give the last revision that it acknowledged.

    The seconds count from its start, or from when it is ready to publish.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([publishing_process.__name__])
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=publish_until_killed, args=(str(file), there))
    process.start()
    there.close()
    if is_publishing:
        here.poll(SURELY)
    time.sleep(seconds)
    process.kill()
    process.join()
    last = 0
    with closing(here), suppress(EOFError):
        while True:
            last = max(last, here.recv())
    return last


async def state_of(file: Path) -> tuple[int, int]:
    """Check all that is kept; give the number of the latest revision and of its notes."""
    database = Database(sqlite_address(file))
    await database.prepare()
    revisions = SqlRevisions(database)
    published = (await revisions.latest()).get(GUILD)
    number = 0 if published is None else published.number
    for row in await revisions.history(GUILD, limit=3):
        overlay = await revisions.overlay_at(GUILD, row.number)
        assert overlay is not None
        assert overlay.pages.get("a/one.txt") == overlay.pages.get("a/two.txt"), "a mix"
    await database.close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (notes,) = connection.execute("SELECT count(*) FROM audit").fetchone()
    return number, int(notes)


@pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(),
    reason="this system starts no process from a prepared one",
)
def test_fifty_kills_leave_the_old_or_the_new(tmp_path: Path) -> None:
    chance, acknowledged, most = random.Random(50), 0, 0  # noqa: S311  (no secret)
    file = tmp_path / "0.db"
    for kill in range(KILLS):
        age = kill % FRESH_EVERY
        if not age:
            file, acknowledged = tmp_path / f"{kill}.db", 0
        is_publishing = 0 < age < FRESH_EVERY - 1  # the last is killed while it opens its tables
        last = killed_after(file, chance.uniform(0.02, 0.35), is_publishing=is_publishing)
        acknowledged = max(acknowledged, last)
        number, notes = asyncio.run(state_of(file))
        assert number >= acknowledged, "an acknowledged revision is lost"
        assert notes == number, "a revision without its note, or a note without its revision"
        acknowledged, most = number, max(most, number)
    assert most > FRESH_EVERY, "the process was killed before it did anything"
