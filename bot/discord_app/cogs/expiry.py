"""Keeps embargoes and expiry dates: reloads the content when one of them comes up."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import Final

from discord.ext import commands

from bot.discord_app.desk import Desk
from bot.discord_app.looking import Looking, looking

_log = logging.getLogger(__name__)

_EVERY_S: Final = 1.0
_LOOKS_AFTER_A_FAULT: Final = 59


class Expiry(Looking):
    """Looks at the clock each second: to be shown too long may break an embargo."""

    def __init__(self, client: commands.Bot | commands.AutoShardedBot, desk: Desk) -> None:
        super().__init__(client, desk)
        self._rest = 0
        """Looks to be passed over after a fault."""

    @looking(every_s=_EVERY_S, what="keeping dates")
    async def look(self) -> None:
        """Reload once the content says that it is out of date; a fault waits a minute."""
        due = self._desk.library.valid_until
        if due is None or datetime.now(UTC) < due:
            return
        if self._rest:
            self._rest -= 1
            return
        self._rest = _LOOKS_AFTER_A_FAULT
        try:
            report = await asyncio.to_thread(self._desk.library.reload)
        except Exception:
            _log.exception("The content could not be reloaded though it was due at %s", due)
            return
        if report.is_applied:
            self._rest = 0
            _log.info("Content %s → %s, due at %s", report.before, report.after, due)
        else:
            _log.warning("Content that was due at %s is refused: %s", due, report.refusal)
