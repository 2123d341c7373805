"""Holds requests back until they may be sent: by whose shards they are, and by our share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

import aiohttp

from bot.discord_app.connection.pause import GATEWAY_SCHEMES, LONGEST_WAIT_S, PausedError
from bot.fleet.plan import rest_share
from bot.fleet.worker import NotOursError

if TYPE_CHECKING:
    from bot.fleet.worker import Worker

Hold = Callable[
    [aiohttp.ClientSession, SimpleNamespace, aiohttp.TraceRequestStartParams], Awaitable[None]
]
"""Returns when a request may be sent, and raises `PausedError` when it may not."""

_BURST_S: Final = 0.2
"""What was not used is saved up for so long."""

_WITHOUT_LIMIT: Final = ("/interactions/", "/webhooks/")
"""Answers to interactions, which Discord does not count."""


class SilencedError(PausedError):
    """A request was not sent: the shards are another process's."""


def fence(worker: Worker) -> Hold:
    """Let only the owner of its shards send anything."""

    async def hold(
        _: aiohttp.ClientSession, __: SimpleNamespace, sent: aiohttp.TraceRequestStartParams
    ) -> None:
        if sent.url.scheme in GATEWAY_SCHEMES:
            return
        try:
            await worker.may_send()
        except NotOursError as error:
            raise SilencedError(str(error)) from None

    return hold


class Share:
    """One process's part of the requests that Discord allows the bot, in the order they come."""

    def __init__(self, owners: Callable[[], int]) -> None:
        self._owners = owners
        self._next_at = 0.0

    async def hold(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, sent: aiohttp.TraceRequestStartParams
    ) -> None:
        """Wait for a request's turn."""
        is_free = any(part in sent.url.path for part in _WITHOUT_LIMIT)
        if sent.url.scheme in GATEWAY_SCHEMES or is_free:
            return
        now = monotonic()
        turn = max(self._next_at, now)
        wait_s = turn - now - _BURST_S
        if wait_s > LONGEST_WAIT_S:
            raise PausedError(f"{wait_s:.0f} s of requests wait already")
        self._next_at = turn + 1 / rest_share(self._owners())
        if wait_s > 0:
            await asyncio.sleep(wait_s)
