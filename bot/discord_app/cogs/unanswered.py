"""For moderators: /unanswered, what was asked here and not answered."""

from __future__ import annotations

from discord import app_commands

from bot.dialogue import unanswered_wording
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.editing import Editor, for_editor
from bot.discord_app.items.gaps import show_gaps
from bot.discord_app.moderators import for_moderators
from bot.discord_app.sending import Interaction, defer
from bot.newsroom.gaps import ENOUGH_PEOPLE


class Unanswered(DeskCog):
    """What readers missed."""

    @for_moderators
    @app_commands.command(name="unanswered", description=unanswered_wording.COMMAND_UNANSWERED)
    @app_commands.describe(people=unanswered_wording.OPTION_PEOPLE)
    async def unanswered(
        self, interaction: Interaction, people: app_commands.Range[int, 1, 50] = ENOUGH_PEOPLE
    ) -> None:
        """Show the groups that most people asked for."""

        async def show(editor: Editor) -> None:
            await defer(interaction, ephemeral=True, thinking=True)
            await show_gaps(editor, people, 0)

        await for_editor(interaction, self._desk, show)
