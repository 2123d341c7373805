"""Questions in messages: mentions, replies, direct messages, and channels set to be answered."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import Final

import discord
from discord.ext import commands

from bot.dialogue import wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.etiquette import Address, is_worth_saying
from bot.dialogue.model import Reply, Turn
from bot.dialogue.pacing import Pace
from bot.dialogue.requests import chosen_number
from bot.discord_app import limits
from bot.discord_app.addressing import address_of, answered_by, calls_our_role, is_shadowed
from bot.discord_app.desk import Answered, Desk
from bot.discord_app.errors import apology
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import one_line
from bot.discord_app.pause import PausedError
from bot.discord_app.recording import Place
from bot.discord_app.recovery import without_mention
from bot.discord_app.render import Showing, render_notice, render_reply
from bot.discord_app.sending import (
    LINE_FAULTS,
    SERVER_FAULT,
    insist,
    reply_in_thread,
    reply_once,
)
from bot.discord_app.shown import conversation_of, ids_of
from bot.discord_app.workers import BusyError

_log = logging.getLogger(__name__)

_EDIT_WINDOW: Final = timedelta(minutes=15)
"""An answer follows its question's edits for this long; later, people have read it."""

_NO_REPLY_WITHOUT_HISTORY: Final = 160002
_INVALID_FORM: Final = 50035


