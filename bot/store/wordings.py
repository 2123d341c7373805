"""What passages said when they were quoted, so that readers can see what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from bot.store.database import Database
from bot.store.tables import WORDINGS


@dataclass(frozen=True, slots=True)
class QuotedText:
    """A text of a passage, and when it was quoted first."""

    guild: int
    """0 for direct messages: what is quoted there are the files' own words."""
    passage: str
    digest: str
    at: datetime
    text: str


class SqlWordings:
    """Texts in a database: the pages' words alone, each of them once a guild."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, texts: Sequence[QuotedText]) -> None:
        """Keep texts that are not kept yet. Raises `StoreError`."""
        if not texts:
            return
        rows = [{**asdict(one), "at": int(one.at.timestamp())} for one in texts]
        insert = self._database.insert(WORDINGS).on_conflict_do_nothing()
        async with self._database.writing() as connection:
            await connection.execute(insert, rows)

    async def find(self, guild: int, passage: str, digest: str) -> QuotedText | None:
        """Give what a passage said; none where that was not kept. Raises `StoreError`."""
        mine = (WORDINGS.c.guild == guild) & (WORDINGS.c.passage == passage)
        rows = select(WORDINGS).where(mine & (WORDINGS.c.digest == digest))
        for row in await self._database.rows(rows):
            return QuotedText(**{**row, "at": datetime.fromtimestamp(row["at"], UTC)})
        return None
