"""Refused by the network in front of Discord, the bot sends no request until that is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.discord_app.connection import pause
from bot.discord_app.connection.pause import Pause, PausedError

DISCORDS_OWN = {"Via": "1.1 google", "Content-Type": "application/json"}


@dataclass
class Front:
    """Refuses the next request with these headers, and counts all."""

    url: str = ""
    refusal: dict[str, str] | None = None
    heard: int = 0

    async def answer(self, _: web.Request) -> web.Response:
        self.heard += 1
        told, self.refusal = self.refusal, None
        return web.Response() if told is None else web.Response(status=429, headers=told)


@dataclass
class Time:
    """Stands still, and says who waits for how long."""

    now: float = 1_000.0
    waited: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds


@pytest_asyncio.fixture
async def front() -> AsyncIterator[Front]:
    answering = Front()
    application = web.Application()
    application.router.add_get("/{path:.*}", answering.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    answering.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield answering
    await runner.cleanup()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    still = Time()
    monkeypatch.setattr(pause, "monotonic", lambda: still.now)
    monkeypatch.setattr(asyncio, "sleep", still.sleep)
    return still


async def ask(session: aiohttp.ClientSession, front: Front) -> None:
    async with session.get(f"{front.url}/messages"):
        pass


async def test_every_request_waits_until_the_refusal_is_over(front: Front, time: Time) -> None:
    silence = Pause()
    front.refusal = {"Retry-After": "120"}
    async with aiohttp.ClientSession(trace_configs=[silence.trace()]) as session:
        await ask(session, front)
        assert silence.left_s == 120.0
        await asyncio.gather(ask(session, front), ask(session, front))
    assert time.waited[0] == 120.0
    assert silence.left_s == 0.0
    assert front.heard == 3


async def test_what_would_wait_for_too_long_never_goes_out(front: Front, time: Time) -> None:
    silence = Pause()
    front.refusal = {"Retry-After": "3000"}
    async with aiohttp.ClientSession(trace_configs=[silence.trace()]) as session:
        await ask(session, front)
        with pytest.raises(PausedError):
            await ask(session, front)
    assert front.heard == 1
    assert time.waited == []


@pytest.mark.parametrize(
    ("told", "left_s"), [({}, 60.0), ({"Retry-After": "soon"}, 60.0), (DISCORDS_OWN, 0.0)]
)
async def test_discords_own_refusals_are_left_to_discord_py(
    front: Front, time: Time, told: dict[str, str], left_s: float
) -> None:
    silence = Pause()
    front.refusal = told
    async with aiohttp.ClientSession(trace_configs=[silence.trace()]) as session:
        await ask(session, front)
    assert silence.left_s == left_s
    assert time.waited == []
