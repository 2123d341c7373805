"""For moderators: /setup check, which tells what stands in the bot's way on their server."""

from __future__ import annotations

import logging
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.dialogue import setup_wording
from bot.dialogue.obstacles import hindered
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.moderators import admits, for_moderators, send_report
from bot.discord_app.sending import Interaction
from bot.discord_app.setup_report import setup_report
from bot.discord_app.surroundings import granted_by, surroundings_of

_log = logging.getLogger(__name__)

_FILE: Final = "setup.txt"


@for_moderators
class Setup(
    DeskCog,
    commands.GroupCog,
    group_name="setup",
    group_description=setup_wording.COMMAND_SETUP,
):
    """Commands about the bot's place on a server. Who may use them is checked here as well."""

    @app_commands.command(name="check", description=setup_wording.COMMAND_SETUP_CHECK)
    async def check(self, interaction: Interaction) -> None:
        """Say what is missing, what that breaks, and how to mend it."""
        if not await admits(interaction):
            return
        around = surroundings_of(interaction, self._desk)
        await send_report(interaction, setup_report(around), _FILE)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Tell the operator of a server that does not let the bot do what it is for."""
        lacking = hindered(granted_by(guild.me.guild_permissions))
        if lacking:
            _log.warning("%s", setup_wording.joined_without(guild.id, lacking))
