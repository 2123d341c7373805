"""Which answers that were posted quote which passage: a bounded ledger for corrections."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sqlalchemy import Delete, RowMapping, Table, delete, select, update

from bot.store.database import Database
from bot.store.tables import FURTHER_QUOTES, QUOTES

MOST_QUOTES: Final = 100_000
"""Answers that are remembered; the oldest of more are forgotten."""

_TABLES: Final = (QUOTES, FURTHER_QUOTES)

_FIRST: Final = select(QUOTES)
_FURTHER: Final = select(
    FURTHER_QUOTES,
    QUOTES.c.passage.label("first_passage"),
    QUOTES.c.digest.label("first_digest"),
).join(QUOTES, QUOTES.c.message == FURTHER_QUOTES.c.message)
"""An answer whose message has no first one any more cannot be told from another's."""

_SHARED: Final = ("message", "channel", "guild", "hour", "passage", "digest")

_PASSAGES: Final = 500
"""In one statement."""

_MOST_READ: Final = 10_000

LATER: Final = "+"
"""Before the digest of a note that was written into an answer after it was posted."""

KEPT_HOURS: Final = 30 * 24
"""An answer that is older is read by nobody any more."""


@dataclass(frozen=True, slots=True)
class Quote:
    """An answer in a channel, and what it quotes."""

    message: int
    channel: int
    guild: int
    hour: int
    passage: str
    digest: str
    """Of the words that it quotes."""
    notes: tuple[str, ...] = ()
    """Digests of the notes that it shows beside them, and of the page that they are from."""
    place: int = 0
    """Which of the message's answers it is, counted from 0."""
    first: tuple[str, str] | None = None
    """Passage and digest of the first answer, where this is a further one."""

    @property
    def later(self) -> frozenset[str]:
        """Give the digests of the notes that were written into it after it was posted."""
        return frozenset(note.removeprefix(LATER) for note in self.notes if note.startswith(LATER))

    @property
    def shown(self) -> frozenset[str]:
        """Give the digests of all notes that it shows."""
        return frozenset(note.removeprefix(LATER) for note in self.notes)


class SqlQuotes:
    """Posted answers in a database: ids of messages and passages, nothing of readers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, quotes: Iterable[Quote]) -> None:
        """Keep all answers of some messages; one that is known has been edited.

        Raises `StoreError`.
        """
        first: list[dict[str, Any]] = []
        further: list[dict[str, Any]] = []
        for quote in quotes:
            (further if quote.place else first).append(_row(quote))
        if not first:
            return
        messages = {row["message"] for row in first}
        async with self._database.writing() as connection:
            await connection.execute(self._database.upsert(QUOTES), first)
            await connection.execute(_of_messages(FURTHER_QUOTES, messages))
            if further:
                await connection.execute(self._database.upsert(FURTHER_QUOTES), further)

    async def outdated(self, guild: int, now: Mapping[str, str]) -> tuple[Quote, ...]:
        """Give the answers that quote other words of these passages than now, the newest first.

        `now` gives the digest of a passage's words. Raises `StoreError`.
        """
        found: list[Quote] = []
        passages = iter(now)
        while some := tuple(islice(passages, _PASSAGES)):
            found += await self._newest(guild, some)
        return _in_order(quote for quote in found if quote.digest != now[quote.passage])

    async def latest(self, guild: int) -> tuple[Quote, ...]:
        """Give the answers of a guild, the newest first. Raises `StoreError`."""
        return _in_order(await self._newest(guild))

    async def amended(self, guild: int) -> tuple[Quote, ...]:
        """Give a guild's answers into which notes were written later, the newest first.

        Raises `StoreError`.
        """
        return _in_order(await self._newest(guild, is_amended=True))

    async def corrected(self, quote: Quote, notes: Collection[str]) -> None:
        """Note that an answer says more by now: digests of what it says. Raises `StoreError`."""
        await self._renote(quote, (*quote.notes, *notes))

    async def taken_back(self, quote: Quote, notes: Collection[str]) -> None:
        """Note that an answer no longer says what was written into it. Raises `StoreError`."""
        await self._renote(quote, [note for note in quote.notes if note not in notes])

    async def _renote(self, quote: Quote, notes: Iterable[str]) -> None:
        all_notes = " ".join(notes)
        table = FURTHER_QUOTES if quote.place else QUOTES
        changed = update(table).where(table.c.message == quote.message).values(notes=all_notes)
        if quote.place:
            changed = changed.where(table.c.place == quote.place)
        await self._database.change(changed)

    async def forget(self, messages: Collection[int]) -> None:
        """Forget all answers of messages that are gone. Raises `StoreError`."""
        async with self._database.writing() as connection:
            for table in _TABLES:
                await connection.execute(_of_messages(table, messages))

    async def tidy(self, hour: int, most: int = MOST_QUOTES) -> None:
        """Forget what is too old by an hour, or too much. Raises `StoreError`."""
        last = select(QUOTES.c.message).order_by(QUOTES.c.message.desc()).offset(most).limit(1)
        async with self._database.writing() as connection:
            for table in _TABLES:
                await connection.execute(delete(table).where(table.c.hour < hour - KEPT_HOURS))
            too_old = await connection.scalar(last)
            for table in _TABLES if too_old is not None else ():
                await connection.execute(delete(table).where(table.c.message <= too_old))

    async def _newest(
        self, guild: int, passages: Collection[str] | None = None, *, is_amended: bool = False
    ) -> list[Quote]:
        """Read a guild's answers, of all passages or of these; or only those with later notes."""
        found: list[Quote] = []
        for table, answers in ((QUOTES, _FIRST), (FURTHER_QUOTES, _FURTHER)):
            rows = answers.where(table.c.guild == guild).order_by(table.c.message.desc())
            if passages is not None:
                rows = rows.where(table.c.passage.in_(passages))
            if is_amended:
                rows = rows.where(table.c.notes.contains(LATER))
            found += map(_quote, await self._database.rows(rows.limit(_MOST_READ)))
        return found


def _of_messages(table: Table, messages: Collection[int]) -> Delete:
    return delete(table).where(table.c.message.in_(messages))


def _in_order(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(sorted(quotes, key=lambda quote: (-quote.message, quote.place)))


def _row(quote: Quote) -> dict[str, Any]:
    row = {name: getattr(quote, name) for name in _SHARED}
    place = {"place": quote.place} if quote.place else {}
    return row | place | {"notes": " ".join(quote.notes)}


def _quote(row: RowMapping) -> Quote:
    both = {name: row[name] for name in _SHARED}
    first = (row["first_passage"], row["first_digest"]) if "place" in row else None
    return Quote(**both, notes=tuple(row["notes"].split()), place=row.get("place", 0), first=first)