class Asking(commands.Cog):
    """Hears messages, and answers those that are meant for the bot."""

    def __init__(self, client: discord.Client, desk: Desk) -> None:
        self._client = client
        self._desk = desk

    @property
    def _me(self) -> int:
        return self._client.user.id if self._client.user is not None else 0

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is addressed to the bot, once."""
        address = address_of(message, self._me, self._desk)
        self._desk.metrics.heard(address)
        if address is None or self._desk.is_draining or self._desk.is_resting(message.channel.id):
            return
        if is_shadowed(message, self._desk) or not self._desk.is_first_sight(message.id):
            return
        with self._desk.serving():
            if address is not Address.OVERHEARD and not await self._is_in_pace(message):
                return
            async with self._desk.in_turn(message.id):
                await self._answer_or_apologise(message, address)

    async def _is_in_pace(self, message: discord.Message) -> bool:
        """Say whether a message may be answered; where it is the first too many, hint at that."""
        pace = self._pace(message, may_hint=True)
        if pace is Pace.HINT:
            try:
                await reply_once(message, render_notice(wording.TOO_FAST))
            except (discord.HTTPException, *LINE_FAULTS) as error:
                _log.info("A reader could not be told to slow down: %s", error)
        return pace is Pace.ANSWER

    def _pace(self, message: discord.Message, *, may_hint: bool = False) -> Pace:
        places = message.channel.id, _guild(message)
        return self._desk.pace(message.author.id, *places, may_hint=may_hint)

    def _is_unasked_for(self, message: discord.Message, address: Address, turn: Turn) -> bool:
        """Say whether an answer to whoever did not call us is too much."""
        if address is not Address.OVERHEARD:
            return False
        was_said = self._desk.was_just_said(message.channel.id, turn)
        return was_said or self._pace(message) is not Pace.ANSWER

    async def _answer_or_apologise(self, message: discord.Message, address: Address) -> None:
        try:
            await self._answer(message, address)
        except discord.HTTPException as error:
            await self._refused(message, error)
        except PausedError as error:
            _log.warning("A question stays without an answer: %s", error)
        except BusyError as error:
            if address is not Address.OVERHEARD:  # nobody there waits for us
                await self._apologise(message, error)
        except Exception as error:  # the one place where a message ends
            await self._apologise(message, error)

    async def _answer(self, message: discord.Message, address: Address) -> None:
        began_at = monotonic()
        own = without_mention(message.content, self._client)
        words = own or self._words_pointed_at(message)
        if not words and self._is_hidden(message, address):
            told = wording.ROLE_UNREADABLE if calls_our_role(message) else wording.REPLY_UNREADABLE
            await reply_once(message, render_notice(told))
            return
        async with self._desk.in_order(message.author.id, message.channel.id):
            subject = self._subject(message)
            turn = await self._desk.ask(_guild(message), words, subject)
            if not is_worth_saying(turn, address) or self._is_unasked_for(message, address, turn):
                return
            self._desk.answer(message.author.id, message.channel.id, subject, turn)
        sent = await self._send(message, turn, words)
        self._desk.metrics.replied(monotonic() - began_at)
        answered = Answered(sent.id, sent.channel.id, words, address, subject)
        self._desk.keep_answer(message.id, answered)
        self._quote(message, turn.reply, answered)
        if own or not words:  # what somebody else wrote is not kept as this reader's
            self._desk.record(turn, _place(message), message.author.id)
        self._desk.say(message.channel.id, turn)

    def _words_pointed_at(self, message: discord.Message) -> str:
        """Give the words of another person's message, where a bare call replies to it."""
        reference = message.reference
        pointed_at = None if reference is None else reference.resolved
        if not isinstance(pointed_at, discord.Message) or pointed_at.author.bot:
            return ""
        return without_mention(pointed_at.content, self._client)

    async def _send(self, message: discord.Message, turn: Turn, words: str) -> discord.Message:
        """Reply to a message, in a thread on it where moderators want that and Discord lets us."""
        showing = self._showing(message, words)
        if self._opens_thread(message):
            view = render_reply(turn.reply, replace(showing, asked=words))
            try:
                return await reply_in_thread(self._client, message, _thread_name(words), view)
            except discord.HTTPException as error:
                if error.status >= SERVER_FAULT:
                    raise
                _log.info("A reply takes the place of a thread: %s", error)
        return await reply_once(message, render_reply(turn.reply, showing))

    def _opens_thread(self, message: discord.Message) -> bool:
        guild, channel = message.guild, message.channel
        if guild is None or not isinstance(channel, discord.TextChannel):
            return False
        if not self._desk.settings_of(guild.id).replies_in_thread:
            return False
        allowed = channel.permissions_for(guild.me)
        return allowed.create_public_threads and allowed.send_messages_in_threads

    def _subject(self, message: discord.Message) -> Conversation:
        """Tell what a message leans on: what it replies to, else what its author saw last.

        A thread goes on from what its author saw in the channel that it was opened in.
        """
        author, channel = message.author.id, message.channel
        own = self._desk.subject(author, channel.id)
        ours = answered_by(message, self._me)
        if ours is not None:
            seen = conversation_of(ids_of(ours))
            is_latest = (own.shown, own.choices) == (seen.shown, seen.choices)
            return own if is_latest else seen
        if own == Conversation() and isinstance(channel, discord.Thread):
            return self._desk.subject(author, channel.parent_id)
        return own

    def _showing(self, message: discord.Message, words: str) -> Showing:
        """Show a reply to typed words; a typed number was no question to misunderstand."""
        return Showing(
            is_asked=chosen_number(words) is None,
            asker=message.author.id,
            takes_votes=self._desk.takes_votes(_guild(message)),
            can_ask_editors=self._desk.takes_asks(_guild(message)),
        )

    def _quote(self, message: discord.Message, reply: Reply, answered: Answered) -> None:
        at = {"message": answered.message, "channel": answered.channel}
        self._desk.quote(_guild(message), reply, **at)

    def _is_hidden(self, message: discord.Message, address: Address) -> bool:
        """Say whether Discord kept the text from us, as in a reply that does not mention us."""
        reads = self._client.intents.message_content or message.attachments or message.stickers
        mentioned = any(user.id == self._me for user in message.mentions)
        is_unread = address is Address.REPLY or calls_our_role(message)
        return is_unread and not reads and not mentioned

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Let an answer follow its question's correction."""
        if self._desk.is_draining:
            return
        with self._desk.serving():
            async with self._desk.in_turn(payload.message_id):
                await self._follow(payload)

    async def _follow(self, payload: discord.RawMessageUpdateEvent) -> None:
        answered = self._desk.answered(payload.message_id)
        if answered is None:
            return
        words = without_mention(payload.message.content, self._client)
        if not words or words == answered.words:
            return
        if discord.utils.utcnow() - payload.message.created_at > _EDIT_WINDOW:
            return
        if self._pace(payload.message) is not Pace.ANSWER:
            return
        try:
            await self._answer_again(payload.message, words, answered)
        except (discord.HTTPException, BusyError, *LINE_FAULTS) as error:
            _log.warning("An answer could not follow its question's edit: %s", error)

    async def _answer_again(self, message: discord.Message, words: str, answered: Answered) -> None:
        async with self._desk.in_order(message.author.id, message.channel.id):
            turn = await self._desk.ask(_guild(message), words, answered.subject)
            is_worth_it = is_worth_saying(turn, answered.address)
            if is_worth_it:
                self._desk.answer(message.author.id, message.channel.id, answered.subject, turn)
        if not is_worth_it:
            self._desk.recorder.forget_messages([message.id])
            await self._take_back(message.id, answered)
            return
        answer = self._message(answered.channel, answered.message)
        showing = self._showing(message, words)
        is_apart = answered.channel != message.channel.id
        view = render_reply(turn.reply, replace(showing, asked=words if is_apart else None))
        nobody = discord.AllowedMentions.none()
        await insist(lambda: answer.edit(view=view, allowed_mentions=nobody))
        again = replace(answered, words=words)
        self._desk.keep_answer(message.id, again)
        self._quote(message, turn.reply, answered)
        self._desk.record(turn, _place(message), message.author.id)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Remove an answer whose question is deleted, and what was recorded of it."""
        await self._forget(payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Remove the answers to questions that a moderator swept away."""
        for message_id in payload.message_ids:
            await self._forget(message_id)

    async def _forget(self, question: int) -> None:
        with self._desk.serving():
            async with self._desk.in_turn(question):
                self._desk.recorder.forget_messages([question])
                answered = self._desk.answered(question)
                if answered is not None:
                    await self._take_back(question, answered)

    async def _take_back(self, question: int, answered: Answered) -> None:
        self._desk.drop_answer(question)
        try:
            await insist(self._message(answered.channel, answered.message).delete)
        except (discord.HTTPException, *LINE_FAULTS) as error:
            _log.info("An answer without a question could not be removed: %s", error)

    def _message(self, channel: int, message: int) -> discord.PartialMessage:
        return self._client.get_partial_messageable(channel).get_partial_message(message)

    async def _refused(self, message: discord.Message, error: discord.HTTPException) -> None:
        """Bear with Discord: no permission rests the channel; a deleted question needs nothing."""
        if isinstance(error, discord.Forbidden) or error.code == _NO_REPLY_WITHOUT_HISTORY:
            self._desk.rest(message.channel.id)
            _log.warning("Resting in channel %s: %s", message.channel.id, error)
        elif error.code == _INVALID_FORM and "message_reference" in str(error):
            _log.info("A question was deleted before its answer: %s", message.id)
        else:
            await self._apologise(message, error)

    async def _apologise(self, message: discord.Message, error: Exception) -> None:
        """Admit a fault; Discord shows nothing more if the answer did arrive after all."""
        if not isinstance(error, BusyError):
            self._desk.metrics.failed()
        notice = render_notice(apology(error, f"answering message {message.id}"))
        try:
            await reply_once(message, notice)
        except (discord.HTTPException, *LINE_FAULTS) as failure:
            _log.warning("Could not tell the reader of %r: %s", error, failure)


def _place(message: discord.Message) -> Place:
    return Place(message.id, message.channel.id, _guild(message))


def _guild(message: discord.Message) -> int | None:
    return None if message.guild is None else message.guild.id


def _thread_name(words: str) -> str:
    return shorten(one_line(words), limits.THREAD_NAME) or wording.HELP_HEADING
