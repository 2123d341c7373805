"""Questions in commands: /ask with the closest questions while typing, and the message menu."""

from __future__ import annotations

from time import monotonic

import discord
from discord import app_commands
from discord.ext import commands

from bot.dialogue import discord_wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Reply
from bot.dialogue.pacing import Pace
from bot.discord_app import custom_ids, limits
from bot.discord_app.choosing import offered_passages
from bot.discord_app.desk import Desk
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.message_text import is_ours, without_mention, words_of
from bot.discord_app.recording import Place
from bot.discord_app.render import Showing, render_reply
from bot.discord_app.sending import (
    Interaction,
    answer_to,
    is_private,
    respond,
    tell,
    within_patience,
)

Question = app_commands.Range[str, 1, limits.QUESTION]


class AskCommands(DeskCog):
    """/ask, and "Ask the briefings" in the menu of a message."""

    def __init__(self, client: commands.Bot | commands.AutoShardedBot, desk: Desk) -> None:
        super().__init__(client, desk)
        self._menu = app_commands.ContextMenu(
            name=discord_wording.MENU_ASK, callback=self._ask_message
        )

    async def cog_load(self) -> None:
        """Add the message menu, which no cog can declare."""
        self._client.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the message menu away again."""
        self._client.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(name="ask", description=discord_wording.COMMAND_ASK)
    @app_commands.describe(question=discord_wording.OPTION_QUESTION)
    async def ask(self, interaction: Interaction, question: Question) -> None:
        """Answer a question, or open the one that was picked while typing."""
        chosen = custom_ids.DEEPER.fullmatch(question)
        if not await self._is_in_pace(interaction):
            return
        if chosen is None:
            await self._answer(interaction, without_mention(question, self._client))
        else:
            await self._open(interaction, chosen["passage"])

    async def _answer(self, interaction: Interaction, question: str) -> None:
        began_at = monotonic()
        reader, channel, guild = _places(interaction)
        is_quiet = self._desk.settings_of(guild).is_private
        asking = self._desk.ask_next(guild, reader, channel, question)
        turn = await within_patience(interaction, asking, ephemeral=is_quiet)
        asker = None if is_quiet else reader  # what nobody else sees needs no Remove button
        showing = self._showing(question, guild, asker)
        await respond(interaction, render_reply(turn.reply, showing), ephemeral=is_quiet)
        self._desk.metrics.replied(monotonic() - began_at)
        self._desk.record(turn, Place(answer_to(interaction), channel, guild), reader)
        self._quote(interaction, turn.reply, is_quiet=is_quiet)

    async def _open(self, interaction: Interaction, passage: str) -> None:
        reader, channel, guild = _places(interaction)
        is_quiet = self._desk.settings_of(guild).is_private
        opening = self._desk.open(guild, passage)
        reply = await within_patience(interaction, opening, ephemeral=is_quiet)
        view = render_reply(reply, Showing(asker=None if is_quiet else reader))
        await respond(interaction, view, ephemeral=is_quiet)
        self._desk.show(reader, channel, reply)
        self._quote(interaction, reply, is_quiet=is_quiet)

    def _showing(self, asked: str, guild: int | None, asker: int | None) -> Showing:
        return Showing(
            asked=asked,
            is_asked=True,
            asker=asker,
            takes_votes=self._desk.takes_votes(guild),
            can_ask_editors=self._desk.takes_asks(guild),
        )

    async def _is_in_pace(self, interaction: Interaction) -> bool:
        """Say whether a command may be answered; else tell so, for Discord lets none be ignored."""
        if self._desk.pace(*_places(interaction)) is Pace.ANSWER:
            return True
        await tell(interaction, discord_wording.TOO_FAST)
        return False

    @ask.autocomplete("question")
    async def _suggest(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the closest questions."""
        words = without_mention(typed, self._client)
        return await self._desk.while_typing(
            interaction.guild_id,
            interaction.user.id,
            lambda responder: offered_passages(responder.suggest(words)),
        )

    def _quote(self, interaction: Interaction, reply: Reply, *, is_quiet: bool) -> None:
        _, channel, guild = _places(interaction)
        answer = None if is_quiet else answer_to(interaction)
        self._desk.quote(guild, reply, message=answer, channel=channel)

    async def _ask_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Answer a message of somebody else's, for the reader who wants to know.

        It is not recorded: who wrote it has asked nothing.
        """
        private = is_private(interaction)
        words, is_own = words_of(message, self._client), is_ours(message, self._client)
        if is_own or not words:
            notice = discord_wording.OWN_MESSAGE if is_own else discord_wording.NOTHING_TO_ASK
            await tell(interaction, notice)
            return
        if not await self._is_in_pace(interaction):
            return
        asking = self._desk.ask(interaction.guild_id, words, Conversation())
        turn = await within_patience(interaction, asking, ephemeral=not private)
        view = render_reply(turn.reply, Showing(asked=words, is_asked=True))
        await respond(interaction, view, ephemeral=not private)
        reader, channel, _ = _places(interaction)
        self._desk.answer(reader, channel, Conversation(), turn)


def _places(interaction: Interaction) -> tuple[int, int, int | None]:
    """Give who asks, in which channel and in which guild."""
    return interaction.user.id, interaction.channel_id or 0, interaction.guild_id
