"""A process that publishes, teaches and rolls back for as long as it lives."""

from __future__ import annotations

import asyncio
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.corpus.model import PassageId
from bot.corpus.overlay import NOTHING_OVER, Wording
from bot.newsroom.newsroom import Newsroom
from bot.store.address import sqlite_address
from bot.store.audit import Action, Deed
from bot.store.database import Database

GUILD = 1


class Shelves:
    """Stands in for the library."""

    def serve(self, scopes: object) -> None:
        """Serve nothing."""

    def build(self, scope: object) -> None:
        """Build nothing."""


def body_of(number: int) -> bytes:
    """Give the page of a revision; two files of one revision must always agree."""
    return f"-\nWhich revision?\nNumber {number}.\n".encode() * 50


def publish_until_killed(file: str, told: Connection) -> None:
    """Publish; tell the number of each revision once it is acknowledged."""
    asyncio.run(_publish(Path(file), told))


async def _publish(file: Path, told: Connection) -> None:
    stand_in: Any = Shelves()
    async with Newsroom(Database(sqlite_address(file)), stand_in) as newsroom:
        told.send(0)
        while True:
            published = newsroom.published(GUILD)
            number = published.number + 1
            if number % 3 == 2:
                wording = Wording(PassageId("a.b"), f"wording {number}")
                overlay = published.overlay.teaching(wording)
                await newsroom.publish(Deed(GUILD, 9, Action.TEACH, "teach"), overlay)
            elif number % 3 == 0:
                old = await newsroom.revisions.overlay_at(GUILD, number - 2)
                assert old is not None
                await newsroom.publish(Deed(GUILD, 9, Action.ROLLBACK, "back"), old)
            else:
                body = body_of(number)
                change = NOTHING_OVER.with_pages({"a/one.txt": body, "a/two.txt": body})
                deed = Deed(GUILD, 9, Action.PUBLISH, "upload")
                proposal = await newsroom.revisions.propose(
                    deed, change, base=published.number, at=newsroom.now
                )
                overlay = published.overlay.with_all_of(change)
                await newsroom.publish(deed, overlay, proposal=proposal)
            told.send(number)
