"""Tells what Discord's refusals mean, by the codes that it gives them."""

from __future__ import annotations

from typing import Final

import discord

_GONE: Final = frozenset({10003, 10004, 10008})
"""Discord's codes for a channel, a server and a message that it does not know (any more)."""


def is_gone(error: BaseException) -> bool:
    """Say whether what we meant is not there any more, so that nothing is left to be done."""
    return isinstance(error, discord.NotFound) and error.code in _GONE
