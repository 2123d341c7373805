"""Shadow mode: what the bot would say is noted for moderators, and nothing is said."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.dialogue.conversation import Conversation
from bot.dialogue.etiquette import Address, is_worth_noting
from bot.discord_app.addressing import address_of, is_shadowed
from bot.discord_app.asked import is_recent, place_of
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.errors import report
from bot.discord_app.heard import heard_in
from bot.discord_app.workers import BusyError


class Shadow(DeskCog):
    """Hears messages where moderators try the bot out, and answers none, come what may.

    Each is understood by itself: readers have seen nothing that "why?" could lean on. Deleted
    messages: see `ChangedQuestions`.
    """

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Note what would have been said, once."""
        address = self._address(message)
        if address is not None and self._desk.is_first_sight(message.id):
            await self._note(message, address)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Let what was noted follow a correction; Discord tells of previews of links as well."""
        message = payload.message
        if message.edited_at is None or not is_recent(message):
            return
        address = self._address(message)
        if address is not None and self._desk.answers.to(message.id) is None:
            await self._note(message, address)

    def _address(self, message: discord.Message) -> Address | None:
        if self._client.user is None or self._desk.is_draining:
            return None
        if not is_shadowed(message, self._desk):
            return None
        return address_of(message, self._client.user.id, self._desk)

    async def _note(self, message: discord.Message, address: Address) -> None:
        with self._desk.serving():
            async with self._desk.in_turn(message.id):
                try:
                    await self._think(message, address)
                except BusyError:
                    return  # nobody waits for it
                except Exception as error:  # the one place where such a message ends
                    report(error, f"thinking about message {message.id}")

    async def _think(self, message: discord.Message, address: Address) -> None:
        assert message.guild is not None  # noqa: S101  (a shadow falls on servers only)
        heard, guild = heard_in(message, self._client), message.guild.id
        if not heard.words or not heard.is_own:
            return
        turn = await self._desk.ask(guild, heard.words, Conversation())
        if is_worth_noting(turn, address):
            self._desk.record(turn, place_of(message), message.author.id, is_shadow=True)
        else:  # it may have been, before an edit
            self._desk.recorder.forget_messages([message.id])
