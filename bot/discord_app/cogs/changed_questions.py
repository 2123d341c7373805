"""Answers follow their questions: what is edited is answered again, what is deleted goes."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

import discord
from discord.ext import commands

from bot.dialogue.etiquette import is_worth_saying
from bot.dialogue.pacing import Pace
from bot.dialogue.reading.questions import points_elsewhere
from bot.discord_app.addressing import is_silent_in
from bot.discord_app.answers import Answered, Posted
from bot.discord_app.asked import (
    guild_of,
    is_recent,
    pace_of,
    place_of,
    showing_of,
    thread_name,
)
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.heard import HeardWords, heard_in
from bot.discord_app.refusals import is_archived, is_gone
from bot.discord_app.render import render_reply
from bot.discord_app.sending import LINE_FAULTS, insist
from bot.discord_app.threads import retitle, thread_on, withdraw
from bot.discord_app.workers import BusyError

_log = logging.getLogger(__name__)


class ChangedQuestions(DeskCog):
    """Lets answers follow what becomes of their questions."""

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Let an answer follow its question's correction."""
        if self._desk.is_draining:
            return
        with self._desk.serving():
            async with self._desk.in_turn(payload.message_id):
                await self._follow(payload)

    async def _follow(self, payload: discord.RawMessageUpdateEvent) -> None:
        answered = self._desk.answers.to(payload.message_id)
        if answered is None:
            return
        heard = heard_in(payload.message, self._client)
        if points_elsewhere(heard.words) or heard.words == answered.words:
            return
        if not is_recent(payload.message) or self._is_silenced(payload.message):
            return
        if pace_of(payload.message, self._desk) is not Pace.ANSWER:
            return
        try:
            await self._answer_again(payload.message, heard, answered)
        except (discord.HTTPException, BusyError, *LINE_FAULTS) as error:
            if is_gone(error):
                self._desk.answers.drop(payload.message_id)
            is_natural = is_gone(error) or is_archived(error)
            level = logging.INFO if is_natural else logging.WARNING
            _log.log(level, "An answer could not follow its question's edit: %s", error)

    def _is_silenced(self, message: discord.Message) -> bool:
        """Say whether moderators have switched the bot off by now, or let it think in silence."""
        guild = message.guild
        return guild is not None and is_silent_in(message.channel, guild.id, self._desk)

    async def _answer_again(
        self, message: discord.Message, heard: HeardWords, answered: Answered
    ) -> None:
        words = heard.words
        async with self._desk.in_order(message.author.id, message.channel.id):
            turn = await self._desk.ask(guild_of(message), words, answered.subject)
            is_worth_it = is_worth_saying(turn, answered.address)
            if is_worth_it:
                self._desk.answer(message.author.id, message.channel.id, answered.subject, turn)
        if not is_worth_it:
            self._desk.recorder.forget_messages([message.id])
            await self._take_back(message.id, guild_of(message))
            return
        answer = self._message(answered.channel, answered.message)
        showing = showing_of(message, heard, self._desk)
        is_apart = answered.channel != message.channel.id
        view = render_reply(turn.reply, replace(showing, asked=words if is_apart else None))
        nobody = discord.AllowedMentions.none()
        await insist(lambda: answer.edit(view=view, allowed_mentions=nobody))
        again = replace(answered, words=words)
        self._desk.answers.keep(message.id, again)
        self._desk.quote(
            guild_of(message), turn.reply, message=answered.message, channel=answered.channel
        )
        if heard.is_own:
            self._desk.record(turn, place_of(message), message.author.id)
        if is_apart:
            await self._retitle(message, words)

    async def _retitle(self, message: discord.Message, words: str) -> None:
        """Let the title of the thread in which a question is answered follow its correction."""
        thread = await thread_on(self._client, guild_of(message), message.id, is_known=True)
        if thread is not None:
            await retitle(thread, thread_name(words))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Remove an answer whose question is deleted, and what was recorded of it."""
        await self._forget(payload.message_id, payload.guild_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Remove the answers to questions that a moderator swept away."""
        for message_id in payload.message_ids:
            await self._forget(message_id, payload.guild_id)

    async def _forget(self, message: int, guild: int | None) -> None:
        """Let go of what belongs to a message that is gone: a question, or an answer of ours."""
        with self._desk.serving():
            async with self._desk.in_turn(message):
                self._desk.recorder.forget_messages([message])
                self._desk.answers.drop_removed(message)
                await self._take_back(message, guild)

    async def _take_back(self, question: int, guild: int | None) -> None:
        """Remove what we answered, with the thread on the question if that is ours."""
        posted = self._desk.answers.posted(question)
        self._desk.answers.drop(question)
        is_apart = posted is not None and posted.channel == question
        thread = await thread_on(self._client, guild, question, is_known=is_apart)
        if thread is None:
            await self._remove(posted)
        else:
            await withdraw(thread, partial(self._remove, posted))

    async def _remove(self, posted: Posted | None) -> None:
        if posted is None:
            return
        try:
            await insist(self._message(posted.channel, posted.message).delete)
        except (discord.HTTPException, *LINE_FAULTS) as error:
            _log.info("An answer without a question could not be removed: %s", error)

    def _message(self, channel: int, message: int) -> discord.PartialMessage:
        return self._client.get_partial_messageable(channel).get_partial_message(message)
