"""Waits before IDENTIFY while the day's budget of them is nearly spent.

Discord allows 1,000 IDENTIFYs a day and resets the token of a bot that takes more. A bot that is
started again and again, or whose sessions keep ending, would otherwise spend them all.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from typing import Any, Final

import discord

from bot.discord_app.sending import LINE_FAULTS

_log = logging.getLogger(__name__)

RESERVE: Final = 10
"""Left for an operator who has mended what spent the others."""

_FRESH_S: Final = 60.0
"""For so long Discord's word is counted on from, before it is asked again."""

_LOOK_AGAIN_S: Final = 600.0

AskDiscord = Callable[[], Awaitable[tuple[int, str, Mapping[str, Any]]]]
"""Gives what /gateway/bot says: shards, address, and the limit on sessions."""


class IdentifyBudget:
    """What is left of the day's IDENTIFYs, as Discord told it last."""

    def __init__(self, ask: AskDiscord) -> None:
        self._ask = ask
        self._left = 0
        self._told_at = float("-inf")

    async def wait(self) -> None:
        """Wait until an IDENTIFY is to be had. Where Discord does not say, there is no waiting."""
        while not self._is_fresh() and (wait_s := await self._ask_for_wait()) > 0:
            _log.warning(
                "Few IDENTIFYs are left for today (%s): waiting %.0f s", self._left, wait_s
            )
            await asyncio.sleep(wait_s)

    def take(self) -> None:
        """Count an IDENTIFY that is being sent."""
        self._left -= 1

    def _is_fresh(self) -> bool:
        return self._left > RESERVE and monotonic() - self._told_at < _FRESH_S

    async def _ask_for_wait(self) -> float:
        try:
            _, _, limit = await self._ask()
        except (discord.DiscordException, *LINE_FAULTS) as error:
            _log.warning("Discord does not say how many IDENTIFYs are left: %s", error)
            return 0.0
        self._left, self._told_at = int(limit["remaining"]), monotonic()
        if self._left > RESERVE:
            return 0.0
        return min(float(limit["reset_after"]) / 1000 + 1.0, _LOOK_AGAIN_S)
