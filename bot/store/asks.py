"""Keeps the questions that readers put to the editors, and who wants to hear of an answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, delete, or_, select, update

from bot.store.database import Database
from bot.store.model import MOST_TURNS, ReaderHash
from bot.store.tables import ASKS


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that a reader put to the editors of a guild."""

    message: int
    """The question's own, or the answer's where the question is no message."""
    voter: str
    """Stands for the reader at this message alone: nobody asks the same twice."""
    channel: int
    guild: int
    hour: int
    """When it was put to them: whole hours since 1970, UTC."""
    question: str
    to_tell: int | None = None
    """The id of the reader, if the reader wants to hear of an answer."""
    reader: ReaderHash | None = None


class SqlAsks:
    """Asks in a database. They expire, and are erased, as turns are. All raises `StoreError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, ask: Ask) -> bool:
        """Keep an ask; say whether it is a new one."""
        statement = self._database.insert(ASKS).values(asdict(ask)).on_conflict_do_nothing()
        return bool(await self._database.change(statement))

    async def want_to_hear(self, message: int, voter: str, reader: int | None) -> bool:
        """Note who wants to hear of an answer, or nobody; say whether the ask is still there."""
        is_meant = (ASKS.c.message == message) & (ASKS.c.voter == voter)
        noted = update(ASKS).where(is_meant).values(to_tell=reader)
        return bool(await self._database.change(noted))

    async def guilds_waiting(self) -> tuple[int, ...]:
        """Give the guilds in which somebody wants to hear of an answer."""
        guilds = select(ASKS.c.guild).where(ASKS.c.to_tell.is_not(None)).distinct()
        return tuple(await self._database.column(guilds))

    async def waiting(self, guild: int) -> tuple[Ask, ...]:
        """Give a guild's asks of whom wants to hear of an answer, the oldest first."""
        is_meant = (ASKS.c.guild == guild) & ASKS.c.to_tell.is_not(None)
        return await self._some(is_meant)

    async def claim(self, ask: Ask) -> bool:
        """Let nobody else tell this reader; say whether that was still to be done.

        The id of the reader is gone with it.
        """
        is_meant = (
            (ASKS.c.message == ask.message)
            & (ASKS.c.voter == ask.voter)
            & (ASKS.c.to_tell == ask.to_tell)
        )
        claimed = update(ASKS).where(is_meant).values(to_tell=None)
        return bool(await self._database.change(claimed))

    async def of_guild(self, guild: int) -> tuple[Ask, ...]:
        """Give a guild's asks, the oldest first."""
        return await self._some(ASKS.c.guild == guild)

    async def of_reader(self, reader: int, hashes: Collection[ReaderHash]) -> tuple[Ask, ...]:
        """Give the asks of a reader, found by hash or by the id that was left to be told."""
        return await self._some(_of_reader(reader, hashes))

    async def forget_reader(self, reader: int, hashes: Collection[ReaderHash]) -> int:
        """Erase the asks of a reader; give how many there were."""
        return await self._database.change(delete(ASKS).where(_of_reader(reader, hashes)))

    async def _some(self, condition: ColumnElement[bool]) -> tuple[Ask, ...]:
        rows = select(ASKS).where(condition).order_by(ASKS.c.hour, ASKS.c.message)
        return tuple(Ask(**row) for row in await self._database.rows(rows.limit(MOST_TURNS)))


def _of_reader(reader: int, hashes: Collection[ReaderHash]) -> ColumnElement[bool]:
    return or_(ASKS.c.to_tell == reader, ASKS.c.reader.in_(hashes))
