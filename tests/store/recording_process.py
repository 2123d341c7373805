"""A program that records for as long as it lives, and tells what was acknowledged."""

from __future__ import annotations

import asyncio
import sys

from bot.store.database import Database
from bot.store.sql import SqlStore
from tests.store.builders import a_record

BATCH = 7


async def record_until_killed(address: str, first: int) -> None:
    """Record batches; print the last message of each once it is acknowledged."""
    store = SqlStore(Database(address))
    await store.prepare()
    while True:
        await store.record([a_record(n) for n in range(first, first + BATCH)])
        first += BATCH
        print(first - 1, flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(record_until_killed(sys.argv[1], int(sys.argv[2])))
