"""Which weekly reports were sent: whoever claims a week first sends it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqlalchemy import delete

from bot.store.database import Database
from bot.store.tables import REPORTS

_FIRST_MONDAY: Final = date(1970, 1, 5)


def week_of(day: date) -> int:
    """Give the number of the week in which a day is, from Monday to Sunday."""
    return (day - _FIRST_MONDAY).days // 7


def week_begins(week: int) -> date:
    """Give the Monday of a week."""
    return _FIRST_MONDAY + timedelta(weeks=week)


class SqlReports:
    """Claims in a database, which several processes may share."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, guild: int, week: int) -> bool:
        """Claim the report of a week; false where somebody has. Raises `StoreError`."""
        insert = self._database.insert(REPORTS).values(guild=guild, week=week)
        return bool(await self._database.change(insert.on_conflict_do_nothing()))

    async def release(self, guild: int, week: int) -> None:
        """Take a claim back: the report was not sent after all. Raises `StoreError`."""
        claimed = (REPORTS.c.guild == guild) & (REPORTS.c.week == week)
        await self._database.change(delete(REPORTS).where(claimed))
