"""Questions in messages: mentions, replies, direct messages, and channels set to be answered."""

from __future__ import annotations

import logging
from dataclasses import replace
from time import monotonic
from typing import Final

import discord
from discord.ext import commands

from bot.dialogue import discord_wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.etiquette import Address, is_worth_a_thread, is_worth_saying
from bot.dialogue.model import Turn
from bot.dialogue.pacing import Pace
from bot.dialogue.reading.questions import points_elsewhere
from bot.discord_app.addressing import (
    address_of,
    is_by_person,
    is_in_thread_of,
    is_shadowed,
)
from bot.discord_app.answers import Answered
from bot.discord_app.asked import (
    guild_of,
    how_to_be_read,
    is_recent,
    is_text_hidden,
    opens_thread,
    pace_of,
    place_of,
    showing_of,
    subject_of,
    thread_name,
)
from bot.discord_app.connection.pause import PausedError
from bot.discord_app.desk import Desk
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.errors import apology, is_fault, told_of_filter
from bot.discord_app.heard import HeardWords, heard_in
from bot.discord_app.refusals import is_archived, is_closed, is_denied, is_gone
from bot.discord_app.render import render_notice, render_reply
from bot.discord_app.sending import LINE_FAULTS, SERVER_FAULT, reply_in_thread, reply_once
from bot.discord_app.threads import discard
from bot.discord_app.typed_numbers import opened_by_number
from bot.discord_app.workers import BusyError

_log = logging.getLogger(__name__)

_INVALID_FORM: Final = 50035


