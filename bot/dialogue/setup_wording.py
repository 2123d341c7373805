"""What moderators read of what the bot may not do on their server. See `wording.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, assert_never

from bot.dialogue.obstacles import Cause, ObstacleGroup
from bot.dialogue.wording import count_of

COMMAND_SETUP = "For moderators: the bot on this server"
COMMAND_SETUP_CHECK = "Say what I may not do here, what that breaks, and how to mend it"
SETUP_HEADING = "What stands in my way here"
ADMINISTRATOR = (
    "I am an administrator here, which is more than I need: "
    "the link of `briefing-bot invite` asks for the least."
)

_LACKING: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.CANNOT_SEE: "View Channel",
        Cause.CANNOT_CONNECT: "Connect",
        Cause.CANNOT_WRITE: "Send Messages",
        Cause.CANNOT_REPLY: "Read Message History",
        Cause.CANNOT_WRITE_IN_THREADS: "Send Messages in Threads",
        Cause.CANNOT_WRITE_IN_POSTS: "Send Messages in Posts",
        Cause.CANNOT_OPEN_THREADS: "Create Public Threads",
        Cause.COMMANDS_HIDDEN: "Use Application Commands",
    }
)
"""What is missing where a permission is: its name in the settings of that kind of channel."""

_BROKEN: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.NOT_A_MEMBER: "I hear no mentions and no replies; only my commands are here.",
        Cause.TIMED_OUT: "Until the timeout ends, I can write no message.",
        Cause.ASK_CHANNEL_LOST: "Nobody is answered there without a mention.",
        Cause.ASK_CHANNEL_IS_CATEGORY: (
            "A category holds no messages, and its channels are not meant by it: "
            "nobody is answered there without a mention."
        ),
        Cause.NO_MESSAGE_CONTENT: (
            "Discord does not tell me what people write there, so I answer only mentions and "
            "replies."
        ),
        Cause.SHADOW_HEARS_LITTLE: (
            "Discord does not tell me what people write there, so in shadow I note only what "
            "calls me."
        ),
        Cause.CANNOT_SEE: "I see no questions there; only commands such as /ask work.",
        Cause.CANNOT_CONNECT: (
            "Without it Discord closes a voice channel's text chat to me: I see no questions "
            "there; only commands such as /ask work."
        ),
        Cause.CANNOT_WRITE: "I see questions and cannot answer; only commands such as /ask work.",
        Cause.CANNOT_REPLY: (
            "My answers are replies, and Discord refuses those without it: questions stay without "
            "an answer; only commands such as /ask work."
        ),
        Cause.CANNOT_WRITE_IN_THREADS: "In threads I stay silent; only commands work.",
        Cause.CANNOT_WRITE_IN_POSTS: "In its posts I stay silent; only commands work.",
        Cause.CANNOT_OPEN_THREADS: (
            "My answers are to go into threads; without it, they are replies in the channel."
        ),
        Cause.COMMANDS_HIDDEN: (
            "Readers without a role that allows it find neither /ask nor any other command there."
        ),
        Cause.RESTING: (
            "Where that happens, I say nothing for ten minutes, or until what I may do there "
            "changes."
        ),
    }
)

_SWITCH_ON_CONTENT: Final = (
    "whoever runs me has to switch it on: Developer Portal → Bot → Privileged Gateway Intents → "
    "Message Content Intent; then BOT_READ_MESSAGES=on, and start me again. "
    "Or let me answer there when called only: /settings show."
)

_MENDED: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.NOT_A_MEMBER: (
            "ask whoever runs me for the link that `briefing-bot invite` prints, open it, and add "
            "me to this server once more."
        ),
        Cause.TIMED_OUT: "right-click my name → Remove Timeout.",
        Cause.ASK_CHANNEL_LOST: (
            "right-click the channel → Copy Channel ID, and ask whoever runs me to put that into "
            "BOT_ASK_CHANNELS. "
            "An archived thread has to be opened again."
        ),
        Cause.ASK_CHANNEL_IS_CATEGORY: (
            "right-click the channels in it → Copy Channel ID, and ask whoever runs me to put "
            "those into BOT_ASK_CHANNELS instead."
        ),
        Cause.NO_MESSAGE_CONTENT: _SWITCH_ON_CONTENT,
        Cause.SHADOW_HEARS_LITTLE: _SWITCH_ON_CONTENT,
        Cause.RESTING: "wait those ten minutes, once nothing else is named here for the channel.",
    }
)


def all_is_well(channels: int) -> str:
    """Say in one sentence that nothing is missing, and what was checked."""
    return (
        f"All is well: in {count_of(channels, 'channel')} that you can see, I may see, write, "
        "reply and answer in threads, @everyone finds my commands, and Discord has lately refused "
        "nothing of mine."
    )


def off_in(places: str) -> str:
    """Say where moderators want no answers."""
    return f"As moderators want it, I answer nobody in {places}: `/settings show` changes that."


def shadowed_in(places: str) -> str:
    """Say where the bot only notes what it would say."""
    return (
        f"As moderators want it, I say nothing in {places}, and note what I would say: "
        "`/settings show` changes that."
    )


def checked(channels: int) -> str:
    """Say how far the diagnosis went."""
    return f"Checked: {count_of(channels, 'channel')} that you can see."


def obstacle(group: ObstacleGroup, places: str) -> str:
    """Say what is missing, and where."""
    match group.cause:
        case Cause.NOT_A_MEMBER:
            return "I am not a member of this server."
        case Cause.TIMED_OUT:
            return "I am timed out on this server."
        case Cause.ASK_CHANNEL_LOST:
            return f"I am to answer without a mention in what I cannot find: {places}."
        case Cause.ASK_CHANNEL_IS_CATEGORY:
            return f"I am to answer without a mention in a category: {places}."
        case Cause.NO_MESSAGE_CONTENT | Cause.SHADOW_HEARS_LITTLE:
            return f"{_where(group, places)}, the Message Content Intent is missing."
        case Cause.RESTING:
            return f"{_where(group, places)}, Discord has lately refused a message of mine."
        case Cause.COMMANDS_HIDDEN:
            return f"{_where(group, places)}, “{_LACKING[group.cause]}” is missing for @everyone."
        case (
            Cause.CANNOT_SEE
            | Cause.CANNOT_CONNECT
            | Cause.CANNOT_WRITE
            | Cause.CANNOT_REPLY
            | Cause.CANNOT_WRITE_IN_THREADS
            | Cause.CANNOT_WRITE_IN_POSTS
            | Cause.CANNOT_OPEN_THREADS
        ):
            return f"{_where(group, places)}, “{_LACKING[group.cause]}” is missing."
        case _:
            assert_never(group.cause)


def broken_by(group: ObstacleGroup) -> str:
    """Say what an obstacle breaks."""
    is_perhaps_meant = group.cause is Cause.CANNOT_SEE and not group.in_ask_channel
    meant = " Where I am not meant to answer, leave it so." if is_perhaps_meant else ""
    return _BROKEN[group.cause] + meant


def mended_by(group: ObstacleGroup) -> str:
    """Say how to mend an obstacle, in the words of Discord's own settings."""
    own = _MENDED.get(group.cause)
    return f"To mend it: {own or _permission_mended(group)}"


