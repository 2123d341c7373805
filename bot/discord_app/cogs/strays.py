"""Clicks on buttons that no version of the bot knows any more, or ever knew."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.dialogue import discord_wording
from bot.discord_app.custom_ids import is_ours
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.errors import apologise
from bot.discord_app.items.our_item import custom_id_of
from bot.discord_app.sending import Interaction, tell


class Strays(DeskCog):
    """Answers what no button of ours hears; Discord would say "This interaction failed"."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Tell the reader that a button is out of date."""
        if interaction.type is not discord.InteractionType.component:
            return
        custom_id = custom_id_of(interaction)
        if is_ours(custom_id):
            return
        with self._desk.serving():
            try:
                await tell(interaction, discord_wording.BUTTON_UNKNOWN)
            except Exception as error:  # the one place where such a click ends
                await apologise(interaction, error, f"a click on the unknown {custom_id[:100]!r}")
