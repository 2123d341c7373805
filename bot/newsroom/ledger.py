"""Remembers what was quoted where: best effort, beside the replies, in batches."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import chain, islice
from typing import Final

from bot.store.database import Database
from bot.store.model import StoreError, hour_of
from bot.store.quotes import Quote, SqlQuotes
from bot.store.wordings import QuotedText, SqlWordings

_log = logging.getLogger(__name__)

_GATHER_S: Final = 1.0
"""What comes within so long is written together."""

_AGAIN_S: Final = 15.0
_CLOSE_S: Final = 1.0
_BATCH: Final = 200
_MOST_WAITING: Final = 2_000
_MOST_KNOWN: Final = 20_000

_Key = tuple[int, str, str]


class Ledger:
    """Takes quotes at once and writes them when it can. Its notes never wait and never fail.

    What is too much while the database is away is dropped: an answer then cannot be corrected,
    and what has changed in it is told without the old words.
    """

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self.texts = SqlWordings(database)
        self.quotes = SqlQuotes(database)
        self._now = now
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._new_texts: dict[_Key, QuotedText] = {}
        self._new_quotes: dict[int, tuple[Quote, ...]] = {}
        """By their messages."""
        self._known: dict[_Key, None] = {}
        """Texts that are surely kept."""

    def note_text(self, text: QuotedText) -> None:
        """Take what a passage says now; mostly it is known."""
        key = (text.guild, text.passage, text.digest)
        if key not in self._known and len(self._new_texts) < _MOST_WAITING:
            self._new_texts.setdefault(key, text)
            self._wake.set()

    def note_quotes(self, quotes: tuple[Quote, ...]) -> None:
        """Take all answers of a message that was posted or edited, the first one first."""
        if quotes and len(self._new_quotes) < _MOST_WAITING:
            self._new_quotes[quotes[0].message] = quotes
            self._wake.set()

    async def flush(self) -> None:
        """Write what waits. Raises `StoreError`."""
        while texts := dict(islice(self._new_texts.items(), _BATCH)):
            await self.texts.note(tuple(texts.values()))
            self._know(texts)
        while quotes := dict(islice(self._new_quotes.items(), _BATCH)):
            await self.quotes.note(tuple(chain.from_iterable(quotes.values())))
            for message, noted in quotes.items():
                if self._new_quotes.get(message) is noted:
                    del self._new_quotes[message]

    async def tidy(self) -> None:
        """Forget answers that are too old or too many. Raises `StoreError`."""
        await self.quotes.tidy(hour_of(self._now()))

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Write what waits, if that is quick, and stop."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        with suppress(StoreError, TimeoutError):
            async with asyncio.timeout(_CLOSE_S):
                await self.flush()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(_GATHER_S)
            self._wake.clear()
            try:
                await self.flush()
            except Exception as error:  # whatever a database does, readers must not notice
                _log.warning("What was quoted waits to be noted: %s", type(error).__name__)
                await asyncio.sleep(_AGAIN_S)
                self._wake.set()

    def _know(self, texts: dict[_Key, QuotedText]) -> None:
        for key in texts:
            self._new_texts.pop(key, None)
            self._known[key] = None
        while len(self._known) > _MOST_KNOWN:
            del self._known[next(iter(self._known))]
