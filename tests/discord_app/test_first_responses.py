"""An interaction's first response, where what is to be shown and "thinking" are sent together."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord_app import sending
from bot.discord_app.sending import respond, within_patience

MESSAGE, THINKING = "message", "thinking"
_ON_ITS_WAY = 20
"""Rounds of the event loop that a slow line takes."""


class OnALine:
    """An interaction whose first response arrives late; Discord takes one, and refuses others."""

    def __init__(self, slow: str) -> None:
        self.extras: dict[str, Any] = {}
        self.response = self
        self.begun = asyncio.Event()
        """Whether the slow one is on its way."""
        self.shown: list[str] = []
        self._slow = slow

    def is_done(self) -> bool:
        return bool(self.shown)

    async def send_message(self, **_: Any) -> Any:
        return await self._take(MESSAGE)

    async def defer(self, **_: Any) -> Any:
        return await self._take(THINKING)

    async def edit_original_response(self, **_: Any) -> None:
        assert self.shown, "there is nothing to edit yet"
        self.shown[0] = MESSAGE

    async def _take(self, what: str) -> Any:
        if what == self._slow:
            self.begun.set()
            for _ in range(_ON_ITS_WAY):
                await asyncio.sleep(0)
        assert not self.shown, "an interaction has one first response"
        self.shown.append(what)
        return SimpleNamespace(message_id=1)


@pytest.mark.parametrize("slow", [MESSAGE, THINKING])
async def test_what_is_ready_while_the_bot_begins_to_think_is_shown(
    monkeypatch: pytest.MonkeyPatch, slow: str
) -> None:
    monkeypatch.setattr(sending, "_DEFER_AFTER_S", 0.0)
    line = OnALine(slow)
    interaction: Any = line

    async def work() -> None:
        if slow == THINKING:
            await line.begun.wait()
        await respond(interaction, discord.ui.LayoutView(), ephemeral=True)

    await within_patience(interaction, work(), ephemeral=True)
    assert line.shown == [MESSAGE]
