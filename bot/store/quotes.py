"""Which answers that were posted quote which passage: a bounded ledger for corrections."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, select, update

from bot.store.database import Database
from bot.store.tables import QUOTES

MOST_QUOTES: Final = 100_000
"""Answers that are remembered; the oldest of more are forgotten."""

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
    """Digests of the notes that it shows beside them."""


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

    async def outdated(
        self, guild: int, passage: str, digest: str, *, limit: int
    ) -> tuple[Quote, ...]:
        """Give uncorrected answers that quote other words of a passage, the newest first.

        Raises `StoreError`.
        """
        others = select(QUOTES).where(
            QUOTES.c.guild == guild,
            QUOTES.c.passage == passage,
            QUOTES.c.digest != digest,
            QUOTES.c.is_corrected.is_(False),
        )
        async with self._database.reading() as connection:
            newest = others.order_by(QUOTES.c.message.desc()).limit(limit)
            return tuple(map(_quote, (await connection.execute(newest)).mappings()))

    async def corrected(self, messages: Collection[int]) -> None:
        """Note that answers say by now what is to be said of them. Raises `StoreError`."""
        done = update(QUOTES).where(QUOTES.c.message.in_(messages)).values(is_corrected=True)
        async with self._database.writing() as connection:
            await connection.execute(done)

    async def forget(self, messages: Collection[int]) -> None:
        """Forget answers that are gone. Raises `StoreError`."""
        async with self._database.writing() as connection:
            await connection.execute(delete(QUOTES).where(QUOTES.c.message.in_(messages)))

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
        "is_corrected": False,
    }


def _quote(row: Any) -> Quote:
    rest = {name: row[name] for name in ("channel", "guild", "hour", "passage", "digest")}
    return Quote(message=row["message"], notes=tuple(row["notes"].split()), **rest)
