"""Who may press what stands below a moderator's preview: another moderator here, and nobody else.

Only its moderator sees a preview; whoever makes requests of their own can press its buttons all
the same, so here the bot is made to show them to everybody.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
import pytest

from bot.dialogue import content_wording, publishing_wording, teaching_wording
from bot.store.audit import Action
from tests.discord_app import test_teaching, test_writing
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import components_of, ids_of, text_of
from tests.discord_app.test_buttons import a_forged_message
from tests.discord_app.test_publishing import a_file, click, roll_back, upload

pytestmark = pytest.mark.bridge


@dataclass(frozen=True, slots=True)
class Kind:
    """A preview that a moderator makes, with a button that publishes and one that lets go."""

    show: Callable[[Harbour], Awaitable[Any]]
    action: Action
    gone: str
    let_go: str


async def a_rollback(harbour: Harbour) -> Any:
    """Look at a way back, over a published page."""
    shown = await upload(harbour, a_file(name="more.txt"))
    await click(harbour, shown, publishing_wording.PUBLISH)
    return await roll_back(harbour, "0")


BUTTON, GREY, GREEN = 2, 2, 3
GONE, CANCELLED = publishing_wording.PROPOSAL_GONE, publishing_wording.CANCELLED
KINDS = {
    "upload": Kind(upload, Action.PUBLISH, GONE, CANCELLED),
    "rollback": Kind(a_rollback, Action.ROLLBACK, GONE, CANCELLED),
    "lesson": Kind(
        test_teaching.preview,
        Action.TEACH,
        teaching_wording.LESSON_GONE,
        teaching_wording.LESSON_CANCELLED,
    ),
    "answer": Kind(test_writing.write, Action.PUBLISH, GONE, CANCELLED),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    return KINDS[request.param]


def a_moderator(harbour: Harbour, guild: Any, name: str) -> Any:
    role = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    return guild.add_member(harbour.env.create_user(name), roles=[role])


def revision_of(harbour: Harbour, guild: Any = None) -> int:
    return harbour.newsroom.published((guild or harbour.guild).id).number


async def press(harbour: Harbour, who: Any, custom_id: str, channel: Any = None) -> str:
    """Press a button as somebody in a channel, and give what they are told."""
    message = await a_forged_message(harbour, custom_id, channel=channel)
    return text_of(await who.click(message, custom_id=custom_id))


async def test_what_publishes_is_green_and_what_lets_go_is_not(
    harbour: Harbour, kind: Kind
) -> None:
    shown = components_of(await kind.show(harbour))
    styles = [component["style"] for component in shown if component["type"] == BUTTON]
    assert styles == [GREEN, GREY]


async def test_a_member_can_neither_publish_nor_cancel(harbour: Harbour, kind: Kind) -> None:
    publish, let_go = ids_of(await kind.show(harbour))
    before = revision_of(harbour)
    for custom_id in (publish, let_go):
        assert content_wording.MODERATORS_ONLY in await press(harbour, harbour.ann, custom_id)
    assert revision_of(harbour) == before
    assert kind.gone not in await press(harbour, harbour.moderator, publish)
    assert revision_of(harbour) == before + 1, "it was still there to be published"


async def test_another_servers_moderator_can_neither_publish_nor_cancel(
    harbour: Harbour, kind: Kind
) -> None:
    publish, let_go = ids_of(await kind.show(harbour))
    before = revision_of(harbour)
    elsewhere = harbour.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("news")
    theirs = a_moderator(harbour, elsewhere, "their-mod")
    for custom_id in (publish, let_go):
        assert kind.gone in await press(harbour, theirs, custom_id, channel)
    assert (revision_of(harbour), revision_of(harbour, elsewhere)) == (before, 0)
    assert kind.gone not in await press(harbour, harbour.moderator, publish)
    assert revision_of(harbour) == before + 1, "it was still there to be published"


async def test_a_moderator_of_two_servers_publishes_in_the_one_where_it_was_looked_at(
    harbour: Harbour, kind: Kind
) -> None:
    publish, _ = ids_of(await kind.show(harbour))
    before = revision_of(harbour)
    elsewhere = harbour.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("news")
    role = elsewhere.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    there = elsewhere.add_member(harbour.moderator.user, roles=[role])
    assert kind.gone in await press(harbour, there, publish, channel)
    assert (revision_of(harbour), revision_of(harbour, elsewhere)) == (before, 0)


async def test_another_moderator_here_may_publish_and_is_named_in_the_log(
    harbour: Harbour, kind: Kind
) -> None:
    publish, _ = ids_of(await kind.show(harbour))
    before = revision_of(harbour)
    mate = a_moderator(harbour, harbour.guild, "mate")
    await press(harbour, mate, publish)
    assert revision_of(harbour) == before + 1
    (entry,) = await harbour.newsroom.audit.latest(harbour.guild.id, limit=1)
    assert (entry.deed.moderator, entry.deed.action) == (mate.id, kind.action)
    assert kind.gone in await press(harbour, harbour.moderator, publish)
    assert revision_of(harbour) == before + 1


async def test_another_moderator_here_may_cancel(harbour: Harbour, kind: Kind) -> None:
    publish, let_go = ids_of(await kind.show(harbour))
    before = revision_of(harbour)
    mate = a_moderator(harbour, harbour.guild, "mate")
    assert kind.let_go in await press(harbour, mate, let_go)
    assert kind.gone in await press(harbour, harbour.moderator, publish)
    assert kind.gone in await press(harbour, mate, let_go)
    assert revision_of(harbour) == before


async def test_who_moderates_no_more_can_neither_publish_nor_cancel(
    harbour: Harbour, kind: Kind
) -> None:
    publish, let_go = ids_of(await kind.show(harbour))
    before = revision_of(harbour)
    harbour.env.backend.get_guild(harbour.guild.id).members[harbour.moderator.id].role_ids.clear()
    for custom_id in (publish, let_go):
        assert content_wording.MODERATORS_ONLY in await press(harbour, harbour.moderator, custom_id)
    assert revision_of(harbour) == before
