"""A cog looks on, whatever one look comes to."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord_app.desk import Desk
from bot.discord_app.looking import Looking, Turns, looking
from bot.store.model import StoreError
from tests.waiting import until


class Counting(Looking):
    """Counts its looks, of which the first two fail."""

    looks = 0

    @looking(every_s=0.001, what="counting")
    async def look(self) -> None:
        """Look."""
        self.looks += 1
        if self.looks == 1:
            raise RuntimeError("a fault of ours")
        if self.looks == 2:
            raise StoreError("disk full")


@pytest.fixture
def desk() -> Any:
    return SimpleNamespace(is_draining=False)


async def test_a_look_that_fails_is_logged_and_the_next_one_comes(
    desk: Any, caplog: pytest.LogCaptureFixture
) -> None:
    nobody: Any = None
    cog = Counting(nobody, desk)
    await cog.cog_load()
    await until(lambda: cog.looks >= 4)
    await cog.cog_unload()
    assert "Fault in counting" in caplog.text
    assert "The database is away for counting: disk full" in caplog.text


async def test_two_cogs_of_a_kind_look_each_for_itself_and_none_once_it_is_taken_away(
    desk: Any,
) -> None:
    nobody: Any = None
    one, other = Counting(nobody, desk), Counting(nobody, desk)
    await one.cog_load()
    await until(lambda: one.looks >= 3)
    await one.cog_unload()
    assert other.looks == 0
    seen = one.looks
    await asyncio.sleep(0.05)
    assert one.looks == seen


async def test_a_bot_that_is_stopping_looks_no_more(desk: Any) -> None:
    nobody: Any = None
    cog = Counting(nobody, desk)
    desk.is_draining = True
    await cog.cog_load()
    await asyncio.sleep(0.05)
    await cog.cog_unload()
    assert cog.looks == 0


async def test_what_is_being_done_is_finished_by_a_bot_that_stops_and_nothing_else_begun(
    caplog: pytest.LogCaptureFixture,
) -> None:
    nobody: Any = None
    desk = Desk(nobody)
    done: list[str] = []

    async def do(one: str) -> None:
        done.append(f"{one}, {desk.busy} busy")
        if one == "first":
            raise RuntimeError("a fault of ours")
        desk.is_draining = True

    await Counting(nobody, desk).each(["first", "second", "third"], do, "doing")
    assert done == ["first, 1 busy", "second, 1 busy"]
    assert desk.busy == 0
    assert "Fault in doing" in caplog.text


async def test_without_a_database_nothing_else_is_tried() -> None:
    nobody: Any = None
    tried: list[str] = []

    async def do(one: str) -> None:
        tried.append(one)
        raise StoreError("disk full")

    with pytest.raises(StoreError):
        await Counting(nobody, Desk(nobody)).each(["first", "second"], do, "doing")
    assert tried == ["first"]


def test_guilds_take_turns_also_when_a_look_fails_at_one_of_them() -> None:
    turns = Turns()
    for guild in turns.of((1, 2, 3, 4)):
        if guild == 2:
            break  # as when it raises
    assert [*turns.of((1, 2, 3, 4))] == [3, 4, 1, 2]
    assert [*turns.of((1, 2, 3, 4))] == [3, 4, 1, 2]
    assert [*turns.of((3, 5))] == [3, 5]
