"""Reads off a server what a diagnosis of the bot's permissions needs, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import discord

from bot.dialogue.obstacles import Channel, ChannelKind, Permission, Surroundings
from bot.discord_app.addressing import mode_in
from bot.discord_app.desk import Desk
from bot.discord_app.sending import Interaction
from bot.editorial.guild_settings import Mode


def surroundings_of(interaction: Interaction, desk: Desk) -> Surroundings:
    """Read what is allowed on a server, in the channels that the asker may see and no others."""
    asker, client = interaction.user, interaction.client
    guild = client.get_guild(interaction.guild_id or 0)  # the interaction's is never none
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
    settings = desk.settings_of(guild.id)
    asked, shadowed = (_where(guild, desk, mode) for mode in (Mode.ASK, Mode.SHADOW))
    resting = _with_parents(guild, desk.manners.resting())
    for channel in sorted(guild.channels, key=lambda c: (c.position, c.id)):
        if channel.permissions_for(asker).view_channel:
            yield Channel(
                id=channel.id,
                name=channel.name,
                kind=_kind(channel),
                granted=_explicit(channel, me),
                readers=_explicit(channel, guild.default_role),
                is_ask_channel=channel.id in asked,
                is_shadow=channel.id in shadowed,
                is_off=_is_off(channel, desk),
                opens_threads=settings.replies_in_thread,
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


def _where(guild: discord.Guild, desk: Desk, mode: Mode) -> frozenset[int]:
    """Give the channels that have a mode, themselves or in one of their threads.

    A category has none of its own, but the operator may have taken one for a channel.
    """
    modes = desk.settings_of(guild.id).modes
    threads = map(guild.get_thread, {*desk.ask_channels, *modes})
    places = (*guild.channels, *(thread for thread in threads if thread is not None))
    found = {
        place.parent_id if isinstance(place, discord.Thread) else place.id
        for place in places
        if not isinstance(place, discord.CategoryChannel) and mode_in(place, guild.id, desk) is mode
    }
    categories = {category.id for category in guild.categories} - modes.keys()
    return frozenset(found | (categories & desk.ask_channels if mode is Mode.ASK else set()))


def _is_off(channel: discord.abc.GuildChannel, desk: Desk) -> bool:
    """Say whether nothing is to be said in a channel, not even a report to editors."""
    if channel.id == desk.settings_of(channel.guild.id).editors_channel:
        return False
    return mode_in(channel, channel.guild.id, desk) is Mode.OFF


def _with_parents(guild: discord.Guild, ids: Iterable[int]) -> frozenset[int]:
    """Give channels for what may be threads: permissions are theirs."""
    known = {channel: guild.get_thread(channel) for channel in ids}
    return frozenset(c if thread is None else thread.parent_id for c, thread in known.items())


def _lost(client: discord.Client, ask_channels: Iterable[int]) -> Iterator[int]:
    """Give the ids that no server has; while one of them is down, nobody can tell."""
    if not any(guild.unavailable for guild in client.guilds):
        yield from sorted(c for c in ask_channels if client.get_channel(c) is None)
