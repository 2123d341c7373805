"""What a message asks, and in whose words: its own, or those of a message that it points at."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.dialogue.reading.questions import points_elsewhere, reads_as_question
from bot.dialogue.typed_commands import asked_in_command
from bot.discord_app.message_text import is_named, text_of, without_mention


@dataclass(frozen=True, slots=True)
class HeardWords:
    """The words in which a message asks something; they may be another message's."""

    words: str
    is_own: bool = True
    """Whoever wrote the message wrote the words; what others wrote is not kept as theirs."""


def heard_in(
    message: discord.Message, client: discord.Client, pointed_at: discord.Message | None = None
) -> HeardWords:
    """Tell what a message asks; its words are empty where that cannot be told.

    What it says counts first, and the title of a post whose text asks nothing. Where it says
    nothing, or only "answer this", it asks what the message says at which it points, which may be
    given as `pointed_at` where Discord did not send it; else what is forwarded in a direct message,
    or the title of the thread in which somebody calls us.
    """
    own = asked_in_command(without_mention(message.content, client))
    title = _title_of_post(message, client)
    points = points_elsewhere(own)
    if title and (points or (reads_as_question(title) and not reads_as_question(own))):
        return HeardWords(title)
    if not points:
        return HeardWords(own)
    others = pointed_at_by(message, client) or pointed_at
    if others is not None and others.author != client.user:
        words = without_mention(text_of(others), client)
        return HeardWords(words, is_own=False) if words else HeardWords(own)
    if message.guild is None:
        shown = without_mention(text_of(message), client)
        return HeardWords(shown, is_own=not message.message_snapshots)
    return _asked_by_thread(message, client) or HeardWords(own)


def pointed_at_by(message: discord.Message, client: discord.Client) -> discord.Message | None:
    """Give the message that another one replies to, if it is not ours and Discord sent it."""
    reference = message.reference
    replied_to = None if reference is None else reference.resolved
    if not isinstance(replied_to, discord.Message) or replied_to.author == client.user:
        return None
    return replied_to


def _title_of_post(message: discord.Message, client: discord.Client) -> str:
    """Give the title of the post that a message opens, as in a forum; empty for all others.

    A thread on a message has that message's id as well, but there the message stands outside.
    """
    post = _thread_of(message) if message.id == message.channel.id else None
    return "" if post is None else without_mention(post.name, client)


def _asked_by_thread(message: discord.Message, client: discord.Client) -> HeardWords | None:
    """Give the question that is a thread's title, where we are called in it by name.

    What is asked in a thread of ours is answered there already.
    """
    thread = _thread_of(message)
    if thread is None or client.user is None or thread.owner_id == client.user.id:
        return None
    if not is_named(message, client.user.id):
        return None
    title = without_mention(thread.name, client)
    is_own = thread.owner_id == message.author.id
    return HeardWords(title, is_own=is_own) if reads_as_question(title) else None


def _thread_of(message: discord.Message) -> discord.Thread | None:
    """Give the thread in which a message stands.

    A fetched message may not know it itself, and the server knows none that is put away.
    """
    if isinstance(message.channel, discord.Thread):
        return message.channel
    return None if message.guild is None else message.guild.get_thread(message.channel.id)
