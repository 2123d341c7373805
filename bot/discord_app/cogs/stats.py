"""For moderators: /stats."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from discord import app_commands

from bot.dialogue import report_wording as wording
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.figures import show_figures
from bot.discord_app.moderators import admits, for_moderators, tell_away
from bot.discord_app.sending import Interaction, defer
from bot.store.model import StoreError

Days = app_commands.Range[int, 1, 365]


class Stats(DeskCog):
    """What was asked lately, for whoever moderates."""

    @for_moderators
    @app_commands.command(name="stats", description=wording.COMMAND_STATS)
    @app_commands.describe(days=wording.OPTION_DAYS)
    async def stats(self, interaction: Interaction, days: Days = 30) -> None:
        """Show the figures of the last days to the moderator alone."""
        guild, newsroom = interaction.guild_id, self._desk.newsroom
        if not await admits(interaction) or guild is None or newsroom is None:
            return
        await defer(interaction, ephemeral=True, thinking=True)
        last, corpus = self._desk.today, self._desk.library.of(guild).corpus
        kept = self._desk.recorder.keeping.days or days  # of what is older nothing can be said
        first = last - timedelta(days=min(days, kept) - 1)
        try:
            statistics = await newsroom.reporting.statistics(guild, first, last, corpus)
        except StoreError as error:
            await tell_away(interaction, error)
            return
        note = wording.kept(kept) if kept < days else None
        shown = await asyncio.to_thread(show_figures, statistics, wording.STATS_HEADING, note)
        await interaction.followup.send(view=shown.view, files=shown.files, ephemeral=True)
