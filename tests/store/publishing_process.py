"""A program that publishes for as long as it lives, and tells what was acknowledged."""

from __future__ import annotations

import asyncio
import sys

from bot.corpus.overlay import Overlay
from bot.store.audit import Action, Deed
from bot.store.database import Database
from bot.store.revisions import SqlRevisions
from tests.store.builders import NOW

PAGES = 5


def an_edition(number: int) -> Overlay:
    """Give pages that all say which edition they are of."""
    return Overlay({f"lamps/{n}.txt": f"Edition {number}.".encode() for n in range(PAGES)})


async def publish_until_killed(address: str, first: int) -> None:
    """Publish edition after edition; print the number of each once it is acknowledged."""
    database = Database(address)
    await database.prepare()
    revisions = SqlRevisions(database)
    while True:
        deed = Deed(1, 99, Action.PUBLISH, f"edition {first}")
        await revisions.publish(deed, an_edition(first), seen=first - 1, at=NOW)
        print(first, flush=True)  # noqa: T201
        first += 1


if __name__ == "__main__":
    asyncio.run(publish_until_killed(sys.argv[1], int(sys.argv[2])))
