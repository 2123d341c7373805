"""Reads off a server what a diagnosis of the bot's permissions needs, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import discord

from bot.dialogue.obstacles import Channel, ChannelKind, Permission, Surroundings
from bot.discord_app.desk import Desk
from bot.discord_app.sending import Interaction


def surroundings_of(interaction: Interaction, desk: Desk) -> Surroundings:
    """Read what is allowed on a server, in the channels that the asker may see and no others."""
    guild, asker, client = interaction.guild, interaction.user, interaction.client
    me: discord.Member | None = None if guild is None else guild.me
    if guild is None or me is None or not isinstance(asker, discord.Member):
        return Surroundings((), is_member=False)  # where only the commands were added
    allowed = me.guild_permissions
    return Surroundings(
        channels=tuple(_channels(guild, me, asker, desk)),
        granted=granted_by(allowed),
        readers=granted_by(guild.default_role.permissions),
        reads_messages=client.intents.message_content,
        is_timed_out=me.is_timed_out() and not allowed.administrator,
        is_administrator=allowed.administrator,
        lost_ask_channels=tuple(_lost(client, desk.ask_channels)),
    )


def granted_by(allowed: discord.Permissions) -> frozenset[Permission]:
    """Give those of the permissions that matter."""
    return frozenset(p for p in Permission if allowed.administrator or getattr(allowed, p.value))


def _channels(
    guild: discord.Guild, me: discord.Member, asker: discord.Member, desk: Desk
) -> Iterator[Channel]:
    ask_channels = _with_parents(guild, desk.ask_channels)
    resting = _with_parents(guild, desk.resting())
    for channel in sorted(guild.channels, key=lambda c: (c.position, c.id)):
        if channel.permissions_for(asker).view_channel:
            yield Channel(
                id=channel.id,
                name=channel.name,
                kind=_kind(channel),
                granted=_explicit(channel, me),
                readers=_explicit(channel, guild.default_role),
                is_ask_channel=channel.id in ask_channels,
                is_resting=channel.id in resting,
            )


def _explicit(
    channel: discord.abc.GuildChannel, whose: discord.Member | discord.Role
) -> frozenset[Permission]:
    """Give what is granted; the channel's own method also takes away what follows from that."""
    return granted_by(discord.abc.GuildChannel.permissions_for(channel, whose))


def _kind(channel: discord.abc.GuildChannel) -> ChannelKind:
    match channel:
        case discord.CategoryChannel():
            return ChannelKind.CATEGORY
        case discord.ForumChannel():
            return ChannelKind.POSTS
        case discord.VoiceChannel() | discord.StageChannel():
            return ChannelKind.VOICE
        case _:
            return ChannelKind.TEXT


def _with_parents(guild: discord.Guild, ids: Iterable[int]) -> frozenset[int]:
    """Give channels for what may be threads: permissions are theirs."""
    known = {channel: guild.get_thread(channel) for channel in ids}
    return frozenset(c if thread is None else thread.parent_id for c, thread in known.items())


def _lost(client: discord.Client, ask_channels: Iterable[int]) -> Iterator[int]:
    """Give the ids that no server has; while one of them is down, nobody can tell."""
    if not any(guild.unavailable for guild in client.guilds):
        yield from sorted(c for c in ask_channels if client.get_channel(c) is None)
