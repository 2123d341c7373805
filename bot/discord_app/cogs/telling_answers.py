"""Tells editors that readers asked them, and readers, once, that there is an answer."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import discord
from discord.ext import commands

from bot.corpus.model import Revision
from bot.dialogue import unanswered_wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Turn
from bot.discord_app.addressing import is_silent_in
from bot.discord_app.desk import Desk
from bot.discord_app.looking import Looking, looking
from bot.discord_app.membership import Membership, membership_of
from bot.discord_app.refusals import is_for_good
from bot.discord_app.render import Showing, render_notice, render_reply
from bot.discord_app.sending import LINE_FAULTS, SERVER_FAULT, insist, never_arrived, nonce_of
from bot.discord_app.threads import place_in
from bot.discord_app.workers import BusyError
from bot.matching.model import Answer
from bot.newsroom.asking import Asking
from bot.store.asks import Ask

_log = logging.getLogger(__name__)

_LOOK_S: Final = 30.0
_ANNOUNCE_S: Final = 600.0
"""So that editors get one message for what came in ten minutes."""


class TellingAnswers(Looking):
    """Looks, after each change of the content, for asks that it answers."""

    def __init__(self, client: commands.Bot | commands.AutoShardedBot, desk: Desk) -> None:
        super().__init__(client, desk)
        self._looked_at: Mapping[int, Revision] = {}

    @looking(every_s=_ANNOUNCE_S, what="telling editors of what they are asked")
    async def announce(self) -> None:
        """Tell the editors of each guild how many questions were put to them."""
        if self._desk.newsroom is None:
            return
        for guild, count in self._desk.newsroom.asking.news().items():
            channel = self._desk.settings_of(guild).editors_channel
            if channel is not None and not await self._announce_in(channel, count):
                self._desk.newsroom.asking.announce_later(guild, count)

    async def _announce_in(self, channel: int, count: int) -> bool:
        """Tell the editors; say whether that is done, or will never be."""
        view = render_notice(unanswered_wording.asks_announced(count))
        try:
            await self._client.get_partial_messageable(channel).send(view=view, silent=True)
        except (discord.HTTPException, *LINE_FAULTS) as error:
            if is_for_good(error):
                _log.warning("Editors are not told in channel %s: %s", channel, error)
                return True
            is_done = not never_arrived(error)
            when = "at most once" if is_done else "later"
            _log.warning("Editors are told %s in channel %s: %s", when, channel, error)
            return is_done
        return True

    @looking(every_s=_LOOK_S, what="telling readers of answers")
    async def look(self) -> None:
        """Tell those who asked and wanted to hear, once the content has changed.

        What does not work now waits. The database is asked only after a change, and for those who
        have just said that they want to hear: the answer may have come before.
        """
        if self._desk.newsroom is None:
            return
        asking = self._desk.newsroom.asking
        guilds = (guild.id for guild in self._client.guilds)
        revisions = {guild: self._desk.library.of(guild).corpus.revision for guild in guilds}
        try:
            with asking.newly_waiting() as newly:
                if newly or revisions != self._looked_at:
                    await self._look_in(asking, revisions, newly)
        except BusyError:
            _log.info("Readers who asked the editors are told when the bot is less busy")

    async def _look_in(
        self, asking: Asking, revisions: Mapping[int, Revision], newly: frozenset[int]
    ) -> None:
        for guild in await asking.kept.guilds_waiting():
            is_other = guild in newly or self._looked_at.get(guild) != revisions.get(guild)
            if guild in revisions and is_other:
                await self._tell_all(asking, guild)
        self._looked_at = revisions

    async def _tell_all(self, asking: Asking, guild: int) -> None:
        async def tell_if_answered(ask: Ask) -> None:
            turn = await self._desk.ask(ask.guild, ask.question, Conversation())
            # Claimed first: a reader may hear nothing when all fails, but never hears it twice.
            if isinstance(turn.decision, Answer) and await asking.kept.claim(ask):
                await self._tell_if_there(ask, turn)

        waiting = await asking.kept.waiting(guild)
        await self.each(waiting, tell_if_answered, "telling a reader who asked the editors")

    async def _tell_if_there(self, ask: Ask, turn: Turn) -> None:
        """Tell a reader, unless they have surely left the server: its pages are for its members."""
        assert ask.to_tell is not None  # noqa: S101  (it waits for that)
        known = await membership_of(self._client, ask.guild, ask.to_tell)
        if known is not Membership.LEFT:
            await self._tell(ask, turn)

    async def _tell(self, ask: Ask, turn: Turn) -> None:
        told = replace(turn.reply, notes=(unanswered_wording.ASK_ANSWERED, *turn.reply.notes))
        view = render_reply(told, Showing(asked=ask.question, is_bare=True))
        try:
            if not await self._write_to(ask, view):
                await self._write_below(ask, view)
        except (discord.HTTPException, *LINE_FAULTS) as error:
            _log.info("A reader who asked the editors could not be told: %s", error)

    async def _write_to(self, ask: Ask, view: discord.ui.LayoutView) -> bool:
        """Write to the reader alone; say whether they take private messages."""
        assert ask.to_tell is not None  # noqa: S101  (it waits for that)
        reader = discord.Object(ask.to_tell)

        async def send() -> None:
            private = await self._client.create_dm(reader)
            await private.send(view=view, nonce=nonce_of("told", ask.message, reader.id))

        try:
            await insist(send)
        except discord.HTTPException as error:
            if error.status >= SERVER_FAULT:  # that tells nothing of the reader
                raise
            return False
        return True

    async def _write_below(self, ask: Ask, view: discord.ui.LayoutView) -> None:
        """Write below the question for all to see, unless moderators want nothing said there."""
        guild = self._client.get_guild(ask.guild)
        place = None if guild is None else await place_in(guild, ask.channel)
        if place is None or is_silent_in(place, ask.guild, self._desk):
            _log.info("A reader who asked the editors is not told in channel %s", ask.channel)
            return
        channel = self._client.get_partial_messageable(ask.channel)
        question = channel.get_partial_message(ask.message)
        nonce = nonce_of("told", ask.message)  # not the one that declined it, perhaps just now
        await insist(lambda: question.reply(view=view, mention_author=False, nonce=nonce))
