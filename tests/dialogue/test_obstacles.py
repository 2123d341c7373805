"""What stands in the bot's way: a table of rules, and what must hold for any server."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.obstacles import (
    Cause,
    Channel,
    ChannelKind,
    Obstacle,
    Permission,
    Surroundings,
    diagnose,
    grouped,
    hindered,
)

ALL = frozenset(Permission)


def a_channel(
    kind: ChannelKind = ChannelKind.TEXT,
    *,
    without: Permission | None = None,
    readers_without: Permission | None = None,
    is_ask_channel: bool = False,
    is_resting: bool = False,
) -> Channel:
    """Make a channel in which all is allowed but for one permission."""
    granted, readers = ALL - {without}, ALL - {readers_without}
    return Channel(1, "news", kind, granted, readers, is_ask_channel, is_resting)


def a_server(*channels: Channel, reads_messages: bool = True) -> Surroundings:
    """Make a server on which the roles allow everything."""
    return Surroundings(channels, granted=ALL, readers=ALL, reads_messages=reads_messages)


def causes(around: Surroundings) -> set[Cause]:
    return {obstacle.cause for obstacle in diagnose(around)}


TEXT, POSTS, VOICE = ChannelKind.TEXT, ChannelKind.POSTS, ChannelKind.VOICE

MISSING = [
    (TEXT, Permission.VIEW_CHANNEL, Cause.CANNOT_SEE),
    (TEXT, Permission.SEND_MESSAGES, Cause.CANNOT_WRITE),
    (TEXT, Permission.READ_HISTORY, Cause.CANNOT_REPLY),
    (TEXT, Permission.SEND_IN_THREADS, Cause.CANNOT_WRITE_IN_THREADS),
    (TEXT, Permission.CONNECT, None),
    (TEXT, Permission.USE_COMMANDS, None),  # the bot uses none: readers do
    (POSTS, Permission.VIEW_CHANNEL, Cause.CANNOT_SEE),
    (POSTS, Permission.READ_HISTORY, Cause.CANNOT_REPLY),
    (POSTS, Permission.SEND_IN_THREADS, Cause.CANNOT_WRITE_IN_POSTS),
    (POSTS, Permission.SEND_MESSAGES, None),  # that would be to open posts
    (VOICE, Permission.VIEW_CHANNEL, Cause.CANNOT_SEE),
    (VOICE, Permission.CONNECT, Cause.CANNOT_CONNECT),
    (VOICE, Permission.SEND_MESSAGES, Cause.CANNOT_WRITE),
    (VOICE, Permission.READ_HISTORY, Cause.CANNOT_REPLY),
    (VOICE, Permission.SEND_IN_THREADS, None),  # there are none
    *((ChannelKind.CATEGORY, permission, None) for permission in Permission),
]


@pytest.mark.parametrize(("kind", "permission", "cause"), MISSING)
def test_a_missing_permission_matters_where_it_is_used(
    kind: ChannelKind, permission: Permission, cause: Cause | None
) -> None:
    found = diagnose(a_server(a_channel(kind, without=permission)))
    assert found == (() if cause is None else (Obstacle(cause, 1, "news"),))


@pytest.mark.parametrize("kind", ChannelKind)
def test_nothing_stands_in_the_way_where_all_is_allowed(kind: ChannelKind) -> None:
    assert diagnose(a_server(a_channel(kind))) == ()


def test_a_permission_that_no_role_has_is_mended_on_the_server() -> None:
    server = a_server(a_channel(without=Permission.SEND_MESSAGES))
    (in_channel,) = diagnose(server)
    (on_server,) = diagnose(replace(server, granted=ALL - {Permission.SEND_MESSAGES}))
    assert (in_channel.is_server_wide, on_server.is_server_wide) == (False, True)


class TestReaders:
    """Their commands."""

    def test_are_missed_where_everybody_sees_the_channel_without_them(self) -> None:
        channel = a_channel(readers_without=Permission.USE_COMMANDS)
        assert causes(a_server(channel)) == {Cause.COMMANDS_HIDDEN}

    def test_are_not_judged_where_a_role_is_needed_to_see_the_channel(self) -> None:
        channel = replace(a_channel(), readers=frozenset[Permission]())
        assert causes(a_server(channel)) == set()

    def test_are_not_looked_for_in_a_category(self) -> None:
        channel = a_channel(ChannelKind.CATEGORY, readers_without=Permission.USE_COMMANDS)
        assert causes(a_server(channel)) == set()


class TestAskChannels:
    """Where questions are to be answered without a mention."""

    def test_need_the_message_content_intent(self) -> None:
        channel = a_channel(is_ask_channel=True)
        assert causes(a_server(channel, reads_messages=False)) == {Cause.NO_MESSAGE_CONTENT}
        assert causes(a_server(channel)) == set()

    def test_are_the_only_ones_that_need_it(self) -> None:
        assert causes(a_server(a_channel(), reads_messages=False)) == set()

    def test_cannot_be_categories(self) -> None:
        category = a_channel(ChannelKind.CATEGORY, is_ask_channel=True)
        server = a_server(category, reads_messages=False)
        assert causes(server) == {Cause.ASK_CHANNEL_IS_CATEGORY}

    def test_that_are_gone_are_named_by_their_id(self) -> None:
        server = replace(a_server(), lost_ask_channels=(7, 8))
        assert diagnose(server) == tuple(Obstacle(Cause.ASK_CHANNEL_LOST, lost) for lost in (7, 8))


class TestModes:
    """What moderators want of a channel decides what is missing there."""

    def test_where_the_bot_is_off_nothing_is_missing(self) -> None:
        bare = Channel(1, "news", TEXT, frozenset(), ALL, is_resting=True, is_off=True)
        assert causes(a_server(bare)) == set()

    def test_in_shadow_it_has_to_hear_and_not_to_speak(self) -> None:
        bare = Channel(1, "news", TEXT, frozenset(), ALL, is_shadow=True)
        server = a_server(bare, reads_messages=False)
        assert causes(server) == {Cause.CANNOT_SEE, Cause.SHADOW_HEARS_LITTLE}

    def test_threads_are_missed_only_where_answers_go_into_them(self) -> None:
        channel = a_channel(without=Permission.CREATE_THREADS)
        assert causes(a_server(channel)) == set()
        assert causes(a_server(replace(channel, opens_threads=True))) == {Cause.CANNOT_OPEN_THREADS}

    @pytest.mark.parametrize("kind", [POSTS, VOICE, ChannelKind.CATEGORY])
    def test_no_thread_is_opened_elsewhere(self, kind: ChannelKind) -> None:
        channel = a_channel(kind, without=Permission.CREATE_THREADS)
        assert causes(a_server(replace(channel, opens_threads=True))) == set()


def test_a_channel_that_rests_is_told() -> None:
    assert causes(a_server(a_channel(is_resting=True))) == {Cause.RESTING}


def test_where_the_bot_is_no_member_nothing_else_can_be_told() -> None:
    server = replace(a_server(a_channel(is_resting=True)), is_member=False)
    assert causes(server) == {Cause.NOT_A_MEMBER}


def test_a_timeout_is_told_instead_of_what_it_hides() -> None:
    left = frozenset({Permission.VIEW_CHANNEL})
    server = a_server(replace(a_channel(), granted=left))
    timed_out = replace(server, granted=left, is_timed_out=True)
    assert causes(timed_out) == {Cause.TIMED_OUT, Cause.CANNOT_REPLY}


def test_equal_obstacles_are_one_group_with_ask_channels_and_the_worst_first() -> None:
    mute = [replace(a_channel(without=Permission.SEND_MESSAGES), id=n) for n in range(3)]
    asked = replace(mute[0], id=3, is_ask_channel=True)
    hidden = replace(a_channel(without=Permission.VIEW_CHANNEL), id=4)
    groups = grouped(diagnose(a_server(*mute, asked, hidden)))
    assert [(g.cause, [o.channel for o in g.obstacles]) for g in groups] == [
        (Cause.CANNOT_SEE, [4]),
        (Cause.CANNOT_WRITE, [3]),
        (Cause.CANNOT_WRITE, [0, 1, 2]),
    ]


def test_a_server_is_judged_by_what_the_invitation_asks_for() -> None:
    assert hindered(ALL) == ()
    assert hindered(frozenset()) == (
        Cause.CANNOT_SEE,
        Cause.CANNOT_WRITE,
        Cause.CANNOT_REPLY,
        Cause.CANNOT_WRITE_IN_THREADS,
    )


# ------------------------------------------------------------------------- any server

permissions = st.frozensets(st.sampled_from(Permission))
channels = st.builds(
    Channel,
    id=st.integers(1, 5),
    name=st.just("news"),
    kind=st.sampled_from(ChannelKind),
    granted=permissions,
    readers=permissions,
    is_ask_channel=st.booleans(),
    is_resting=st.booleans(),
    is_shadow=st.booleans(),
    is_off=st.booleans(),
    opens_threads=st.booleans(),
)
servers = st.builds(
    Surroundings,
    channels=st.lists(channels, max_size=5, unique_by=lambda c: c.id).map(tuple),
    granted=permissions,
    readers=permissions,
    reads_messages=st.booleans(),
    is_member=st.booleans(),
    is_timed_out=st.booleans(),
    is_administrator=st.booleans(),
    lost_ask_channels=st.lists(st.integers(6, 9), max_size=3, unique=True).map(tuple),
)


def told(around: Surroundings) -> set[tuple[Cause, int | None]]:
    return {(obstacle.cause, obstacle.channel) for obstacle in diagnose(around)}


@given(servers, permissions, permissions)
def test_a_permission_more_never_adds_an_obstacle(
    server: Surroundings, in_channels: frozenset[Permission], by_roles: frozenset[Permission]
) -> None:
    more = replace(
        server,
        granted=server.granted | by_roles,
        channels=tuple(replace(c, granted=c.granted | in_channels) for c in server.channels),
    )
    assert told(more) <= told(server)


@given(servers)
def test_commands_for_readers_never_add_an_obstacle(server: Surroundings) -> None:
    commands = {Permission.USE_COMMANDS}
    more = tuple(replace(c, readers=c.readers | commands) for c in server.channels)
    assert told(replace(server, channels=more)) <= told(server)


@given(servers)
def test_a_channel_left_out_takes_only_its_own_obstacles_with_it(server: Surroundings) -> None:
    fewer = replace(server, channels=server.channels[1:])
    gone = {channel.id for channel in server.channels[:1]}
    assert told(fewer) == {(c, n) for c, n in told(server) if n not in gone}


@given(servers)
def test_grouping_neither_loses_nor_invents(server: Surroundings) -> None:
    found = diagnose(server)
    again = [obstacle for group in grouped(found) for obstacle in group.obstacles]
    assert sorted(map(repr, again)) == sorted(map(repr, found))
