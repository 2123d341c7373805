"""PostgreSQL tells of changes as they are made, and of a line that breaks."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from bot.store.changes import CHANNEL, SqlChanges
from bot.store.database import Database


async def test_a_change_is_heard_and_so_is_the_end_of_the_line(postgres: str) -> None:
    database = Database(postgres)
    await database.prepare()
    heard = asyncio.Event()
    async with asyncio.timeout(30), database.listening(CHANNEL, heard.set) as broken:
        await SqlChanges(database).want_files_read()
        await heard.wait()
        assert not broken.is_set()
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        async with database.writing() as connection:
            await connection.execute(text(f"{others} WHERE query LIKE 'LISTEN%'"))
        await broken.wait()
    await database.close()


async def test_whoever_has_the_connection_next_does_not_listen(postgres: str) -> None:
    database = Database(postgres)
    await database.prepare()
    heard = asyncio.Event()
    async with database.listening(CHANNEL, heard.set):
        pass
    listening = text("SELECT count(*) FROM pg_listening_channels()")
    for _ in range(2):
        async with database.reading() as connection:
            assert await connection.scalar(listening) == 0
    await database.close()
