"""What doctor asks of Discord, and what it makes of the answers."""

from __future__ import annotations

import asyncio

import discord as discord_library
import pytest

from bot.checks import Check, Outcome
from bot.discord_app.online_checks import check_online
from bot.settings import load_settings
from tests.fake_discord.server import TOKEN, FakeDiscord


async def checked(
    discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch, *, token: str = TOKEN, **given: str
) -> dict[str, Check]:
    """Run the checks in a thread, for they block."""
    monkeypatch.setattr(discord_library.http.Route, "BASE", discord_library.http.Route.BASE)
    settings = load_settings(discord_api_url=f"{discord.url}/api/v10", **given)
    checks = await asyncio.to_thread(check_online, settings, token)
    return {check.name: check for check in checks}


async def test_a_good_token_is_known_and_nothing_is_joined(
    discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = await checked(discord, monkeypatch)
    assert {check.outcome for check in checks.values()} == {Outcome.WELL}
    assert "999 of 1,000 sessions" in checks["sessions"].told
    assert not discord.identifies


async def test_a_bad_token_is_told_and_not_shown(
    discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = await checked(discord, monkeypatch, token="a-bad-token")
    assert checks["login"].outcome is Outcome.BROKEN
    assert "a-bad-token" not in str(checks)


@pytest.mark.parametrize(("setting", "value"), [("ask_channels", "200"), ("read_messages", "on")])
async def test_what_needs_the_intent_is_named(
    discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch, setting: str, value: str
) -> None:
    checks = await checked(discord, monkeypatch, **{setting: value})
    assert checks["intents"].outcome is Outcome.BROKEN
    assert f"BOT_{setting.upper()}" in checks["intents"].told
    assert "Privileged Gateway Intents" in checks["intents"].mend


async def test_channels_to_answer_in_need_no_intent_that_is_not_to_be_asked_for(
    discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = await checked(discord, monkeypatch, ask_channels="200", read_messages="off")
    assert checks["intents"].outcome is Outcome.WELL


async def test_a_discord_that_is_away_is_told(
    discord: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    await discord._site.stop()
    checks = await checked(discord, monkeypatch)
    assert checks["login"].outcome is Outcome.BROKEN
    assert "cannot be reached" in checks["login"].told
