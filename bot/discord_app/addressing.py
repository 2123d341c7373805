"""Tells whether, and how, a message is addressed to the bot."""

from __future__ import annotations

import re
from typing import Final

import discord

from bot.dialogue.etiquette import Address
from bot.discord_app.desk import Desk

_MENTION_FIRST: Final = re.compile(r"\s*<@[!&]?[0-9]+>")
_WRITTEN_BY_PEOPLE: Final = (discord.MessageType.default, discord.MessageType.reply)


def address_of(message: discord.Message, me: int, desk: Desk) -> Address | None:
    """Say how a message is addressed to the bot `me`; none for what is not its business.

    Bots, webhooks, system messages and the bot itself are never its business.
    """
    if message.author.bot or message.webhook_id is not None or message.author.id == me:
        return None
    if message.type not in _WRITTEN_BY_PEOPLE:
        return None
    places = {message.channel.id, getattr(message.channel, "parent_id", None)}
    if message.guild is None or places & desk.home_channels:
        return Address.DIRECT
    if re.search(rf"<@!?{me}>", message.content):
        return Address.DIRECT
    if answered_by(message, me) is not None or _pings_in_reply(message, me):
        return Address.REPLY
    if places & desk.ask_channels and not _is_to_somebody_else(message):
        return Address.OVERHEARD
    return None


def _pings_in_reply(message: discord.Message, me: int) -> bool:
    """Say whether a reply rings for us, which tells whose message it replies to."""
    is_reply = message.type is discord.MessageType.reply
    return is_reply and any(user.id == me for user in message.mentions)


def _is_to_somebody_else(message: discord.Message) -> bool:
    """Say whether a message that is not to us begins as one to another person or role."""
    is_reply = message.type is discord.MessageType.reply
    return is_reply or _MENTION_FIRST.match(message.content) is not None


def answered_by(message: discord.Message, me: int) -> discord.Message | None:
    """Give the message of ours that a reader replies to, if it is one."""
    reference = message.reference
    replied_to = None if reference is None else reference.resolved
    if isinstance(replied_to, discord.Message) and replied_to.author.id == me:
        return replied_to
    return None
