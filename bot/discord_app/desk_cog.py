"""What every cog is given."""

from __future__ import annotations

from discord.ext import commands

from bot.discord_app.desk import Desk


class DeskCog(commands.Cog):
    """A cog of a bot that has a desk."""

    def __init__(self, client: commands.Bot | commands.AutoShardedBot, desk: Desk) -> None:
        self._client = client
        self._desk = desk
