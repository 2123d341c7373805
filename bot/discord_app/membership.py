"""Who is on a server: of readers who leave it we hear nothing, and the bot may be no member."""

from __future__ import annotations

import logging
from enum import Enum, auto

import discord

from bot.discord_app.refusals import is_no_guild_of_ours, is_no_member
from bot.discord_app.sending import LINE_FAULTS, Interaction

_log = logging.getLogger(__name__)


class Membership(Enum):
    """What is known of somebody and a server."""

    MEMBER = auto()
    LEFT = auto()
    UNKNOWN = auto()
    """Discord could not be asked, or the bot itself is not there."""


def is_member_here(interaction: Interaction) -> bool:
    """Say whether the bot itself is on the server of an interaction, or only its commands are.

    Where it is not, it cannot write to anybody there of its own accord.
    """
    guild = interaction.guild_id
    return guild is not None and interaction.client.get_guild(guild) is not None


async def membership_of(client: discord.Client, guild: int, person: int) -> Membership:
    """Ask Discord whether somebody is on a server, whose pages are for its members."""
    server = client.get_guild(guild)
    if server is None:
        return Membership.UNKNOWN
    try:
        await server.fetch_member(person)
    except (discord.HTTPException, *LINE_FAULTS) as error:
        _log.info("Somebody is not known to be on their server: %s", error)
        return Membership.LEFT if is_no_member(error) else Membership.UNKNOWN
    return Membership.MEMBER


async def was_left(client: discord.Client, guild: int) -> bool:
    """Ask Discord whether the bot is surely on a server no longer, which it may not have heard."""
    try:
        await client.fetch_guild(guild, with_counts=False)
    except (discord.HTTPException, *LINE_FAULTS) as error:
        return is_no_guild_of_ours(error)
    return False
