"""What stands in the bot's way on a server: a permission or a setting that is missing.

Permissions come as they are granted, not as Discord derives them: whoever may not see a channel
may do nothing there, but what to mend is the one permission. Two permissions are no business of
the bot's: Embed Links, because its messages have no embeds, and Attach Files, because it needs to
send files only in answer to commands, where Discord always allows them (discord-api-docs #5316);
the weekly report has lists in the place of pictures where it may not attach them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from types import MappingProxyType
from typing import Final


class Permission(Enum):
    """A permission that matters, under the name that Discord's documentation gives it."""

    VIEW_CHANNEL = "view_channel"
    CONNECT = "connect"
    SEND_MESSAGES = "send_messages"
    READ_HISTORY = "read_message_history"
    SEND_IN_THREADS = "send_messages_in_threads"
    CREATE_THREADS = "create_public_threads"
    USE_COMMANDS = "use_application_commands"


class ChannelKind(Enum):
    """Channels that need the same."""

    TEXT = auto()
    """Announcement channels too."""
    POSTS = auto()
    """Forum and media channels: everything is written in the threads that are their posts."""
    VOICE = auto()
    """The text chat of voice and stage channels."""
    CATEGORY = auto()
    """Holds channels and no messages."""


class Cause(Enum):
    """Why the bot does less than it could; the worst come first."""

    NOT_A_MEMBER = auto()
    TIMED_OUT = auto()
    ASK_CHANNEL_LOST = auto()
    ASK_CHANNEL_IS_CATEGORY = auto()
    NO_MESSAGE_CONTENT = auto()
    SHADOW_HEARS_LITTLE = auto()
    CANNOT_SEE = auto()
    CANNOT_CONNECT = auto()
    CANNOT_WRITE = auto()
    CANNOT_REPLY = auto()
    CANNOT_WRITE_IN_THREADS = auto()
    CANNOT_WRITE_IN_POSTS = auto()
    CANNOT_OPEN_THREADS = auto()
    COMMANDS_HIDDEN = auto()
    RESTING = auto()


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel of a server, and what is allowed in it."""

    id: int
    name: str
    kind: ChannelKind
    granted: frozenset[Permission]
    """To the bot."""
    readers: frozenset[Permission]
    """To readers without any role."""
    is_ask_channel: bool = False
    """Questions are to be answered there without a mention."""
    is_resting: bool = False
    """Discord refused a message of the bot's there, so it is left alone for a while."""
    is_shadow: bool = False
    """What would be said there is noted, and nothing is said."""
    is_off: bool = False
    """Moderators want no answers there."""
    opens_threads: bool = False
    """Answers are to go into threads."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the bot finds itself on one server: all that a diagnosis needs."""

    channels: tuple[Channel, ...]
    granted: frozenset[Permission] = frozenset()
    """To the bot by its roles, before any channel has its say."""
    readers: frozenset[Permission] = frozenset()
    """To readers without any role, before any channel has its say."""
    reads_messages: bool = False
    """The message-content intent is on."""
    is_member: bool = True
    """Its commands can be on a server without the bot itself."""
    is_timed_out: bool = False
    is_administrator: bool = False
    lost_ask_channels: tuple[int, ...] = ()
    """Set to be answered without a mention, and on no server of the bot's."""

    @property
    def written_in(self) -> tuple[Channel, ...]:
        """The channels in which questions can be asked."""
        return tuple(c for c in self.channels if c.kind is not ChannelKind.CATEGORY)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way, in one channel or on the whole server."""

    cause: Cause
    channel: int | None = None
    name: str | None = None
    """The channel's; none when it cannot be known."""
    in_ask_channel: bool = False
    is_server_wide: bool = False
    """The roles lack the permission, so that mending one channel would not be enough."""


@dataclass(frozen=True, slots=True)
class ObstacleGroup:
    """The same obstacle in several channels, to be told in one sentence."""

    cause: Cause
    in_ask_channel: bool
    is_server_wide: bool
    obstacles: tuple[Obstacle, ...]


_NEEDED: Final[Mapping[ChannelKind, Mapping[Permission, Cause]]] = MappingProxyType(
    {
        ChannelKind.TEXT: {
            Permission.VIEW_CHANNEL: Cause.CANNOT_SEE,
            Permission.SEND_MESSAGES: Cause.CANNOT_WRITE,
            Permission.READ_HISTORY: Cause.CANNOT_REPLY,
            Permission.SEND_IN_THREADS: Cause.CANNOT_WRITE_IN_THREADS,
        },
        ChannelKind.POSTS: {
            Permission.VIEW_CHANNEL: Cause.CANNOT_SEE,
            Permission.READ_HISTORY: Cause.CANNOT_REPLY,
            Permission.SEND_IN_THREADS: Cause.CANNOT_WRITE_IN_POSTS,
        },
        ChannelKind.VOICE: {
            Permission.VIEW_CHANNEL: Cause.CANNOT_SEE,
            Permission.CONNECT: Cause.CANNOT_CONNECT,
            Permission.SEND_MESSAGES: Cause.CANNOT_WRITE,
            Permission.READ_HISTORY: Cause.CANNOT_REPLY,
        },
        ChannelKind.CATEGORY: {},
    }
)

