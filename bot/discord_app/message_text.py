"""The text of a message as readers see it: written, forwarded, laid out, a poll, or on a card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import discord

from bot.discord_app.markdown import is_visible
from bot.discord_app.shown import has_our_buttons
from bot.text.links import BARE_LINK

_MARKS: Final = re.compile(
    r"[^\S\n]*(?:<(?:@[!&]?|#|a?:\w{1,40}:|t:-?|/[\w -]{1,100}:)\d{1,20}(?::[a-zA-Z])?>"
    r"|@(?:everyone|here)\b)[^\S\n]*"
)
"""Mentions of members, roles, channels, commands and everybody; custom emoji; points in time."""


def text_of(message: discord.Message) -> str:
    """Give what a message says; empty where it holds no text.

    That is what its author wrote. Where that is nothing, or only a link or a mention, it is what
    they forwarded, what another bot laid out, what a poll asks, and else the title and the
    description of the first card that has any.
    """
    return next(filter(_says_something, _texts(message)), message.content)


def _texts(message: discord.Message) -> Iterator[str]:
    shown: tuple[discord.Message | discord.MessageSnapshot, ...]
    shown = (message, *message.message_snapshots)
    for part in shown:
        yield part.content
    for part in shown:
        if part is message or not has_our_buttons(part):
            yield "\n".join(_laid_out(part.components))
    if message.poll is not None:
        yield message.poll.question
    for part in shown:
        for card in part.embeds:
            yield "\n".join(filter(None, (card.title, card.description)))


def _laid_out(components: Iterable[discord.Component]) -> Iterator[str]:
    """Give the texts of a message that has components in the place of content."""
    for component in components:
        if isinstance(component, discord.TextDisplay):
            yield component.content
        elif isinstance(component, discord.Container | discord.SectionComponent):
            yield from _laid_out(component.children)


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, _MARKS.sub(" ", BARE_LINK.sub(" ", text))))


def words_of(message: discord.Message, client: discord.Client) -> str:
    """Give what somebody else's message says, in one line; empty where it holds no text."""
    return " ".join(without_mention(text_of(message), client).split())


def is_ours(message: discord.Message, client: discord.Client) -> bool:
    """Say whether the bot wrote a message."""
    return client.user is not None and message.author.id == client.user.id


def without_mention(text: str, client: discord.Client) -> str:
    """Cut mentions out of a message, the bot's own and others, and other marks of Discord's.

    They name nobody that a briefing speaks of, and nothing of them is to be repeated. Where
    nothing is left that can be seen, nothing is.
    """
    words = text
    if client.user is not None:
        words = " ".join(re.split(rf"\s*<@!?{client.user.id}>\s*", words))
    left = _MARKS.sub(" ", words).strip()
    return left if is_visible(left) else ""


def is_named(message: discord.Message, me: int) -> bool:
    """Say whether a message mentions us in its words; in code, a mention is none for Discord."""
    is_mentioned = any(user.id == me for user in message.mentions)
    return is_mentioned and re.search(rf"<@!?{me}>", message.content) is not None
