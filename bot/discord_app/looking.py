"""Cogs that look, again and again, whether there is something to be done."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import Any, TypeVar

from discord.ext import tasks

from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.workers import BusyError
from bot.store.model import StoreError

_log = logging.getLogger(__name__)

C = TypeVar("C", bound="Looking")
T = TypeVar("T")


def looking(*, every_s: float, what: str) -> Callable[[Callable[[C], Awaitable[None]]], Any]:
    """Let a method of a `Looking` be called again and again; whatever fails waits for a next look.

    A loop of discord.py's ends for good with what it does not catch.
    """

    def decorate(look: Callable[[C], Awaitable[None]]) -> Any:
        @wraps(look)
        async def safely(cog: C) -> None:
            if cog.is_over:
                return
            try:
                await look(cog)
            except StoreError as error:
                _log.warning("The database is away for %s: %s", what, error)
            except Exception:
                _log.exception("Fault in %s", what)

        return tasks.loop(seconds=every_s)(safely)

    return decorate


class Looking(DeskCog):
    """Looks from the moment on at which it is added to the bot, until it is taken away."""

    @property
    def is_over(self) -> bool:
        """Say whether the bot ends, so that nothing new is to be begun."""
        return self._desk.is_draining

    async def cog_load(self) -> None:
        """Begin to look."""
        for loop in self._loops():
            loop.start()

    async def cog_unload(self) -> None:
        """Stop looking."""
        for loop in self._loops():
            loop.cancel()

    async def each(self, found: Iterable[T], do: Callable[[T], Awaitable[None]], what: str) -> None:
        """Do one after the other; what one meets with holds up no other.

        Whoever ends the bot waits for the one that is being done, and the others are left.
        """
        for one in found:
            if self.is_over:
                return
            with self._desk.serving():
                try:
                    await do(one)
                except (BusyError, StoreError):  # the others would meet with the same
                    raise
                except Exception:
                    _log.exception("Fault in %s", what)

    def _loops(self) -> Iterator[tasks.Loop[Any]]:
        names = [name for name, value in vars(type(self)).items() if isinstance(value, tasks.Loop)]
        return (getattr(self, name) for name in names)


class Turns:
    """Lets guilds take turns over several looks, so that none waits behind another for ever."""

    def __init__(self) -> None:
        self._last: int | None = None

    def of(self, guilds: Sequence[int]) -> Iterator[int]:
        """Give each guild, first those after the one at which the last look ended, or failed."""
        first = guilds.index(self._last) + 1 if self._last in guilds else 0
        for guild in (*guilds[first:], *guilds[:first]):
            self._last = guild
            yield guild