_TO_HEAR: Final = frozenset({Permission.VIEW_CHANNEL, Permission.CONNECT})

_LEFT_BY_A_TIMEOUT: Final = frozenset({Permission.VIEW_CHANNEL, Permission.READ_HISTORY})
"""A timeout hides whether the others are granted."""


def diagnose(around: Surroundings) -> tuple[Obstacle, ...]:
    """Find all that stands in the bot's way; nothing when all is well."""
    if not around.is_member:
        return (Obstacle(Cause.NOT_A_MEMBER),)
    found = list(_on_the_server(around))
    for channel in around.channels:
        found += _in_channel(channel, around)
    return tuple(found)


def grouped(obstacles: Iterable[Obstacle]) -> tuple[ObstacleGroup, ...]:
    """Join what is the same in several channels: the worst first, ask channels before others."""
    rank = {cause: number for number, cause in enumerate(Cause)}

    def sameness(obstacle: Obstacle) -> tuple[int, bool, bool]:
        return rank[obstacle.cause], not obstacle.in_ask_channel, not obstacle.is_server_wide

    alike = groupby(sorted(obstacles, key=sameness), key=sameness)
    return tuple(_group(tuple(members)) for _, members in alike)


def hindered(granted: frozenset[Permission]) -> tuple[Cause, ...]:
    """Tell what stands in the bot's way wherever it is granted no more than this."""
    needed = _NEEDED[ChannelKind.TEXT].items()
    return tuple(cause for permission, cause in needed if permission not in granted)


def _group(members: tuple[Obstacle, ...]) -> ObstacleGroup:
    first = members[0]
    return ObstacleGroup(first.cause, first.in_ask_channel, first.is_server_wide, members)


def _on_the_server(around: Surroundings) -> Iterator[Obstacle]:
    if around.is_timed_out:
        yield Obstacle(Cause.TIMED_OUT)
    for channel in around.lost_ask_channels:
        yield Obstacle(Cause.ASK_CHANNEL_LOST, channel)


def _in_channel(channel: Channel, around: Surroundings) -> Iterator[Obstacle]:
    for permission, cause in _needed_in(channel):
        is_known = not around.is_timed_out or permission in _LEFT_BY_A_TIMEOUT
        if is_known and permission not in channel.granted:
            yield _obstacle(cause, channel, is_server_wide=permission not in around.granted)
    if channel.is_ask_channel:
        yield from _in_ask_channel(channel, around)
    hears_all = around.reads_messages or channel.kind is ChannelKind.CATEGORY
    if channel.is_shadow and not hears_all:
        yield _obstacle(Cause.SHADOW_HEARS_LITTLE, channel)
    if _hides_commands(channel):
        is_server_wide = Permission.USE_COMMANDS not in around.readers
        yield _obstacle(Cause.COMMANDS_HIDDEN, channel, is_server_wide=is_server_wide)
    if channel.is_resting and not channel.is_off:
        yield _obstacle(Cause.RESTING, channel)


def _needed_in(channel: Channel) -> Iterator[tuple[Permission, Cause]]:
    """Give what moderators' wishes for a channel need; where it says nothing, it need not write."""
    if channel.is_off:
        return
    for permission, cause in _NEEDED[channel.kind].items():
        if not channel.is_shadow or permission in _TO_HEAR:
            yield permission, cause
    if channel.opens_threads and channel.kind is ChannelKind.TEXT and not channel.is_shadow:
        yield Permission.CREATE_THREADS, Cause.CANNOT_OPEN_THREADS


def _in_ask_channel(channel: Channel, around: Surroundings) -> Iterator[Obstacle]:
    if channel.kind is ChannelKind.CATEGORY:
        yield _obstacle(Cause.ASK_CHANNEL_IS_CATEGORY, channel)
    elif not around.reads_messages:
        yield _obstacle(Cause.NO_MESSAGE_CONTENT, channel)


def _hides_commands(channel: Channel) -> bool:
    """Say whether readers see the channel but no commands; who sees it by a role is unknown."""
    is_open = Permission.VIEW_CHANNEL in channel.readers
    has_messages = channel.kind is not ChannelKind.CATEGORY
    return has_messages and is_open and Permission.USE_COMMANDS not in channel.readers


def _obstacle(cause: Cause, channel: Channel, *, is_server_wide: bool = False) -> Obstacle:
    return Obstacle(cause, channel.id, channel.name, channel.is_ask_channel, is_server_wide)
