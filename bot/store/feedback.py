"""What readers say of answers: a vote each, and what they meant instead."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, delete, null, select, update

from bot.store.database import Database
from bot.store.model import MOST_TURNS, ReaderHash
from bot.store.tables import FEEDBACK

SOMETHING_ELSE: Final = "-"
"""Stands for what was meant where the reader has not said which; no passage has this id."""


class Vote(IntEnum):
    """What a reader thinks of an answer."""

    FOR = 1
    AGAINST = -1


@dataclass(frozen=True, slots=True)
class Ballot:
    """An answer in the hands of a reader who says something of it."""

    message: int
    """The answer's own."""
    voter: str
    """Stands for the reader with this message alone; see `bot/store/readers.py`."""
    channel: int
    guild: int
    hour: int
    passage: str
    """What the answer showed."""
    revision: str
    reader: ReaderHash | None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is kept of a ballot."""

    ballot: Ballot
    vote: Vote | None
    meant: str | None


class SqlFeedback:
    """Readers' opinions in a database. Erased with the answer, the channel, the guild, by age."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def vote(self, ballot: Ballot, vote: Vote) -> Vote | None:
        """Count a vote, once a person: another one replaces it, and the same takes it back.

        Gives what counts now. Raises `StoreError`.
        """
        insert = self._database.insert(FEEDBACK).values(**asdict(ballot), vote=vote.value)
        new = insert.excluded
        is_same = and_(FEEDBACK.c.vote == new.vote, FEEDBACK.c.passage == new.passage)
        counts = case((is_same, null()), else_=new.vote)
        changes = {**_latest(new), "vote": counts}
        statement = insert.on_conflict_do_update(index_elements=_KEY, set_=changes)
        async with self._database.writing() as connection:
            now = await connection.scalar(statement.returning(FEEDBACK.c.vote))
            if now is None:
                says_nothing = FEEDBACK.c.vote.is_(None) & FEEDBACK.c.meant.is_(None)
                mine = _of(ballot.message, ballot.voter)
                await connection.execute(delete(FEEDBACK).where(mine & says_nothing))
        return None if now is None else Vote(now)

    async def not_meant(self, ballot: Ballot) -> None:
        """Note that something else was meant. Raises `StoreError`."""
        insert = self._database.insert(FEEDBACK).values(**asdict(ballot), meant=SOMETHING_ELSE)
        changes = {**_latest(insert.excluded), "meant": SOMETHING_ELSE}
        await self._database.change(insert.on_conflict_do_update(index_elements=_KEY, set_=changes))

    async def meant(self, message: int, voter: str, passage: str) -> None:
        """Note which passage was meant, by one who said before that it was something else.

        Raises `StoreError`.
        """
        said = _of(message, voter) & FEEDBACK.c.meant.is_not(None)
        await self._database.change(update(FEEDBACK).where(said).values(meant=passage))

    async def of_reader(self, hashes: Collection[ReaderHash]) -> tuple[Opinion, ...]:
        """Give what a reader said, the oldest first, the latest of many. Raises `StoreError`."""
        latest = select(FEEDBACK).where(FEEDBACK.c.reader.in_(hashes))
        latest = latest.order_by(FEEDBACK.c.hour.desc(), FEEDBACK.c.message.desc())
        rows = await self._database.rows(latest.limit(MOST_TURNS))
        return tuple(_opinion(dict(row)) for row in reversed(rows))


_KEY: Final = ("message", "voter")


def _latest(new: Any) -> dict[str, Any]:
    """Replace what an earlier opinion says of the answer: it may have been corrected since."""
    return {name: new[name] for name in ("hour", "passage", "revision", "reader")}


def _of(message: int, voter: str) -> ColumnElement[bool]:
    return and_(FEEDBACK.c.message == message, FEEDBACK.c.voter == voter)


def _opinion(row: dict[str, Any]) -> Opinion:
    vote, meant = row.pop("vote"), row.pop("meant")
    return Opinion(Ballot(**row), None if vote is None else Vote(vote), meant)
