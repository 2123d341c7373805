"""For moderators: /stats."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from discord import app_commands

from bot.dialogue import report_wording as wording
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.editing import Editor, for_editor
from bot.discord_app.figures import show_figures
from bot.discord_app.moderators import for_moderators
from bot.discord_app.sending import Interaction, defer

Days = app_commands.Range[int, 1, 365]


class Stats(DeskCog):
    """What was asked lately, for whoever moderates."""

    @for_moderators
    @app_commands.command(name="stats", description=wording.COMMAND_STATS)
    @app_commands.describe(days=wording.OPTION_DAYS)
    async def stats(self, interaction: Interaction, days: Days = 30) -> None:
        """Show the figures of the last days to the moderator alone."""

        async def show(editor: Editor) -> None:
            await defer(interaction, ephemeral=True, thinking=True)
            last = self._desk.today
            kept = self._desk.recorder.keeping.days or days  # of what is older nothing can be said
            first = last - timedelta(days=min(days, kept) - 1)
            work = editor.newsroom.reporting.statistics(editor.guild, first, last, editor.corpus)
            statistics = await editor.attempt(work)
            if statistics is not None:
                note = wording.kept(kept) if kept < days else None
                title = wording.STATS_HEADING
                shown = await asyncio.to_thread(show_figures, statistics, title, note)
                await editor.show(shown.view, *shown.files)

        await for_editor(interaction, self._desk, show)
