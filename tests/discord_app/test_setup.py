"""/setup check for moderators: its report, and in the running bot."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest
from hypothesis import given
from syrupy.assertion import SnapshotAssertion

from bot.dialogue import content_wording, setup_wording
from bot.dialogue.obstacles import (
    Cause,
    Channel,
    ChannelKind,
    Permission,
    Surroundings,
    diagnose,
    grouped,
)
from bot.discord_app import limits
from bot.discord_app.setup_report import setup_report
from tests.dialogue.test_obstacles import ALL, a_channel, a_server, servers
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of
from tests.discord_app.test_content import open_to_all

# ------------------------------------------------------------------------- the report


def channels_without(permission: Permission, count: int) -> list[Channel]:
    made = a_channel(without=permission)
    return [replace(made, id=n, name=f"news-{n}") for n in range(100, 100 + count)]


def everything_wrong() -> Surroundings:
    """Make a server with every obstacle that there is, in a few channels each."""
    bare = [
        Channel(1000 * kind.value + n, f"{kind.name.lower()}-{n}", kind, frozenset(), ALL)
        for kind in ChannelKind
        for n in range(5)
    ]
    odd = [replace(c, is_ask_channel=True, is_resting=True) for c in bare if c.id % 5 == 0]
    odd += [c for c in bare if c.id % 5]
    odd += [replace(c, id=c.id + 50, opens_threads=True) for c in bare if c.id % 5 == 1]
    odd += [replace(c, id=c.id + 60, is_shadow=True) for c in bare if c.id % 5 == 1]
    silenced = [replace(c, readers=c.readers - {Permission.USE_COMMANDS}) for c in odd]
    return Surroundings(
        tuple(silenced), is_timed_out=False, lost_ask_channels=(77,), is_administrator=True
    )


def test_where_all_is_well_one_sentence_says_so_and_what_was_checked() -> None:
    report = setup_report(a_server(a_channel(), a_channel(ChannelKind.CATEGORY)))
    assert report.text == setup_wording.all_is_well(1)
    assert report.whole is None


def test_where_it_is_to_be_silent_is_told_and_not_said_to_be_well() -> None:
    off, shadowed = (a_channel(without=Permission.SEND_MESSAGES) for _ in range(2))
    off = replace(off, id=8, name="off", is_off=True)
    shadowed = replace(shadowed, id=9, name="quiet", is_shadow=True)
    told = [setup_wording.off_in("<#8>"), setup_wording.shadowed_in("<#9>")]
    report = setup_report(a_server(a_channel(), off, shadowed))
    assert report.text.splitlines() == [setup_wording.all_is_well(1), *told]
    assert setup_report(a_server(off, shadowed)).text.splitlines() == told


def test_an_administrator_hears_that_it_is_more_than_is_needed() -> None:
    report = setup_report(replace(a_server(a_channel()), is_administrator=True))
    assert report.text.splitlines() == [setup_wording.all_is_well(1), setup_wording.ADMINISTRATOR]


def test_three_hundred_channels_are_one_sentence_and_a_file() -> None:
    report = setup_report(a_server(*channels_without(Permission.SEND_MESSAGES, 300)))
    assert "In 300 channels (<#100>, <#101>, <#102> and 297 more), “Send Messages”" in report.text
    assert content_wording.REPORT_ATTACHED in report.text
    assert report.whole is not None
    assert "#news-100, #news-101" in report.whole
    assert "#news-399" in report.whole


def test_what_is_shown_whole_comes_without_a_file() -> None:
    report = setup_report(a_server(*channels_without(Permission.SEND_MESSAGES, 3)))
    assert report.whole is None
    assert "In 3 channels (<#100>, <#101>, <#102>)" in report.text


def test_every_obstacle_is_worded(snapshot: SnapshotAssertion) -> None:
    assert setup_report(everything_wrong()).whole == snapshot


@pytest.mark.parametrize(
    "server",
    [
        a_server(a_channel(is_ask_channel=True), reads_messages=False),
        replace(a_server(a_channel()), is_timed_out=True),
        Surroundings((), is_member=False),
    ],
    ids=["intent", "timeout", "no-member"],
)
def test_what_is_wrong_beyond_permissions_is_worded(
    server: Surroundings, snapshot: SnapshotAssertion
) -> None:
    assert setup_report(server).text == snapshot


@given(servers)
def test_any_report_fits_and_says_how_to_mend(server: Surroundings) -> None:
    report = setup_report(server)
    assert len(report.text) <= limits.MESSAGE_TEXT
    groups = grouped(diagnose(server))
    assert (report.whole or report.text).count("To mend it: ") == len(groups)


def test_the_worst_report_fits() -> None:
    report = setup_report(everything_wrong())
    assert len(report.text) <= limits.MESSAGE_TEXT
    assert report.whole is not None


# ------------------------------------------------------------------------- in the running bot


def me(harbour: Harbour) -> discord.Member:
    assert harbour.guild.me is not None
    member: discord.Member = harbour.guild.me
    return member


def a_channel_without(harbour: Harbour, name: str, **denied: bool) -> Any:
    """Make a channel that denies the bot some permissions."""
    overwrites = {me(harbour): discord.PermissionOverwrite(**denied)}
    return harbour.guild.create_text_channel(name, overwrites=overwrites)


async def checked(harbour: Harbour) -> Any:
    result = await harbour.moderator.slash(harbour.channel, "setup check")
    assert result.ephemeral
    return result


async def test_all_is_well(harbour: Harbour) -> None:
    assert text_of(await checked(harbour)) == setup_wording.all_is_well(1)


async def test_a_channel_that_denies_something_is_named_with_what_to_do(harbour: Harbour) -> None:
    pier = a_channel_without(harbour, "pier", send_messages=False)
    said = text_of(await checked(harbour))
    assert f"In {pier.mention}, “Send Messages” is missing." in said
    assert "I see questions and cannot answer" in said
    assert "Edit Channel → Permissions → my role → Send Messages" in said


async def test_only_what_is_missing_is_named_not_what_follows_from_it(harbour: Harbour) -> None:
    a_channel_without(harbour, "pier", view_channel=False)
    said = text_of(await checked(harbour))
    assert said.count("is missing") == 1
    assert "“View Channel” is missing" in said


async def test_channels_that_the_moderator_may_not_see_are_not_shown(harbour: Harbour) -> None:
    overwrites = {
        harbour.guild.default_role: discord.PermissionOverwrite(view_channel=False),
        me(harbour): discord.PermissionOverwrite(send_messages=False),
    }
    secret = harbour.guild.create_text_channel("secret", overwrites=overwrites)
    harbour.bot.desk.manners.rest(secret.id)
    harbour.bot.desk.ask_channels = frozenset({secret.id})
    assert text_of(await checked(harbour)) == setup_wording.all_is_well(1)


async def test_a_role_that_lacks_a_permission_is_mended_on_the_server(harbour: Harbour) -> None:
    no_history = ~discord.Permissions.read_message_history.flag
    for role in list(harbour.env.backend.get_guild(harbour.guild.id).roles.values()):
        changes = {"permissions": role.permissions & no_history}
        harbour.env.backend.edit_role(harbour.guild.id, role.id, changes)
    await harbour.env.settle()
    said = text_of(await checked(harbour))
    assert "Server Settings → Roles → my role → Permissions → Read Message History" in said


async def test_an_administrator_is_denied_nothing(harbour: Harbour) -> None:
    a_channel_without(harbour, "pier", send_messages=False)
    role = me(harbour).top_role
    everything = {"permissions": discord.Permissions.all().value}
    harbour.env.backend.edit_role(harbour.guild.id, role.id, everything)
    await harbour.env.settle()
    said = text_of(await checked(harbour))
    assert said.splitlines() == [setup_wording.all_is_well(2), setup_wording.ADMINISTRATOR]


async def test_where_only_the_commands_were_added_it_says_so(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.Guild, "me", None)
    assert "I am not a member of this server." in text_of(await checked(harbour))


async def test_readers_without_commands_are_told_of(harbour: Harbour) -> None:
    denied = discord.PermissionOverwrite(use_application_commands=False)
    pier = harbour.guild.create_text_channel(
        "pier", overwrites={harbour.guild.default_role: denied}
    )
    said = text_of(await checked(harbour))
    assert f"In {pier.mention}, “Use Application Commands” is missing for @everyone." in said


async def test_every_kind_of_channel_is_in_order(harbour: Harbour) -> None:
    category = harbour.guild.create_category("harbour")
    harbour.guild.create_voice_channel("deck", category=category)
    harbour.guild.create_stage_channel("bow")
    harbour.guild.create_news_channel("bulletin")
    harbour.guild.create_forum_channel("questions")
    assert text_of(await checked(harbour)) == setup_wording.all_is_well(5)


async def test_a_resting_channel_is_told(harbour: Harbour) -> None:
    harbour.bot.desk.manners.rest(harbour.channel.id)
    said = text_of(await checked(harbour))
    assert f"In {harbour.channel.mention}, Discord has lately refused a message of mine." in said


async def test_a_thread_is_told_by_its_channel(harbour: Harbour) -> None:
    thread = harbour.env.backend.create_thread(harbour.channel.id, "lamps", harbour.ann.id)
    await harbour.env.settle()
    harbour.bot.desk.manners.rest(thread.id)
    harbour.bot.desk.ask_channels = frozenset({thread.id})
    said = text_of(await checked(harbour))
    where = f"In the ask channel {harbour.channel.mention}"
    assert f"{where}, Discord has lately refused a message of mine." in said
    assert f"{where}, the Message Content Intent is missing." in said


@pytest.mark.parametrize("denied", ["view_channel", "send_messages", "read_message_history"])
async def test_what_it_says_is_broken_is_broken_and_the_rest_works(
    harbour: Harbour, denied: str
) -> None:
    pier = a_channel_without(harbour, "pier", **{denied: False})
    if denied == "read_message_history":  # SimCord takes replies without it
        harbour.env.inject_error("POST", "/channels/*/messages", status=400, code=160002)
    assert f"In {pier.mention}" in text_of(await checked(harbour))
    await harbour.ann.send(pier, f"{harbour.mention} who pays for lamp oil?")
    assert harbour.answers_in(pier) == []
    asked = await harbour.ann.slash(pier, "ask", question="who pays for lamp oil?")
    assert "The harbour guild does." in text_of(asked)


async def test_many_channels_come_as_a_file(harbour: Harbour) -> None:
    for number in range(60):
        a_channel_without(harbour, f"pier-{number}", send_messages=False, view_channel=False)
    result = await checked(harbour)
    assert "In 60 channels (" in text_of(result)
    assert "and 57 more" in text_of(result)
    (attached,) = result.response.attachments
    assert attached.filename == "setup.txt"


async def test_a_timeout_is_told(harbour: Harbour) -> None:
    until = (harbour.env.now() + timedelta(hours=1)).isoformat()
    member = harbour.env.backend.get_member(harbour.guild.id, me(harbour).id)
    member.timed_out_until = until
    await harbour.restart()
    assert "I am timed out on this server." in text_of(await checked(harbour))


class TestAskChannels:
    """Set by the operator, for all servers of the bot at once."""

    async def test_without_the_intent_are_told(self, harbour: Harbour) -> None:
        harbour.bot.desk.ask_channels = frozenset({harbour.channel.id})
        said = text_of(await checked(harbour))
        assert f"In the ask channel {harbour.channel.mention}, the Message Content Intent" in said

    async def test_that_no_server_has_are_told(self, harbour: Harbour) -> None:
        harbour.bot.desk.ask_channels = frozenset({4711})
        assert "in what I cannot find: `4711`." in text_of(await checked(harbour))

    async def test_of_another_server_are_its_own_business(self, harbour: Harbour) -> None:
        elsewhere = harbour.env.create_guild("Elsewhere").create_text_channel("news")
        harbour.bot.desk.ask_channels = frozenset({elsewhere.id})
        assert text_of(await checked(harbour)) == setup_wording.all_is_well(1)

    async def test_that_are_categories_are_told(self, harbour: Harbour) -> None:
        category = harbour.guild.create_category("harbour")
        harbour.bot.desk.ask_channels = frozenset({category.id})
        said = text_of(await checked(harbour))
        assert f"without a mention in a category: {category.mention}." in said


class TestPermissions:
    """Who may ask for it: the moderators of /content."""

    async def test_readers_do_not_see_the_command(self, harbour: Harbour) -> None:
        assert "setup check" not in harbour.ann.available_commands(harbour.channel)
        assert "setup check" in harbour.moderator.available_commands(harbour.channel)

    async def test_a_reader_who_is_shown_it_is_turned_away(self, harbour: Harbour) -> None:
        open_to_all(harbour, "setup")
        refused = await harbour.ann.slash(harbour.channel, "setup check")
        assert refused.ephemeral
        assert text_of(refused) == content_wording.MODERATORS_ONLY


class TestJoining:
    """Nobody is written to; the log tells the operator."""

    async def test_a_server_that_denies_the_essential_is_logged_once(
        self, harbour: Harbour, caplog: pytest.LogCaptureFixture
    ) -> None:
        await harbour.env.settle()
        assert "Joined server" not in caplog.text
        for role in harbour.bot.guilds[0].roles:
            role._permissions &= ~discord.Permissions.send_messages.flag
        harbour.bot.dispatch("guild_join", harbour.bot.guilds[0])
        await harbour.env.settle()
        told = setup_wording.joined_without(harbour.guild.id, [Cause.CANNOT_WRITE])
        assert caplog.text.count(told) == 1
        assert harbour.bodies_of("/messages") == []
