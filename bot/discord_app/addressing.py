"""Tells whether, and how, a message is addressed to the bot."""

from __future__ import annotations

import re
from typing import Final

import discord

from bot.dialogue.etiquette import Address
from bot.discord_app.desk import Desk
from bot.discord_app.message_text import is_named
from bot.editorial.guild_settings import Mode

_MENTION_FIRST: Final = re.compile(r"\s*<@[!&]?[0-9]+>")
_SILENT: Final = frozenset({Mode.OFF, Mode.SHADOW})
_WRITTEN_BY_PEOPLE: Final = (discord.MessageType.default, discord.MessageType.reply)


def address_of(message: discord.Message, me: int, desk: Desk) -> Address | None:
    """Say how a message is addressed to the bot `me`; none for what is not its business.

    Bots, webhooks, system messages and the bot itself are never its business, and nothing is
    where moderators have switched it off.
    """
    if not is_by_person(message, me):
        return None
    if message.guild is None:  # on a server that Discord has not told us of, all is hidden from us
        return Address.DIRECT if isinstance(message.channel, discord.DMChannel) else None
    mode = mode_in(message.channel, message.guild.id, desk)
    if mode is Mode.OFF:
        return None
    if mode is None or is_named(message, me) or calls_our_role(message):
        return Address.DIRECT
    if _MENTION_FIRST.match(message.content):  # it is for whoever is mentioned
        return None
    if answered_by(message, me) is not None or _pings_in_reply(message, me):
        return Address.REPLY
    if _is_reply(message):
        return None
    if is_in_thread_of(message, me):
        return _address_in_thread(message, desk)
    return Address.OVERHEARD if mode in {Mode.ASK, Mode.SHADOW} else None


def _address_in_thread(message: discord.Message, desk: Desk) -> Address | None:
    """Say how a message is addressed that calls nobody, in a thread of ours."""
    if not message.content.strip():
        return None
    is_ours_to_answer = desk.manners.is_talking_with(message.author.id, message.channel.id)
    return Address.FOLLOW_UP if is_ours_to_answer else Address.AMONG_READERS


def is_by_person(message: discord.Message, me: int) -> bool:
    """Say whether somebody wrote a message: no bot, no webhook, and not Discord."""
    if message.author.bot or message.webhook_id is not None or message.author.id == me:
        return False
    return message.type in _WRITTEN_BY_PEOPLE


def mode_in(channel: object, guild: int, desk: Desk) -> Mode | None:
    """Say when the bot answers in a channel; none where everything is said to it.

    The guild's settings have the first word, the operator's the second.
    """
    mode = desk.settings_of(guild).mode_in(places_of(channel))
    if mode is not None:
        return mode
    own = {getattr(channel, "id", None), getattr(channel, "parent_id", None)}
    if own & desk.home_channels:
        return None
    return Mode.ASK if own & desk.ask_channels else Mode.MENTION


def is_silent_in(channel: object, guild: int, desk: Desk) -> bool:
    """Say whether moderators have switched the bot off in a channel, or let it think in silence."""
    return mode_in(channel, guild, desk) in _SILENT


def is_shadowed(message: discord.Message, desk: Desk) -> bool:
    """Say whether the bot keeps to itself what it would say to a message."""
    guild = message.guild
    return guild is not None and mode_in(message.channel, guild.id, desk) is Mode.SHADOW


def places_of(channel: object) -> tuple[int, ...]:
    """Give a channel's id, then those of the channel and of the category around it."""
    around = channel.parent if isinstance(channel, discord.Thread) else channel
    ids = (
        getattr(channel, "id", None),
        getattr(channel, "parent_id", None),
        getattr(around, "category_id", None),
    )
    return tuple(place for place in ids if place is not None)


def calls_our_role(message: discord.Message) -> bool:
    """Say whether a message mentions the role that Discord made for the bot, named like it."""
    guild = message.guild
    return guild is not None and any(role == guild.self_role for role in message.role_mentions)


def is_in_thread_of(message: discord.Message, me: int) -> bool:
    """Say whether a message stands in a thread that we opened."""
    channel = message.channel
    return isinstance(channel, discord.Thread) and channel.owner_id == me


def _pings_in_reply(message: discord.Message, me: int) -> bool:
    """Say whether a reply rings for us, which tells whose message it replies to."""
    return _is_reply(message) and any(user.id == me for user in message.mentions)


def _is_reply(message: discord.Message) -> bool:
    return message.type is discord.MessageType.reply


def answered_by(message: discord.Message, me: int) -> discord.Message | None:
    """Give the message of ours that a reader replies to, if it is one."""
    reference = message.reference
    replied_to = None if reference is None else reference.resolved
    if isinstance(replied_to, discord.Message) and replied_to.author.id == me:
        return replied_to
    return None
