"""What Discord holds back or refuses about a thread holds up nobody."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord_app.threads import retitle


async def test_a_title_that_discord_holds_back_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def held_back(**_: object) -> None:
        await asyncio.Event().wait()

    caplog.set_level("INFO")
    monkeypatch.setattr("bot.discord_app.threads._PATIENCE_S", 0.01)
    thread: Any = SimpleNamespace(name="why?", edit=held_back)
    async with asyncio.timeout(20):
        await retitle(thread, "who pays?")
    assert "A thread of ours stays as it is" in caplog.text


async def test_a_title_that_is_right_is_left_alone() -> None:
    thread: Any = SimpleNamespace(name="why?")  # to edit it would fail
    await retitle(thread, "why?")
