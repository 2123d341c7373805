"""For moderators: /settings, which shows and changes how a guild wants the bot."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.dialogue.judging_wording import COMMAND_THRESHOLD
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.editing import for_editor
from bot.discord_app.items.audit_log import open_log
from bot.discord_app.items.judging import show_threshold
from bot.discord_app.items.settings import open_settings
from bot.discord_app.moderators import for_moderators
from bot.discord_app.sending import Interaction
from bot.editorial import settings_wording as wording
from bot.editorial.guild_settings import GuildSettings
from bot.store.audit import Action, Deed
from bot.store.guilds import ConflictError
from bot.store.model import StoreError

_log = logging.getLogger(__name__)

_ATTEMPTS: Final = 3


@for_moderators
class GuildWishes(
    DeskCog,
    commands.GroupCog,
    group_name="settings",
    group_description=wording.COMMAND_SETTINGS,
):
    """How a guild wants it. Who may say so is checked here, and at every click."""

    @app_commands.command(name="show", description=wording.COMMAND_SETTINGS_SHOW)
    async def show(self, interaction: Interaction) -> None:
        """Show all settings, each with the button that changes it."""
        await for_editor(interaction, self._desk, open_settings)

    @app_commands.command(name="threshold", description=COMMAND_THRESHOLD)
    async def threshold(self, interaction: Interaction) -> None:
        """Show what each threshold would give on what was asked here."""
        await for_editor(interaction, self._desk, lambda e: e.attempt(show_threshold(e)))

    @app_commands.command(name="log", description=wording.COMMAND_SETTINGS_LOG)
    async def log(self, interaction: Interaction) -> None:
        """Show who changed what."""
        await for_editor(interaction, self._desk, open_log)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Forget the settings of a channel, or of a category, that is gone."""
        await self._clean(channel.guild.id, lambda s: s.without_channel(channel.id))

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Forget the settings of a thread that is gone."""
        await self._clean(payload.guild_id, lambda s: s.without_channel(payload.thread_id))

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Forget a role that is gone."""
        await self._clean(role.guild.id, lambda s: s.without_role(role.id))

    async def _clean(self, guild: int, change: Callable[[GuildSettings], GuildSettings]) -> None:
        """Change settings without being asked; what cannot be kept stays, and does no harm."""
        newsroom, me = self._desk.newsroom, self._client.user
        if newsroom is None or me is None:
            return
        for _ in range(_ATTEMPTS):
            stored = newsroom.seen(guild)
            wanted = change(stored.settings)
            told = wording.changes(stored.settings, wanted)
            if not told:
                return
            deed = Deed(guild, me.id, Action.SETTINGS, told)
            try:
                await newsroom.change(deed, wanted, seen=stored.number)
            except ConflictError:
                continue
            except StoreError as error:
                _log.warning("Settings keep what is gone in server %s: %s", guild, error)
            return
