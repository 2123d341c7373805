"""What readers of a guild have asked, to be asked again of other content."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select

from bot.store.database import Database
from bot.store.tables import TURNS

MOST: Final = 400
"""Asked twice, they take a few seconds."""


class SqlPastQuestions:
    """Past questions in a database. A guild's own alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, guild: int, *, limit: int = MOST) -> tuple[str, ...]:
        """Give distinct texts, the most frequent and then the newest first. Raises `StoreError`."""
        times, newest = func.count(), func.max(TURNS.c.hour)
        rows = select(TURNS.c.question).where(TURNS.c.guild == guild).group_by(TURNS.c.question)
        rows = rows.order_by(times.desc(), newest.desc(), TURNS.c.question).limit(limit)
        async with self._database.reading() as connection:
            return tuple(await connection.scalars(rows))
