"""A bot that is told to stop lets replies finish, and does not wait for one that never does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord_app import run
from tests.discord_app.conftest import Harbour

PATIENCE_S = 10.0
"""What docs/operating.md promises; service managers give three times as much."""


@pytest.mark.parametrize(("busy_for_s", "waited_s"), [(0.0, 0.0), (3.0, 3.0), (900.0, PATIENCE_S)])
async def test_replies_get_ten_seconds_to_finish(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    busy_for_s: float,
    waited_s: float,
) -> None:
    desk = SimpleNamespace(busy=int(busy_for_s > 0), is_draining=False)
    bot: Any = SimpleNamespace(desk=desk)
    waited = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal waited
        waited += seconds
        desk.busy = int(waited < busy_for_s - seconds / 2)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    await run._drain(bot)
    assert desk.is_draining
    assert waited == pytest.approx(waited_s, abs=0.1)
    assert ("1 replies unfinished" in caplog.text) is (busy_for_s > PATIENCE_S)


@pytest.mark.parametrize(
    "command",
    [
        *("help", "privacy", "stats", "unanswered", "content reload", "content status"),
        *("content history", "settings show", "setup check", "teach list", "teach answer"),
    ],
)
async def test_whoever_uses_a_command_is_being_served_until_all_is_said(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    busy: list[int] = []

    def watched(say: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def say_and_watch(*given: Any, **named: Any) -> Any:
            said = await say(*given, **named)
            busy.append(harbour.bot.desk.busy)
            return said

        return say_and_watch

    for place, name in (
        (discord.InteractionResponse, "send_message"),
        (discord.InteractionResponse, "send_modal"),
        (discord.Interaction, "edit_original_response"),
        (discord.Webhook, "send"),
    ):
        monkeypatch.setattr(place, name, watched(getattr(place, name)))
    await harbour.moderator.slash(harbour.channel, command)
    assert busy
    assert min(busy) > 0
    assert harbour.bot.desk.busy == 0
