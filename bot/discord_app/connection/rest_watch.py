"""Notes what becomes of each request to Discord, as the HTTP session tells it."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Final

import aiohttp

from bot.discord_app.connection.pause import GATEWAY_SCHEMES
from bot.discord_app.metrics import Metrics

_TOO_MANY: Final = 429
_SHARED: Final = "shared"
"""The limit of a resource, not ours: Discord does not hold it against us."""


def watch_requests(config: aiohttp.TraceConfig, metrics: Metrics) -> aiohttp.TraceConfig:
    """Let a session's requests be noted, those to the gateway apart."""

    async def ended(
        _: aiohttp.ClientSession, __: SimpleNamespace, heard: aiohttp.TraceRequestEndParams
    ) -> None:
        if heard.url.scheme not in GATEWAY_SCHEMES:
            _note(metrics, heard.response.status, heard.response.headers)

    async def failed(
        _: aiohttp.ClientSession, __: SimpleNamespace, heard: aiohttp.TraceRequestExceptionParams
    ) -> None:
        if heard.url.scheme not in GATEWAY_SCHEMES:
            metrics.requested(None)

    config.on_request_end.append(ended)
    config.on_request_exception.append(failed)
    return config


def _note(metrics: Metrics, status: int, headers: Mapping[str, str]) -> None:
    metrics.requested(status)
    scope = headers.get("X-RateLimit-Scope", "")
    if scope != _SHARED:
        metrics.refused(status)
    if status == _TOO_MANY:
        metrics.limited(scope, _seconds(headers.get("Retry-After", "0")))


def _seconds(told: str) -> float:
    try:
        return float(told)
    except ValueError:
        return 0.0
