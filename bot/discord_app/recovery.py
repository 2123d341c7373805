"""Finds out again what a reply of ours answered, from the messages themselves."""

from __future__ import annotations

import re
from typing import Final

import discord

from bot.discord_app.message_text import text_of
from bot.discord_app.sending import LINE_FAULTS, Interaction
from bot.discord_app.shown import texts_of, words_asked


async def recover_words(interaction: Interaction) -> str | None:
    """Give the words that the clicked message answers; none when nothing tells.

    They stand in the message itself, or in the message that it replies to.
    """
    message = interaction.message
    return None if message is None else await words_answered_by(interaction.client, message)


async def words_answered_by(client: discord.Client, message: discord.Message) -> str | None:
    """Give the words that a message of ours answers; none when nothing tells."""
    repeated = words_asked(texts_of(message))
    if repeated is not None:
        return repeated
    question = await replied_to(client, message)
    if question is None or question.author.bot:
        return None
    return without_mention(question.content, client) or None


async def replied_to(client: discord.Client, message: discord.Message) -> discord.Message | None:
    """Give the message that another one replies to, asking Discord when it did not send it."""
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    if isinstance(reference.resolved, discord.DeletedReferencedMessage):
        return None
    channel = client.get_partial_messageable(reference.channel_id, guild_id=reference.guild_id)
    try:
        return await channel.fetch_message(reference.message_id)
    except (discord.HTTPException, *LINE_FAULTS):
        return None


def is_ours(client: discord.Client, message: discord.Message) -> bool:
    """Say whether the bot wrote a message."""
    return client.user is not None and message.author.id == client.user.id


def words_of(client: discord.Client, message: discord.Message) -> str:
    """Give what somebody else's message says, in one line; empty where it holds no text."""
    return " ".join(without_mention(text_of(message), client).split())


def without_mention(text: str, client: discord.Client) -> str:
    """Cut mentions out of a message, the bot's own and others, and other marks of Discord's.

    They name nobody that a briefing speaks of, and nothing of them is to be repeated.
    """
    words = text
    if client.user is not None:
        words = " ".join(re.split(rf"\s*<@!?{client.user.id}>\s*", words))
    return _MARKS.sub(" ", words).strip()


_MARKS: Final = re.compile(
    r"[^\S\n]*(?:<(?:@[!&]?|#|a?:\w{1,40}:|t:-?)\d{1,20}(?::[a-zA-Z])?>|@(?:everyone|here)\b)[^\S\n]*"
)
"""Mentions of members, roles, channels and everybody; custom emoji; points in time."""
