"""That memory is given back while the bot runs, and no longer."""

from __future__ import annotations

import asyncio

from bot.discord_app.alongside import alongside
from bot.discord_app.memory_upkeep import give_back_memory


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
