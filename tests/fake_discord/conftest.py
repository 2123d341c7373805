"""A fake Discord, and bots that join it in processes of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fake_discord.bot_process import StartBot, starter
from tests.fake_discord.server import FakeDiscord


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


@pytest.fixture
async def start_bot(discord: FakeDiscord, tmp_path: Path) -> AsyncIterator[StartBot]:
    async with starter(discord, tmp_path) as start:
        yield start
