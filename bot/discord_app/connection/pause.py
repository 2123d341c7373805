"""Keeps quiet when the network in front of Discord says so, for every request alike.

discord.py waits out the rate limits that Discord itself announces. A 429 from the network in
front of it means the whole address: there discord.py gives up, and going on would prolong it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from time import monotonic
from types import SimpleNamespace
from typing import Final

import aiohttp

_log = logging.getLogger(__name__)

LONGEST_WAIT_S: Final = 10 * 60.0
"""A request waits no longer: after that, nobody waits for its answer."""

_LONGEST_PAUSE_S: Final = 3600.0
_UNTOLD_S: Final = 60.0
"""How long to keep quiet when nobody says how long."""

_TOO_MANY: Final = 429
GATEWAY_SCHEMES: Final = frozenset({"ws", "wss"})


class PausedError(aiohttp.ClientError):
    """A request was not sent, because it would have had to wait for too long."""


class Pause:
    """The time until which no request is sent; what hears of it are all requests of a session."""

    def __init__(self) -> None:
        self._over = 0.0

    def trace(self) -> aiohttp.TraceConfig:
        """Give what an HTTP session needs to hold its requests back, and to learn of a pause."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._hold)
        config.on_request_end.append(self._learn)
        return config

    @property
    def left_s(self) -> float:
        """How long it still lasts; 0 when there is none."""
        return max(self._over - monotonic(), 0.0)

    async def _hold(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, sent: aiohttp.TraceRequestStartParams
    ) -> None:
        if sent.url.scheme in GATEWAY_SCHEMES:
            return
        while (left_s := self.left_s) > 0:
            if left_s > LONGEST_WAIT_S:
                raise PausedError(f"Discord hears nothing from us for {left_s:.0f} s")
            await asyncio.sleep(left_s)

    async def _learn(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, heard: aiohttp.TraceRequestEndParams
    ) -> None:
        headers = heard.response.headers
        if heard.response.status != _TOO_MANY or _is_discords_own(headers):
            return
        pause_s = _told(headers)
        self._over = max(self._over, monotonic() + pause_s)
        _log.warning("Refused in front of Discord (429): sending nothing for %.0f s", pause_s)


def _is_discords_own(headers: Mapping[str, str]) -> bool:
    """Say whether discord.py takes care of this rate limit, by the signs that it looks for."""
    return bool(headers.get("Via")) and headers.get("Content-Type") == "application/json"


def _told(headers: Mapping[str, str]) -> float:
    try:
        told = float(headers.get("Retry-After", _UNTOLD_S))
    except ValueError:
        told = _UNTOLD_S
    return min(max(told, 0.0), _LONGEST_PAUSE_S)
