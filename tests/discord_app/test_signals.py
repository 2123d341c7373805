"""Many hangups at once."""

from __future__ import annotations

import asyncio
import threading

from bot.discord_app.signals import Reloading
from bot.evaluation.replay import ReloadReport


async def test_however_many_hangups_come_one_reload_goes_on_and_one_waits() -> None:
    may_go_on, begun = threading.Event(), []

    def reload() -> ReloadReport:
        begun.append(1)
        may_go_on.wait(30)
        raise ValueError("nothing to report")

    reloading = Reloading(reload)
    for _ in range(50):
        reloading._begin()
        await asyncio.sleep(0)
    may_go_on.set()
    while reloading._running:
        await asyncio.gather(*reloading._running)
    assert len(begun) == 2
    reloading._begin()
    await asyncio.gather(*reloading._running)
    assert len(begun) == 3
