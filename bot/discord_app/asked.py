"""A message that asks something: its words, its place, its pace, and how its answer is shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import discord

from bot.dialogue import discord_wording, wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.etiquette import Address
from bot.dialogue.pacing import Pace
from bot.dialogue.reading.wishes import picks_by_number
from bot.discord_app import limits
from bot.discord_app.addressing import answered_by, calls_our_role
from bot.discord_app.answers import WORDS_LIFETIME_S
from bot.discord_app.desk import Desk
from bot.discord_app.graphemes import shorten
from bot.discord_app.heard import HeardWords, pointed_at_by
from bot.discord_app.markdown import in_the_open, one_line
from bot.discord_app.recording import Place
from bot.discord_app.render import Showing
from bot.discord_app.shown import conversation_of, ids_of

EDIT_WINDOW: Final = timedelta(seconds=WORDS_LIFETIME_S)


def is_recent(message: discord.Message) -> bool:
    """Say whether answers follow a message's edits still; later, people have read them."""
    return discord.utils.utcnow() - message.created_at <= EDIT_WINDOW


def guild_of(message: discord.Message) -> int | None:
    """Give the guild that a message stands in; none for direct messages."""
    return None if message.guild is None else message.guild.id


def place_of(message: discord.Message) -> Place:
    """Tell where a message stands."""
    return Place(message.id, message.channel.id, guild_of(message))


def pace_of(message: discord.Message, desk: Desk, *, may_hint: bool = False) -> Pace:
    """Say whether a message may be answered, or is one too many."""
    places = message.channel.id, guild_of(message)
    return desk.pace(message.author.id, *places, may_hint=may_hint)


def is_text_hidden(message: discord.Message, address: Address, client: discord.Client) -> bool:
    """Say whether Discord kept the text from us, as in a reply that does not mention us."""
    reads = client.intents.message_content or message.attachments or message.stickers
    is_unread = address is Address.REPLY or calls_our_role(message)
    return is_unread and not reads and client.user not in message.mentions


def how_to_be_read(
    message: discord.Message, address: Address, client: discord.Client
) -> str | None:
    """Tell how to reach us with words that Discord keeps from us; none where it keeps none.

    They are the reader's own, or those of the message that a bare call replies to.
    """
    if is_text_hidden(message, address, client):
        return (
            discord_wording.ROLE_UNREADABLE
            if calls_our_role(message)
            else discord_wording.REPLY_UNREADABLE
        )
    is_hidden = message.guild is not None and not client.intents.message_content
    if is_hidden and address is Address.DIRECT and pointed_at_by(message, client) is not None:
        return discord_wording.POINTED_AT_UNREADABLE
    return None


def subject_of(message: discord.Message, me: int, desk: Desk) -> Conversation:
    """Tell what a message leans on: what it replies to, else what its author saw last.

    A thread goes on from what its author saw in the channel that it was opened in. A message of
    ours that shows no passage, such as one that names a source, is of what was seen before it.
    """
    author, channel = message.author.id, message.channel
    own = desk.subject(author, channel.id)
    ours = answered_by(message, me)
    if ours is not None:
        seen = conversation_of(ids_of(ours))
        is_latest = (own.shown, own.choices) == (seen.shown, seen.choices)
        return own if is_latest or seen == Conversation() else seen
    if own == Conversation() and isinstance(channel, discord.Thread):
        return desk.subject(author, channel.parent_id)
    return own


def showing_of(message: discord.Message, heard: HeardWords, desk: Desk) -> Showing:
    """Tell how a reply to typed words is shown; a typed number was no question to misunderstand."""
    return Showing(
        is_asked=not picks_by_number(heard.words),
        asker=message.author.id,
        takes_votes=desk.takes_votes(guild_of(message)),
        can_ask_editors=heard.is_own and desk.takes_asks(guild_of(message)),
        follows=desk.takes_follows(guild_of(message)),
    )


def opens_thread(message: discord.Message, desk: Desk) -> bool:
    """Say whether moderators want the answer in a thread, and Discord lets us open one."""
    guild, channel = message.guild, message.channel
    if guild is None or not isinstance(channel, discord.TextChannel):
        return False
    if not desk.settings_of(guild.id).replies_in_thread:
        return False
    allowed = channel.permissions_for(guild.me)
    return allowed.create_public_threads and allowed.send_messages_in_threads


def thread_name(words: str) -> str:
    """Name the thread in which a question is answered: everybody sees all of the name."""
    return shorten(one_line(in_the_open(words)), limits.THREAD_NAME) or wording.HELP_HEADING
