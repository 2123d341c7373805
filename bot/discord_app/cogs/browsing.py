"""Looking around without asking: /topics, /topic, /briefing, /latest, /help."""

from __future__ import annotations

from collections.abc import Callable

from discord import app_commands

from bot.dialogue import discord_wording
from bot.dialogue.model import Reply
from bot.dialogue.responder import Responder
from bot.discord_app import limits
from bot.discord_app.choosing import offered_passages
from bot.discord_app.custom_ids import DEEPER
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.membership import is_member_here
from bot.discord_app.render import Showing, render_reply
from bot.discord_app.sending import Interaction, is_private, respond, within_patience

Name = app_commands.Range[str, 1, limits.AUTOCOMPLETE_CHOICE]


class Browsing(DeskCog):
    """Menus. They answer the reader alone: a channel need not see somebody leafing through."""

    @app_commands.command(name="topics", description=discord_wording.COMMAND_TOPICS)
    async def topics(self, interaction: Interaction) -> None:
        """List the topics."""
        await self._show(interaction, Responder.topics)

    @app_commands.command(name="topic", description=discord_wording.COMMAND_TOPIC)
    @app_commands.describe(name=discord_wording.OPTION_TOPIC)
    async def topic(self, interaction: Interaction, name: Name) -> None:
        """Show a topic, by the name that was typed or picked."""
        chosen = DEEPER.fullmatch(name)
        wanted = name if chosen is None else chosen["passage"]
        today = self._desk.today
        await self._show(interaction, lambda responder: responder.topic(wanted, today=today))

    @topic.autocomplete("name")
    async def _suggest_topics(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await self._desk.while_typing(
            interaction.guild_id,
            interaction.user.id,
            lambda responder: offered_passages(responder.suggest_topics(typed)),
        )

    @app_commands.command(name="briefing", description=discord_wording.COMMAND_BRIEFING)
    @app_commands.describe(title=discord_wording.OPTION_BRIEFING)
    async def briefing(self, interaction: Interaction, title: Name) -> None:
        """Show a briefing's parts as buttons."""
        await self._show(interaction, lambda responder: responder.briefing(title))

    @briefing.autocomplete("title")
    async def _suggest_briefings(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await self.suggest_stories(interaction, typed)

    @app_commands.command(name="latest", description=discord_wording.COMMAND_LATEST)
    async def latest(self, interaction: Interaction) -> None:
        """List the briefings by the date of their facts."""
        await self._show(interaction, Responder.latest)

    @app_commands.command(name="help", description=discord_wording.COMMAND_HELP)
    async def help(self, interaction: Interaction) -> None:
        """Introduce the bot."""
        await self._show(interaction, Responder.help)

    async def _show(self, interaction: Interaction, menu: Callable[[Responder], Reply]) -> None:
        ephemeral = not is_private(interaction)
        work = self._desk.consult(interaction.guild_id, menu)
        reply = await within_patience(interaction, work, ephemeral=ephemeral)
        follows = is_member_here(interaction) and self._desk.takes_follows(interaction.guild_id)
        view = render_reply(reply, Showing(follows=follows))
        await respond(interaction, view, ephemeral=ephemeral)
        self._desk.show(interaction.user.id, interaction.channel_id or 0, reply)
