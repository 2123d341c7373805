"""What runs beside the bot does so come what may, and no longer than the bot."""

from __future__ import annotations

import asyncio

import pytest

from bot.discord_app.alongside import alongside, give_back_memory


async def test_gives_back_again_and_again_until_the_end() -> None:
    loop, enough = asyncio.get_running_loop(), asyncio.Event()
    given: list[int] = []

    def give_back() -> None:
        given.append(1)
        if len(given) >= 3:
            loop.call_soon_threadsafe(enough.set)

    async with alongside(give_back_memory(give_back, every_s=0.0)), asyncio.timeout(20):
        await enough.wait()
    after = len(given)
    await asyncio.sleep(0.01)
    assert len(given) <= after + 1  # one may have been on its way


async def test_a_fault_is_logged_and_the_next_time_comes(caplog: pytest.LogCaptureFixture) -> None:
    loop, enough = asyncio.get_running_loop(), asyncio.Event()
    given: list[int] = []

    def give_back() -> None:
        given.append(1)
        if len(given) == 1:
            raise OSError("no memory to be had")
        loop.call_soon_threadsafe(enough.set)

    async with alongside(give_back_memory(give_back, every_s=0.0)), asyncio.timeout(20):
        await enough.wait()
    assert "no memory to be had" in caplog.text


async def test_work_that_fails_is_logged_at_once_and_the_rest_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failed = asyncio.Event()

    async def fail() -> None:
        asyncio.get_running_loop().call_soon(failed.set)
        raise RuntimeError("the wick broke")

    async with alongside(fail()), asyncio.timeout(20):
        await failed.wait()
        assert "the wick broke" in caplog.text
