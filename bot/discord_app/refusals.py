"""Tells what Discord's refusals mean, by the codes that it gives them."""

from __future__ import annotations

from typing import Final

import discord

_UNKNOWN_CHANNEL: Final = 10003

_UNKNOWN_GUILD: Final = 10004
_MISSING_ACCESS: Final = 50001

_GONE: Final = frozenset({_UNKNOWN_CHANNEL, _UNKNOWN_GUILD, 10008})
"""Discord's codes for a channel, a server and a message that it does not know (any more)."""

_ARCHIVED: Final = 50083
"""Discord's code for a thread that is archived; whoever writes in it opens it again."""

_CLOSED: Final = frozenset({50024, 160005, 160006})
"""Discord's codes for a kind of channel that takes no messages, for a thread that is locked, and
for one that cannot be opened again beside so many others."""

_NO_MESSAGES: Final = frozenset({10013, 50007, 50278})
"""Discord's codes for a person whom it does not know (any more), who takes no messages from us, or
who shares no server with us."""

_TOO_MANY_MESSAGES: Final = frozenset({20026, 40003})
"""Discord's codes for a bot that has drawn suspicion by what it sends, and for one that begins to
write to people too fast. They come with a 403 and tell nothing of whoever was to be written to."""

_NO_MEMBER: Final = 10007
"""Discord's code for a person who is not on a server."""

_BLOCKED: Final = frozenset({200000, 200001})
"""Discord's codes for a text and for a title that a server's AutoMod does not let through."""

_HARMFUL_LINK: Final = 240000
"""Discord's code for a text with a link that Discord itself takes for a harmful one."""

_NO_REPLY_WITHOUT_HISTORY: Final = 160002
"""Discord's code for a reply in a channel whose earlier messages we may not read."""


def is_gone(error: BaseException) -> bool:
    """Say whether what we meant is not there any more, so that nothing is left to be done."""
    return isinstance(error, discord.NotFound) and error.code in _GONE


def is_unknown_channel(error: BaseException) -> bool:
    """Say whether there is no such channel or thread: hidden from us is another case."""
    return isinstance(error, discord.NotFound) and error.code == _UNKNOWN_CHANNEL


def is_no_guild_of_ours(error: BaseException) -> bool:
    """Say whether a server is none any more, or surely none of which we are a member."""
    if not isinstance(error, discord.NotFound | discord.Forbidden):
        return False
    return error.code in {_UNKNOWN_GUILD, _MISSING_ACCESS}


def is_archived(error: BaseException) -> bool:
    """Say whether somebody has put a thread away, for now."""
    return isinstance(error, discord.HTTPException) and error.code == _ARCHIVED


def is_closed(error: BaseException) -> bool:
    """Say whether a place takes nothing from us for a while, whatever rights we have there."""
    return isinstance(error, discord.HTTPException) and error.code in _CLOSED


def is_denied(error: BaseException) -> bool:
    """Say whether we lack a right to speak in a place.

    A 403 without a code is none of Discord's: what lies in front of it took offence at one request.
    """
    if not isinstance(error, discord.HTTPException):
        return False
    is_forbidden = isinstance(error, discord.Forbidden) and error.code != 0
    return is_forbidden or error.code == _NO_REPLY_WITHOUT_HISTORY


def is_for_good(error: BaseException) -> bool:
    """Say whether another try would be refused too: a place is gone, or we lack a right there."""
    return is_gone(error) or is_denied(error)


def is_blocked(error: BaseException) -> bool:
    """Say whether a server's AutoMod took offence at what we said."""
    return isinstance(error, discord.HTTPException) and error.code in _BLOCKED


def has_harmful_link(error: BaseException) -> bool:
    """Say whether Discord took offence at a link in what we said."""
    return isinstance(error, discord.HTTPException) and error.code == _HARMFUL_LINK


def takes_no_messages(error: BaseException) -> bool:
    """Say whether a person cannot be written to, and will not be until they change something."""
    return isinstance(error, discord.HTTPException) and error.code in _NO_MESSAGES


def is_held_back(error: BaseException) -> bool:
    """Say whether Discord wants us to write to nobody else for a while."""
    return isinstance(error, discord.HTTPException) and error.code in _TOO_MANY_MESSAGES


def is_no_member(error: BaseException) -> bool:
    """Say whether a person is not on a server (any more)."""
    return isinstance(error, discord.NotFound) and error.code in {_NO_MEMBER, *_NO_MESSAGES}
