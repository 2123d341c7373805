"""Reads back what was asked in a guild, for its editors."""

from __future__ import annotations

from itertools import islice
from typing import Final

from sqlalchemy import select

from bot.store.database import Database
from bot.store.tables import TURNS

_LOOKED_AT: Final = 10
"""Rows that are read for each different question that is wanted: many are asked again and again."""


class SqlQuestions:
    """The recorded questions of guilds. It changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self, guild: int, *, limit: int) -> tuple[str, ...]:
        """Give a guild's latest questions, each once, the newest first. Raises `StoreError`."""
        rows = select(TURNS.c.question).where(TURNS.c.guild == guild)
        newest = rows.order_by(TURNS.c.hour.desc(), TURNS.c.message.desc())
        async with self._database.reading() as connection:
            found = await connection.scalars(newest.limit(limit * _LOOKED_AT))
            return tuple(islice(dict.fromkeys(found), limit))
