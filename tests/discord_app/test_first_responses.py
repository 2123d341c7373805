"""An interaction's first response, where what is to be shown and "thinking" are sent together."""

from __future__ import annotations

import asyncio
from time import sleep
from typing import Any

import pytest
from simcord.http import client

from bot.dialogue import publishing_wording as wording
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of

pytestmark = pytest.mark.bridge

MESSAGE, THINKING = 4, 5


@pytest.mark.parametrize("slow", [MESSAGE, THINKING])
async def test_what_is_ready_while_the_bot_begins_to_think_is_shown(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, slow: int
) -> None:
    send = client.FakeWebhookAdapter.request

    async def on_a_slow_line(*of: Any, **sent: Any) -> Any:
        if (sent.get("payload") or {}).get("type") == slow:
            await asyncio.to_thread(sleep, 0.3)
        return await send(*of, **sent)

    history = harbour.newsroom.revisions.history

    async def slowly(*of: Any, **wanted: Any) -> Any:
        await asyncio.to_thread(sleep, 0.1 if slow == MESSAGE else 0.3)
        return await history(*of, **wanted)

    monkeypatch.setattr("bot.discord_app.sending._DEFER_AFTER_S", 0.2)
    monkeypatch.setattr(client.FakeWebhookAdapter, "request", on_a_slow_line)
    monkeypatch.setattr(harbour.newsroom.revisions, "history", slowly)
    shown = await harbour.moderator.slash(harbour.channel, "content history")
    assert wording.NO_HISTORY in text_of(shown)
