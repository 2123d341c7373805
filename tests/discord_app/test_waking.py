"""A channel where we might not speak is tried again once what we may do there changes."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of

QUESTION = "why are the lamps lit?"
NOTHING = discord.Permissions.none().value


@pytest.fixture
async def resting(harbour: Harbour) -> Harbour:
    harbour.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await harbour.ann.send(harbour.channel, f"{harbour.mention} {QUESTION}")
    assert harbour.bot.desk.manners.is_resting(harbour.channel.id)
    return harbour


async def is_tried_again(harbour: Harbour) -> bool:
    await harbour.env.settle()
    await harbour.ann.send(harbour.channel, f"{harbour.mention} {QUESTION}")
    return ["So that boats" in text_of(answer) for answer in harbour.answers] == [True]


async def test_nothing_changes_while_nothing_is_changed(resting: Harbour) -> None:
    assert not await is_tried_again(resting)


async def test_it_is_when_the_channel_is_changed(resting: Harbour) -> None:
    resting.env.backend.edit_channel(resting.channel.id, {"topic": "lamps"})
    assert await is_tried_again(resting)


async def test_it_is_not_when_another_channel_is_changed(resting: Harbour) -> None:
    other = resting.guild.create_text_channel("elsewhere")
    resting.env.backend.edit_channel(other.id, {"topic": "lamps"})
    assert not await is_tried_again(resting)


async def test_it_is_when_a_role_is_changed(resting: Harbour) -> None:
    role = resting.guild.create_role("Readers")
    changes: dict[str, Any] = {"permissions": NOTHING}
    resting.env.backend.edit_role(resting.guild.id, role.id, changes)
    assert await is_tried_again(resting)


async def test_it_is_when_we_are_given_a_role(resting: Harbour) -> None:
    role = resting.guild.create_role("Speakers")
    assert resting.bot.user is not None
    roles: dict[str, Any] = {"role_ids": [role.id]}
    resting.env.backend.edit_member(resting.guild.id, resting.bot.user.id, roles)
    assert await is_tried_again(resting)


async def test_a_thread_is_when_it_or_its_channel_is_changed(harbour: Harbour) -> None:
    backend = harbour.env.backend
    thread = backend.create_thread(harbour.channel.id, "lamps", harbour.ann.id)
    await harbour.env.settle()
    for changed in (thread.id, harbour.channel.id):
        harbour.bot.desk.manners.rest(thread.id)
        backend.edit_channel(changed, {"name": f"after-{changed}"})
        await harbour.env.settle()
        assert not harbour.bot.desk.manners.is_resting(thread.id)


async def test_a_thread_is_when_it_is_opened_again(harbour: Harbour) -> None:
    backend = harbour.env.backend
    thread = backend.create_thread(harbour.channel.id, "lamps", harbour.ann.id)
    await harbour.env.settle()
    harbour.bot.desk.manners.rest(thread.id)
    for is_away in (True, False):
        assert harbour.bot.desk.manners.is_resting(thread.id)
        backend.edit_channel(thread.id, {}, thread_metadata={"archived": is_away})
        await harbour.env.settle()
    assert not harbour.bot.desk.manners.is_resting(thread.id)
