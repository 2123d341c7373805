"""Tells whether, and how, a message is addressed to the bot."""

from __future__ import annotations

import re
from typing import Final

import discord

from bot.dialogue.etiquette import Address
from bot.discord_app.desk import Desk

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
    if answered_by(message, me) is not None:
        return Address.REPLY
    return Address.OVERHEARD if places & desk.ask_channels else None


def answered_by(message: discord.Message, me: int) -> discord.Message | None:
    """Give the message of ours that a reader replies to, if it is one."""
    reference = message.reference
    replied_to = None if reference is None else reference.resolved
    if isinstance(replied_to, discord.Message) and replied_to.author.id == me:
        return replied_to
    return None
