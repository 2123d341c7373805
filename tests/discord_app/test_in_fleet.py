"""A process follows the others: at once when it is told, and by itself when it is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord_app import in_fleet as module
from bot.discord_app.in_fleet import in_fleet
from bot.fleet.rows import Who
from bot.store.model import StoreError


class Worker:
    """Stands in for a process of a fleet; `hint` is what the database tells."""

    def __init__(self, *, hears: bool, after: int = 0) -> None:
        self.describe: Callable[[Who], Who] = lambda who: who
        self.hint: Callable[[], None] = lambda: None
        self._hears = hears
        self._after = after

    async def __aenter__(self) -> None:
        pass

    async def __aexit__(self, *_: object) -> None:
        pass

    @asynccontextmanager
    async def listening(self, heard: Callable[[], None]) -> AsyncIterator[asyncio.Event]:
        self._after -= 1
        if not self._hears or self._after >= 0:
            raise StoreError("no line")
        self.hint = heard
        yield asyncio.Event()


class Newsroom:
    """Counts how often it looks; the second and the third look fail."""

    def __init__(self) -> None:
        self.latest_change = 7
        self.looks = 0
        self.looked = asyncio.Event()

    async def refresh(self) -> None:
        self.looks += 1
        self.looked.set()
        if self.looks == 2:
            raise StoreError("away")
        if self.looks == 3:
            raise RuntimeError("a fault of ours")

    async def until_looked(self, times: int) -> None:
        async with asyncio.timeout(20):
            while self.looks < times:
                self.looked.clear()
                await self.looked.wait()


def a_bot(newsroom: Newsroom | None) -> Any:
    content = SimpleNamespace(corpus=SimpleNamespace(revision="r1"))
    desk = SimpleNamespace(newsroom=newsroom, library=SimpleNamespace(current=content))
    return SimpleNamespace(desk=desk, is_connected=True)


async def test_it_looks_at_once_when_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_S", 3600.0)
    worker, newsroom = Worker(hears=True), Newsroom()
    stand_in: Any = worker
    async with in_fleet(stand_in, a_bot(newsroom)):
        for times in range(1, 5):
            await newsroom.until_looked(times)
            worker.hint()


async def test_it_is_told_again_once_there_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_S", 3600.0)
    monkeypatch.setattr(module, "_LISTEN_AGAIN_S", 0.01)
    newsroom = Newsroom()
    stand_in: Any = Worker(hears=True, after=2)
    async with in_fleet(stand_in, a_bot(newsroom)):
        await newsroom.until_looked(1)


async def test_it_looks_by_itself_when_nobody_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_S", 0.01)
    newsroom = Newsroom()
    stand_in: Any = Worker(hears=False)
    async with in_fleet(stand_in, a_bot(newsroom)):
        await newsroom.until_looked(5)


async def test_that_it_listens_no_more_is_logged_and_it_looks_by_itself(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "_LOOK_S", 0.01)
    worker, newsroom = Worker(hears=True), Newsroom()

    def fail(_: Callable[[], None]) -> Any:
        raise RuntimeError("the wick broke")

    monkeypatch.setattr(worker, "listening", fail)
    stand_in: Any = worker
    async with in_fleet(stand_in, a_bot(newsroom)):
        await newsroom.until_looked(5)
        assert "the wick broke" in caplog.text


async def test_it_tells_what_it_serves() -> None:
    worker = Worker(hears=True)
    stand_in: Any = worker
    async with in_fleet(stand_in, a_bot(Newsroom())):
        told = worker.describe(Who("a", "host", 1, "1.0"))
    assert (told.revision, told.change, told.is_ready) == ("r1", 7, True)


async def test_alone_it_follows_nobody() -> None:
    newsroom = Newsroom()
    async with in_fleet(None, a_bot(newsroom)):
        await asyncio.sleep(0)
    assert newsroom.looks == 0