def _permission_mended(group: ObstacleGroup) -> str:
    role = "@everyone" if group.cause is Cause.COMMANDS_HIDDEN else "my role"
    name = _LACKING[group.cause]
    in_channel = f"Edit Channel → Permissions → {role} → {name}"
    if group.is_server_wide:
        on_server = _ON_THE_SERVER.get(group.cause, name)
        return (
            f"Server Settings → Roles → {role} → Permissions → {on_server}; "
            f"or for one channel: {in_channel}."
        )
    return f"{in_channel}; where channels are synced with a category, there: Edit Category."


_ON_THE_SERVER: Final[Mapping[Cause, str]] = MappingProxyType(
    {
        Cause.CANNOT_SEE: "View Channels",
        Cause.CANNOT_WRITE: "Send Messages and Create Posts",
        Cause.CANNOT_WRITE_IN_THREADS: "Send Messages in Threads and Posts",
        Cause.CANNOT_WRITE_IN_POSTS: "Send Messages in Threads and Posts",
    }
)
"""Permissions that a role's settings call otherwise than a channel's."""


def _where(group: ObstacleGroup, places: str) -> str:
    count = len(group.obstacles)
    kind = "ask channel" if group.in_ask_channel else "channel"
    if count > 1:
        return f"In {count_of(count, kind)} ({places})"
    return f"In {'the ask channel ' if group.in_ask_channel else ''}{places}"


def joined_without(server: int, lacking: Sequence[Cause]) -> str:
    """Tell the operator that a server does not let the bot do what it is for."""
    names = ", ".join(_LACKING[cause] for cause in lacking)
    return f"Joined server {server} without {names}; /setup check says how to mend it"
