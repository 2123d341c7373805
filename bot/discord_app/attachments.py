"""Reads what somebody has attached: from Discord's own hosts, and from nowhere else."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import discord

DISCORDS: Final = frozenset({"cdn.discordapp.com", "media.discordapp.net"})

PREVIEWS: Final = "cdn.simcord.invalid"
"""Where the local preview keeps them, in memory; no network has names that end so (RFC 2606)."""


class ForeignAddressError(Exception):
    """An attachment is said to lie where Discord keeps none."""


def is_discords(address: str) -> bool:
    """Say whether an address is one of those at which Discord keeps attachments."""
    try:
        parts = urlsplit(address)
        has_usual_port = parts.port in {None, 443}
    except ValueError:
        return False
    is_plain = has_usual_port and parts.username is None and parts.password is None
    return is_plain and parts.scheme == "https" and parts.hostname in {*DISCORDS, PREVIEWS}


async def read_attachment(attachment: discord.Attachment) -> bytes:
    """Give the bytes of an attachment, whose size the caller has looked at.

    Raises `ForeignAddressError` where it is not Discord's, and what `Attachment.read` raises.
    """
    if not is_discords(attachment.url):
        raise ForeignAddressError("an attachment does not lie at Discord's")
    return await attachment.read()
