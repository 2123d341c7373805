"""The day's budget of IDENTIFYs: asked for once in a while, kept in reserve, never in the way."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import discord
import pytest

from bot.discord_app.identify_budget import RESERVE, IdentifyBudget


@dataclass(slots=True)
class Gateway:
    """Stands in for /gateway/bot: says what is left, one answer after the other."""

    left: list[int]
    fault: Exception | None = None
    asked: int = 0
    pauses: list[float] = field(default_factory=list)

    async def ask(self) -> tuple[int, str, Mapping[str, Any]]:
        self.asked += 1
        if self.fault is not None:
            raise self.fault
        left = self.left.pop(0)
        return 1, "wss://gateway", {"remaining": left, "reset_after": 86_400_000, "total": 1000}

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


def a_budget(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> IdentifyBudget:
    monkeypatch.setattr(asyncio, "sleep", gateway.pause)
    return IdentifyBudget(gateway.ask)


async def test_with_enough_left_nobody_waits_and_discord_is_asked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gateway = Gateway([RESERVE + 5])
    budget = a_budget(gateway, monkeypatch)
    for _ in range(5):
        await budget.wait()
        budget.take()
    assert (gateway.asked, gateway.pauses) == (1, [])


async def test_what_was_taken_since_counts_down_to_the_reserve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gateway = Gateway([RESERVE + 1, RESERVE, RESERVE, 1000])
    budget = a_budget(gateway, monkeypatch)
    await budget.wait()
    budget.take()
    await budget.wait()
    assert gateway.asked == 4
    assert len(gateway.pauses) == 2
    assert max(gateway.pauses) <= 600, "an operator who resets the limit is not kept waiting"


@pytest.mark.parametrize(
    "fault", [discord.DiscordException(), aiohttp.ClientError(), TimeoutError()]
)
async def test_where_discord_does_not_say_there_is_no_waiting(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = Gateway([], fault)
    await asyncio.wait_for(a_budget(gateway, monkeypatch).wait(), 5)
    assert (gateway.asked, gateway.pauses) == (1, [])
