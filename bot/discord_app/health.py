"""Tells whether the bot is alive (/healthz), whether it is ready (/readyz), and how it fares."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

from bot.discord_app.metrics import CONTENT_TYPE

_log = logging.getLogger(__name__)

Readiness = Callable[[], Mapping[str, bool]]
"""Gives each thing that readiness depends on, and whether it is in order."""

Degraded = Callable[[], Sequence[str]]
"""Names what does worse than it could, though the bot answers."""

Told = Callable[[], bytes]
"""Gives the metrics as text."""

_READY: Final = 200
_NOT_READY: Final = 503


@asynccontextmanager
async def health_server(
    host: str,
    port: int,
    readiness: Readiness,
    degraded: Degraded,
    metrics: Told,
) -> AsyncIterator[int | None]:
    """Serve the three addresses, and give the port; none when it cannot be had.

    A bot that answers readers is worth more than one that can be watched: a taken port is
    logged, and the bot goes on.
    """
    runner = web.AppRunner(_application(readiness, degraded, metrics), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            _log.warning("No health checks: %s:%s cannot be listened on: %s", host, port, error)
            yield None
        else:
            bound = int(runner.addresses[0][1])
            _log.info("Health checks on http://%s:%s/healthz, /readyz and /metrics", host, bound)
            yield bound
    finally:
        await runner.cleanup()


def _application(readiness: Readiness, degraded: Degraded, metrics: Told) -> web.Application:
    async def alive(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def ready(_: web.Request) -> web.Response:
        state = dict(readiness())
        status = _READY if all(state.values()) else _NOT_READY
        body = {"ready": status == _READY, **state, "degraded": list(degraded())}
        return web.json_response(body, status=status)

    async def measured(_: web.Request) -> web.Response:
        return web.Response(body=metrics(), headers={"Content-Type": CONTENT_TYPE})

    application = web.Application()
    application.router.add_get("/healthz", alive)
    application.router.add_get("/readyz", ready)
    application.router.add_get("/metrics", measured)
    return application
