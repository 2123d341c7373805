"""Keeps which unanswered questions the editors of a guild want to see no more of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select

from bot.store.audit import Deed, note
from bot.store.database import Database
from bot.store.model import hour_of, kept_words
from bot.store.tables import DISMISSALS


class SqlDismissals:
    """Dismissals in a database. They expire as the questions do. All raises `StoreError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def dismiss(self, deed: Deed, question: str, at: datetime) -> int:
        """Keep that a question is dismissed, and note who did it; give the dismissal's id.

        What was dismissed already stays so, and nothing is noted.
        """
        row = {"guild": deed.guild, "hour": hour_of(at), "question": kept_words(question)}
        is_same = (DISMISSALS.c.guild == deed.guild) & (DISMISSALS.c.question == row["question"])
        async with self._database.writing() as connection:
            known = await connection.scalar(select(func.max(DISMISSALS.c.id)).where(is_same))
            if known is not None:
                return int(known)
            statement = insert(DISMISSALS).values(row).returning(DISMISSALS.c.id)
            number = (await connection.execute(statement)).scalar_one()
            await note(connection, deed, at)
        return int(number)

    async def restore(self, deed: Deed, number: int, at: datetime) -> bool:
        """Take a guild's dismissal back; say whether it was there."""
        is_meant = (DISMISSALS.c.guild == deed.guild) & (DISMISSALS.c.id == number)
        async with self._database.writing() as connection:
            was_there = bool(
                (await connection.execute(delete(DISMISSALS).where(is_meant))).rowcount
            )
            if was_there:
                await note(connection, deed, at)
        return was_there

    async def of(self, guild: int) -> tuple[str, ...]:
        """Give what is dismissed in a guild, the latest first."""
        rows = select(DISMISSALS.c.question).where(DISMISSALS.c.guild == guild)
        return tuple(await self._database.column(rows.order_by(DISMISSALS.c.id.desc())))