class Asking(DeskCog):
    """Hears messages, and answers those that are meant for the bot."""

    def __init__(self, client: commands.Bot | commands.AutoShardedBot, desk: Desk) -> None:
        super().__init__(client, desk)
        self._began_at = discord.utils.utcnow()

    @property
    def _me(self) -> int:
        return self._client.user.id if self._client.user is not None else 0

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is addressed to the bot, once."""
        address = address_of(message, self._me, self._desk)
        self._desk.metrics.heard(address)
        self._note_talk(message, address)
        if address is None or self._desk.is_draining:
            return
        if self._desk.manners.is_resting(message.channel.id) or is_shadowed(message, self._desk):
            return
        if not self._desk.is_first_sight(message.id) or self._is_hint_said(message, address):
            return
        with self._desk.serving():
            async with self._desk.in_turn(message.id):
                if not address.is_waiting or await self._is_in_pace(message):
                    await self._answer_or_apologise(message, address)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Answer a message that calls us only since its edit, such as a mention put right."""
        message = payload.message
        if message.created_at < self._began_at or not is_recent(message):
            return  # whether it was answered then is not known, or it is too late
        if address_of(message, self._me, self._desk) is Address.DIRECT:
            await self.on_message(message)

    def _note_talk(self, message: discord.Message, address: Address | None) -> None:
        """Take note that people may be talking to each other in a thread of ours."""
        is_talk = address in (None, Address.AMONG_READERS) and is_by_person(message, self._me)
        if is_talk and is_in_thread_of(message, self._me):
            self._desk.manners.hear_talk(message.channel.id)

    def _is_hint_said(self, message: discord.Message, address: Address) -> bool:
        """Say whether a reply is hidden from us, and its reader knows how to be read."""
        is_hidden = address is Address.REPLY and is_text_hidden(message, address, self._client)
        return is_hidden and not self._desk.manners.is_hint_due(message.author.id)

    async def _is_in_pace(self, message: discord.Message) -> bool:
        """Say whether a message may be answered; where it is the first too many, hint at that."""
        pace = pace_of(message, self._desk, may_hint=True)
        if pace is Pace.HINT:
            try:
                await self._notify(message, discord_wording.TOO_FAST)
            except (discord.HTTPException, *LINE_FAULTS) as error:
                _log.info("A reader could not be told to slow down: %s", error)
        return pace is Pace.ANSWER

    def _is_unasked_for(self, message: discord.Message, address: Address, turn: Turn) -> bool:
        """Say whether an answer to whoever did not call us is too much."""
        if address.is_waiting:
            return False
        was_said = self._desk.manners.was_just_said(message.channel.id, turn)
        return was_said or pace_of(message, self._desk) is not Pace.ANSWER

    async def _answer_or_apologise(self, message: discord.Message, address: Address) -> None:
        try:
            await self._answer(message, address)
        except discord.HTTPException as error:
            await self._refused(message, address, error)
        except PausedError as error:
            _log.warning("A question stays without an answer: %s", error)
        except BusyError as error:
            if address.is_waiting:
                await self._apologise(message, error)
        except Exception as error:  # the one place where a message ends
            await self._apologise(message, error)

    async def _answer(self, message: discord.Message, address: Address) -> None:
        began_at = monotonic()
        heard = heard_in(message, self._client)
        words = heard.words
        opened = await opened_by_number(self._client, self._desk, message, words)
        if opened is not None:
            await self._reply(message, opened)
            self._desk.metrics.replied(monotonic() - began_at)
            return
        told = how_to_be_read(message, address, self._client) if points_elsewhere(words) else None
        if told is not None:
            sent = await self._notify(message, told)
            subject = subject_of(message, self._me, self._desk)
            self._follow(message, sent, words, address, subject)
            return
        async with self._desk.in_order(message.author.id, message.channel.id):
            subject = subject_of(message, self._me, self._desk)
            turn = await self._desk.ask(guild_of(message), words, subject)
            if not is_worth_saying(turn, address) or self._is_unasked_for(message, address, turn):
                return
            self._desk.answer(message.author.id, message.channel.id, subject, turn)
        sent = await self._send(message, turn, heard)
        self._desk.metrics.replied(monotonic() - began_at)
        self._follow(message, sent, words, address, subject)
        self._desk.quote(guild_of(message), turn.reply, message=sent.id, channel=sent.channel.id)
        if heard.is_own:  # what somebody else wrote is not kept as this reader's
            self._desk.record(turn, place_of(message), message.author.id)
        self._desk.manners.say(message.channel.id, turn)
        self._desk.manners.speak_to(message.author.id, sent.channel.id)

    def _follow(
        self,
        message: discord.Message,
        sent: discord.Message,
        words: str,
        address: Address,
        subject: Conversation,
    ) -> None:
        """Let what was said to a message follow its edits."""
        answered = Answered(sent.id, sent.channel.id, message.author.id, words, address, subject)
        self._desk.answers.keep(message.id, answered)

    async def _send(
        self, message: discord.Message, turn: Turn, heard: HeardWords
    ) -> discord.Message:
        """Reply to a message, in a thread on it where moderators want that and Discord lets us."""
        showing = showing_of(message, heard, self._desk)
        if is_worth_a_thread(turn) and opens_thread(message, self._desk):
            view = render_reply(turn.reply, replace(showing, asked=heard.words))
            try:
                return await reply_in_thread(self._client, message, thread_name(heard.words), view)
            except discord.HTTPException as error:
                if error.status >= SERVER_FAULT:
                    raise
                _log.info("A reply takes the place of a thread: %s", error)
                await discard(self._client, guild_of(message), message.id)
        return await reply_once(message, render_reply(turn.reply, showing))

    async def _refused(
        self, message: discord.Message, address: Address, error: discord.HTTPException
    ) -> None:
        """Bear with Discord: where we may not speak we rest; what is gone needs nothing."""
        if is_gone(error) or is_archived(error):
            _log.info("The place of a question is gone before its answer: %s", error)
        elif is_closed(error):
            self._desk.manners.rest(message.channel.id)
            _log.info("Resting in channel %s: %s", message.channel.id, error)
        elif is_denied(error):
            self._desk.manners.rest(message.channel.id)
            _log.warning("Resting in channel %s: %s", message.channel.id, error)
        elif told_of_filter(error) is not None and not address.is_waiting:
            _log.warning("Not let through in channel %s: %s", message.channel.id, error)
        elif error.code == _INVALID_FORM and "message_reference" in str(error):
            _log.info("A question was deleted before its answer: %s", message.id)
        else:
            await self._apologise(message, error)

    async def _apologise(self, message: discord.Message, error: Exception) -> None:
        """Admit a fault; Discord shows nothing more if the answer did arrive after all."""
        if is_fault(error):
            self._desk.metrics.failed()
        try:
            await self._notify(message, apology(error, f"answering message {message.id}"))
        except (discord.HTTPException, *LINE_FAULTS) as failure:
            _log.warning("Could not tell the reader of %r: %s", error, failure)

    async def _notify(self, message: discord.Message, text: str) -> discord.Message:
        """Reply with a sentence of the bot's own, which goes when the message does."""
        return await self._reply(message, render_notice(text))

    async def _reply(
        self, message: discord.Message, view: discord.ui.LayoutView
    ) -> discord.Message:
        """Reply with what goes when the message does, and follows no edit of it."""
        sent = await reply_once(message, view)
        self._desk.answers.keep_notice(message.id, sent.id, sent.channel.id)
        return sent
