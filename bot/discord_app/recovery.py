"""Finds out again what a reply of ours answered, from the messages themselves."""

from __future__ import annotations

import discord

from bot.dialogue.reading.questions import points_elsewhere
from bot.discord_app.heard import HeardWords, heard_in
from bot.discord_app.message_text import without_mention
from bot.discord_app.sending import LINE_FAULTS, Interaction
from bot.discord_app.shown import texts_of, words_asked


async def recover_words(interaction: Interaction) -> str | None:
    """Give the words that the clicked message answers; none when nothing tells.

    They stand in the message itself, in the message that it replies to, or in the one at which
    that points.
    """
    heard = await recover(interaction)
    return None if heard is None else heard.words


async def recover(interaction: Interaction) -> HeardWords | None:
    """Give what the clicked message answers, and in whose words; none when nothing tells."""
    message = interaction.message
    return None if message is None else await _answered_by(interaction.client, message)


async def words_answered_by(client: discord.Client, message: discord.Message) -> str | None:
    """Give the words that a message of ours answers; none when nothing tells."""
    heard = await _answered_by(client, message)
    return None if heard is None else heard.words


async def _answered_by(client: discord.Client, message: discord.Message) -> HeardWords | None:
    repeated = words_asked(texts_of(message))
    if repeated is not None:
        return HeardWords(repeated)
    question = await replied_to(client, message)
    if question is None or question.author.bot:
        return None
    points = points_elsewhere(without_mention(question.content, client))
    heard = heard_in(question, client, await replied_to(client, question) if points else None)
    return heard if heard.words else None


async def replied_to(client: discord.Client, message: discord.Message) -> discord.Message | None:
    """Give the message that another one replies to, asking Discord when it did not send it."""
    reference = message.reference
    if reference is None or reference.message_id is None:
        return None
    if reference.type is discord.MessageReferenceType.forward:  # its words are in the message
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    if isinstance(reference.resolved, discord.DeletedReferencedMessage):
        return None
    channel: discord.abc.Messageable = message.channel  # a thread that was put away, perhaps
    if getattr(channel, "id", None) != reference.channel_id:  # none, of a kind that is new
        channel = client.get_partial_messageable(reference.channel_id, guild_id=reference.guild_id)
    try:
        return await channel.fetch_message(reference.message_id)
    except (discord.HTTPException, *LINE_FAULTS):
        return None
