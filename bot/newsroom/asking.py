"""What readers put to the editors: kept, announced to them, and told of once it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.store.asks import Ask, SqlAsks

if TYPE_CHECKING:
    from bot.store.database import Database


class Asking:
    """Asks of all guilds. What touches the database raises `StoreError`."""

    def __init__(self, database: Database) -> None:
        self.kept = SqlAsks(database)
        self._news: dict[int, int] = {}

    async def put(self, ask: Ask) -> bool:
        """Put a question to the editors of its guild; say whether it is a new one."""
        is_new = await self.kept.put(ask)
        if is_new:
            self._news[ask.guild] = self._news.get(ask.guild, 0) + 1
        return is_new

    def news(self) -> Mapping[int, int]:
        """Give how many asks each guild got since this was called last.

        Only of this process, and since its start: `/unanswered` counts them all.
        """
        news, self._news = self._news, {}
        return news
