"""Lets go of what the bot remembers only for a while, also when nobody asks anything any more."""

from __future__ import annotations

from typing import Final

from bot.discord_app.looking import Looking, looking

_EVERY_S: Final = 60.0


class Forgetting(Looking):
    """Looks every minute, so that a quarter of an hour is one on a quiet night as well."""

    @looking(every_s=_EVERY_S, what="forgetting")
    async def look(self) -> None:
        """Forget what has expired."""
        self._desk.forget_expired()
