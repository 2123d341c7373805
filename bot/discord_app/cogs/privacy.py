"""What is kept of readers: /privacy tells them, and what Discord removes is removed here too."""

from __future__ import annotations

import logging
from collections.abc import Awaitable

import discord
from discord import app_commands
from discord.ext import commands

from bot.dialogue import privacy_wording
from bot.discord_app.custom_ids import ERASE_ID, EXPORT_ID
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.render import render_offer
from bot.discord_app.sending import Interaction, respond, tell
from bot.store.model import StoreError

_log = logging.getLogger(__name__)


class Privacy(DeskCog):
    """Tells what is kept, and lets go of servers and channels. Messages: see `ChangedQuestions`."""

    @app_commands.command(name="privacy", description=privacy_wording.COMMAND_PRIVACY)
    async def privacy(self, interaction: Interaction) -> None:
        """Say what is kept, for how long, and offer to show or to erase it."""
        keeping = self._desk.recorder.keeping
        if keeping.days == 0:
            await tell(interaction, privacy_wording.PRIVACY_NOTHING)
            return
        tells_readers = keeping.notes_readers and keeping.keys is not None
        text = privacy_wording.privacy(keeping.days, tells_readers=tells_readers)
        offers = (
            {EXPORT_ID: privacy_wording.EXPORT, ERASE_ID: privacy_wording.ERASE}
            if tells_readers
            else {}
        )
        await respond(interaction, render_offer(text, offers), ephemeral=True)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Keep what is a server's own: the bot is there, perhaps again."""
        newsroom = self._desk.newsroom
        if newsroom is not None:
            await _best_effort(newsroom.enter(guild.id))

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Keep what is a server's own where the bot was let in again while it was not running."""
        newsroom = self._desk.newsroom
        if newsroom is not None and newsroom.has_left(guild.id):
            await _best_effort(newsroom.enter(guild.id))

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Erase what was asked in a server that the bot has left, and the rest after a while.

        Discord has another event for one that is only unavailable for a while.
        """
        self._desk.recorder.forget_guild(guild.id)
        newsroom = self._desk.newsroom
        if newsroom is not None:
            await _best_effort(newsroom.leave(guild.id))

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Erase what was asked in a channel whose messages are gone."""
        self._desk.recorder.forget_channel(channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Erase what was asked in a thread whose messages are gone."""
        self._desk.recorder.forget_channel(payload.thread_id)


async def _best_effort(work: Awaitable[None]) -> None:
    """Have something written; nobody is there who could be told that it was not."""
    try:
        await work
    except StoreError as error:
        _log.warning("That a server was joined or left is not kept: %s", error)
