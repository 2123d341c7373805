"""What readers put to the editors: kept, announced to them, and told of once it is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.store.asks import Ask, SqlAsks

if TYPE_CHECKING:
    from bot.store.database import Database


class Asking:
    """Asks of all guilds. What touches the database raises `StoreError`."""

    def __init__(self, database: Database) -> None:
        self.kept = SqlAsks(database)
        self._news: dict[int, int] = {}
        self._newly_waiting: set[int] = set()

    async def put(self, ask: Ask) -> bool:
        """Put a question to the editors of its guild; say whether it is a new one."""
        is_new = await self.kept.put(ask)
        if is_new:
            self._news[ask.guild] = self._news.get(ask.guild, 0) + 1
        return is_new

    async def tell_me(self, guild: int, message: int, voter: str, reader: int | None) -> bool:
        """Note who wants to hear of an answer, or nobody; say whether the ask is still there."""
        is_noted = await self.kept.want_to_hear(message, voter, reader)
        if is_noted and reader is not None:
            self._newly_waiting.add(guild)
        return is_noted

    @contextmanager
    def newly_waiting(self) -> Iterator[frozenset[int]]:
        """Give, once, the guilds in which somebody has lately wanted to hear: it may be answered.

        Who says so meanwhile is among the next, and all are given again when the block fails.
        """
        newly, self._newly_waiting = self._newly_waiting, set()
        try:
            yield frozenset(newly)
        except BaseException:
            self._newly_waiting |= newly
            raise

    def announce_later(self, guild: int, count: int) -> None:
        """Count asks among the news again: their editors could not be told now."""
        self._news[guild] = self._news.get(guild, 0) + count

    def news(self) -> Mapping[int, int]:
        """Give how many asks each guild got since this was called last.

        Only of this process, and since its start: `/unanswered` counts them all.
        """
        news, self._news = self._news, {}
        return news
