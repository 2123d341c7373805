"""Counts what was asked in a guild and what readers said of it: the database does the counting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Table, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.editorial.statistics import Became, DayCount, PassageCount, PeriodCounts, VoteCount
from bot.store.database import Database
from bot.store.model import Decided, hour_begins, hours_of
from bot.store.tables import FEEDBACK, TURNS

_MOST_PASSAGES: Final = 200
"""The most asked so many; reports list a few of them."""

LabelOf = Callable[[str], str]


class SqlStatistics:
    """Counts per guild and period, of days as UTC has them. Shadow turns were not said."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def counts(
        self, guild: int, first: date, last: date, label_of: LabelOf = str
    ) -> PeriodCounts:
        """Count all of a period at one moment. Raises `StoreError`."""
        async with self._database.reading() as connection:
            return PeriodCounts(
                first=first,
                last=last,
                days=await _days(connection, _asked(guild, first, last)),
                passages=await _passages(connection, _asked(guild, first, last), label_of),
                votes=await _votes(connection, _within(FEEDBACK, guild, first, last), label_of),
                readers=await _readers(connection, guild, first, last),
            )


def _within(table: Table, guild: int, first: date, last: date) -> ColumnElement[bool]:
    return and_(table.c.guild == guild, table.c.hour.between(*hours_of(first, last)))


def _asked(guild: int, first: date, last: date) -> ColumnElement[bool]:
    return and_(_within(TURNS, guild, first, last), TURNS.c.is_shadow.is_(False))


async def _days(connection: AsyncConnection, asked: ColumnElement[bool]) -> tuple[DayCount, ...]:
    # By the hour, as the index has it; whole numbers are divided differently by the databases.
    by_hour = select(TURNS.c.hour, TURNS.c.decided, func.count()).where(asked)
    rows = await connection.execute(by_hour.group_by(TURNS.c.hour, TURNS.c.decided))
    return tuple(
        DayCount(hour_begins(hour).date(), Became(decided), count) for hour, decided, count in rows
    )


async def _passages(
    connection: AsyncConnection, asked: ColumnElement[bool], label_of: LabelOf
) -> tuple[PassageCount, ...]:
    times = func.count()
    answered = asked & (TURNS.c.decided == Decided.ANSWER) & TURNS.c.passage.is_not(None)
    most = select(TURNS.c.passage, times).where(answered).group_by(TURNS.c.passage)
    rows = await connection.execute(most.order_by(times.desc(), TURNS.c.passage))
    found = rows.fetchmany(_MOST_PASSAGES)
    return tuple(PassageCount(passage, label_of(passage), count) for passage, count in found)


async def _votes(
    connection: AsyncConnection, said: ColumnElement[bool], label_of: LabelOf
) -> tuple[VoteCount, ...]:
    up, down = (func.sum(case((FEEDBACK.c.vote == vote, 1), else_=0)) for vote in (1, -1))
    voted = select(FEEDBACK.c.passage, up, down).where(said & FEEDBACK.c.vote.is_not(None))
    rows = await connection.execute(voted.group_by(FEEDBACK.c.passage))
    return tuple(VoteCount(passage, label_of(passage), int(u), int(d)) for passage, u, d in rows)


async def _readers(connection: AsyncConnection, guild: int, first: date, last: date) -> int | None:
    """Count different readers in the month that has most of them.

    Their hashes change with the month, so that over its end nobody can be recognised.
    """
    most = 0
    for begin, end in _months(first, last):
        different = select(func.count(TURNS.c.reader.distinct()))
        found = await connection.scalar(different.where(_asked(guild, begin, end)))
        most = max(most, found or 0)
    return most or None


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Cut a period at the ends of months."""
    begin = first
    while begin <= last:
        end = (begin.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        yield begin, min(end, last)
        begin = end + timedelta(days=1)
