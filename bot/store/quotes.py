"""Which answers that were posted quote which passage: a bounded ledger for corrections."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sqlalchemy import delete, select, update

from bot.store.database import Database
from bot.store.tables import QUOTES

MOST_QUOTES: Final = 100_000
"""Answers that are remembered; the oldest of more are forgotten."""

_PASSAGES: Final = 500
"""In one statement."""

_MOST_READ: Final = 10_000

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


class SqlQuotes:
    """Posted answers in a database: ids of messages and passages, nothing of readers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, quotes: Sequence[Quote]) -> None:
        """Keep answers; one that is known has been edited. Raises `StoreError`."""
        if quotes:
            async with self._database.writing() as connection:
                rows = [_row(quote) for quote in quotes]
                await connection.execute(self._database.upsert(QUOTES), rows)

    async def outdated(self, guild: int, now: Mapping[str, str]) -> tuple[Quote, ...]:
        """Give the answers that quote other words of these passages than now, the newest first.

        `now` gives the digest of a passage's words. Raises `StoreError`.
        """
        found: list[Quote] = []
        passages = iter(now)
        while some := tuple(islice(passages, _PASSAGES)):
            rows = select(QUOTES).where(QUOTES.c.guild == guild, QUOTES.c.passage.in_(some))
            newest = rows.order_by(QUOTES.c.message.desc()).limit(_MOST_READ)
            found += map(_quote, await self._database.rows(newest))
        return tuple(quote for quote in found if quote.digest != now[quote.passage])

    async def latest(self, guild: int) -> tuple[Quote, ...]:
        """Give the answers of a guild, the newest first. Raises `StoreError`."""
        rows = select(QUOTES).where(QUOTES.c.guild == guild)
        newest = rows.order_by(QUOTES.c.message.desc()).limit(_MOST_READ)
        return tuple(map(_quote, await self._database.rows(newest)))

    async def corrected(self, quote: Quote, notes: Collection[str]) -> None:
        """Note that an answer says more by now: digests of what it says. Raises `StoreError`."""
        all_notes = " ".join((*quote.notes, *notes))
        is_it = QUOTES.c.message == quote.message
        await self._database.change(update(QUOTES).where(is_it).values(notes=all_notes))

    async def forget(self, messages: Collection[int]) -> None:
        """Forget answers that are gone. Raises `StoreError`."""
        await self._database.change(delete(QUOTES).where(QUOTES.c.message.in_(messages)))

    async def tidy(self, hour: int, most: int = MOST_QUOTES) -> None:
        """Forget what is too old by an hour, or too much. Raises `StoreError`."""
        last = select(QUOTES.c.message).order_by(QUOTES.c.message.desc()).offset(most).limit(1)
        async with self._database.writing() as connection:
            await connection.execute(delete(QUOTES).where(QUOTES.c.hour < hour - KEPT_HOURS))
            too_old = await connection.scalar(last)
            if too_old is not None:
                await connection.execute(delete(QUOTES).where(QUOTES.c.message <= too_old))


def _row(quote: Quote) -> dict[str, Any]:
    return {
        "message": quote.message,
        "channel": quote.channel,
        "guild": quote.guild,
        "hour": quote.hour,
        "passage": quote.passage,
        "digest": quote.digest,
        "notes": " ".join(quote.notes),
    }


def _quote(row: Any) -> Quote:
    rest = {name: row[name] for name in ("channel", "guild", "hour", "passage", "digest")}
    return Quote(message=row["message"], notes=tuple(row["notes"].split()), **rest)
