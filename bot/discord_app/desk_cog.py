"""What every cog is given."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.discord_app.choosing import offered_titles
from bot.discord_app.desk import Desk
from bot.discord_app.sending import Interaction


class DeskCog(commands.Cog):
    """A cog of a bot that has a desk."""

    def __init__(self, client: commands.Bot | commands.AutoShardedBot, desk: Desk) -> None:
        self._client = client
        self._desk = desk

    async def suggest_stories(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """List the stories with what is being typed in their name."""
        return await self._desk.while_typing(
            interaction.guild_id,
            interaction.user.id,
            lambda responder: offered_titles(responder.briefings(), typed),
        )
