"""What moderators think of what the bot said, or would have said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select

from bot.store.database import Database
from bot.store.model import TurnRecord
from bot.store.sql import turn_of
from bot.store.tables import JUDGEMENTS, TURNS

NEWEST: Final = 5_000
"""Turns that are looked at: older ones were said by other content."""

_REACHED: Final = func.coalesce(TURNS.c.passage, TURNS.c.nearest)


@dataclass(frozen=True, slots=True)
class Judged:
    """How sure the bot was of a passage, and whether it answers the question."""

    confidence: float
    is_right: bool | None
    """None where nobody has judged it yet."""


class SqlJudgements:
    """Judgements in a database, per guild. A guild reads and judges its own turns alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, guild: int) -> tuple[Judged, ...]:
        """Give the newest turns that reached a passage, judged or not. Raises `StoreError`."""
        rows = _turns(guild, TURNS.c.confidence, JUDGEMENTS.c.is_right)
        return tuple(Judged(**row) for row in await self._database.rows(rows))

    async def unjudged(self, guild: int) -> tuple[int, ...]:
        """Give the messages of the turns that nobody has judged. Raises `StoreError`."""
        rows = _turns(guild, TURNS.c.message)
        return tuple(await self._database.column(rows.where(JUDGEMENTS.c.message.is_(None))))

    async def turn(self, guild: int, message: int) -> TurnRecord | None:
        """Give a turn of a guild; none where it has none of this message. Raises `StoreError`."""
        where = (TURNS.c.guild == guild) & (TURNS.c.message == message)
        found = await self._database.rows(select(TURNS).where(where))
        return turn_of(dict(found[0])) if found else None

    async def judge(self, turn: TurnRecord, *, is_right: bool) -> None:
        """Keep what a moderator thinks of a turn; a later judgement counts. Raises `StoreError`."""
        row = {
            "message": turn.message,
            "guild": turn.guild,
            "hour": turn.hour,
            "is_right": is_right,
        }
        async with self._database.writing() as connection:
            await connection.execute(self._database.upsert(JUDGEMENTS), [row])


def _turns(guild: int, *columns: ColumnElement[Any]) -> Select[Any]:
    judged = TURNS.outerjoin(JUDGEMENTS, JUDGEMENTS.c.message == TURNS.c.message)
    mine = (TURNS.c.guild == guild) & _REACHED.is_not(None)
    rows = select(*columns).select_from(judged).where(mine)
    return rows.order_by(TURNS.c.hour.desc(), TURNS.c.message.desc()).limit(NEWEST)
