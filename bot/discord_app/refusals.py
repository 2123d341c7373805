"""Tells what Discord's refusals mean, by the codes that it gives them."""

from __future__ import annotations

from typing import Final

import discord

_GONE: Final = frozenset({10003, 10004, 10008})
"""Discord's codes for a channel, a server and a message that it does not know (any more)."""

_ARCHIVED: Final = 50083
"""Discord's code for a thread that is archived; whoever writes in it opens it again."""

_CLOSED: Final = frozenset({50024, 160005, 160006})
"""Discord's codes for a kind of channel that takes no messages, for a thread that is locked, and
for one that cannot be opened again beside so many others."""


def is_gone(error: BaseException) -> bool:
    """Say whether what we meant is not there any more, so that nothing is left to be done."""
    return isinstance(error, discord.NotFound) and error.code in _GONE


def is_archived(error: BaseException) -> bool:
    """Say whether somebody has put a thread away, for now."""
    return isinstance(error, discord.HTTPException) and error.code == _ARCHIVED


def is_closed(error: BaseException) -> bool:
    """Say whether a place takes nothing from us for a while, whatever rights we have there."""
    return isinstance(error, discord.HTTPException) and error.code in _CLOSED
