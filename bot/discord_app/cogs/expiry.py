"""Keeps embargoes and expiry dates: reloads the content when one of them comes up."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Final

import discord
from discord.ext import commands, tasks

from bot.discord_app.desk import Desk

_log = logging.getLogger(__name__)

_EVERY_S: Final = 1.0
_AFTER_A_FAULT_S: Final = 60.0


class Expiry(commands.Cog):
    """Looks at the clock each second: to be shown too long may break an embargo."""

    def __init__(self, client: discord.Client, desk: Desk) -> None:
        self._client = client
        self._desk = desk
        self._not_before: datetime | None = None

    async def cog_load(self) -> None:
        """Begin to look."""
        self.look.start()

    async def cog_unload(self) -> None:
        """Stop looking."""
        self.look.cancel()

    @tasks.loop(seconds=_EVERY_S)
    async def look(self) -> None:
        """Reload once the content says that it is out of date; a fault waits a minute."""
        due, now = self._desk.library.valid_until, datetime.now(UTC)
        if due is None or now < due or (self._not_before is not None and now < self._not_before):
            return
        self._not_before = now + timedelta(seconds=_AFTER_A_FAULT_S)
        try:
            report = await asyncio.to_thread(self._desk.library.reload)
        except Exception:
            _log.exception("The content could not be reloaded though it was due at %s", due)
            return
        if report.is_applied:
            self._not_before = None
            _log.info("Content %s → %s, due at %s", report.before, report.after, due)
        else:
            _log.warning("Content that was due at %s is refused: %s", due, report.refusal)
