"""Ends the rest of a channel where we might not speak, once what we may do there changes."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.discord_app.addressing import places_of
from bot.discord_app.desk_cog import DeskCog


class Waking(DeskCog):
    """Hears of changed permissions: whoever has granted what was missing tries again at once."""

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Try again in a channel, in its threads, or in the channels of a category."""
        self._wake(after.guild, after.id)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """Try again in a thread, which may be locked no more; discord.py knew none put away."""
        guild = self._client.get_guild(payload.guild_id)
        if guild is not None:
            self._wake(guild, payload.thread_id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: discord.Role, after: discord.Role) -> None:
        """Try again everywhere on a server: a role may be ours, or everyone's."""
        self._wake(after.guild)

    @commands.Cog.listener()
    async def on_member_update(self, _: discord.Member, after: discord.Member) -> None:
        """Try again everywhere on a server: of no member but us does Discord tell."""
        self._wake(after.guild)

    def _wake(self, guild: discord.Guild, around: int | None = None) -> None:
        for resting in self._desk.manners.resting():
            channel = guild.get_channel_or_thread(resting)
            if channel is not None and around in {None, *places_of(channel)}:
                self._desk.manners.wake(resting)
