"""How often discord.py looks for rate limits that are over."""

from __future__ import annotations

import asyncio

import pytest
from discord.http import HTTPClient

from bot.discord_app.connection import rest_buckets
from bot.discord_app.connection.rest_buckets import sweep_seldom

MANY = 300
"""Channels: discord.py looks for what is over from 256 on."""

LONG_AGO_S = 301
"""What was used last so long ago is over."""


@pytest.fixture
async def http() -> HTTPClient:
    client = HTTPClient(asyncio.get_running_loop())
    for channel in range(MANY):
        client.get_ratelimit(f"posts:{channel}")
    return client


def _let_all_be_over(http: HTTPClient) -> None:
    for bucket in http._buckets.values():
        bucket._last_request -= LONG_AGO_S


async def test_discord_py_looks_with_each_new_channel(http: HTTPClient) -> None:
    """If this fails, an upgrade changed what `rest_buckets` mends: see whether it needs to."""
    _let_all_be_over(http)
    http.get_ratelimit("posts:new")
    assert len(http._buckets) == 1


async def test_it_looks_at_first_and_then_seldom(
    http: HTTPClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000.0]
    monkeypatch.setattr(rest_buckets, "monotonic", lambda: now[0])
    sweep_seldom(http)
    http.get_ratelimit("posts:first")
    _let_all_be_over(http)
    http.get_ratelimit("posts:second")
    assert len(http._buckets) > MANY
    now[0] += rest_buckets._EVERY_S
    http.get_ratelimit("posts:third")
    assert len(http._buckets) < MANY
