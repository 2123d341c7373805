"""The text of a message as readers see it: written, forwarded, or on a card below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import discord

from bot.text.links import BARE_LINK

_MARK: Final = re.compile(r"<[^<>\s]{1,100}>")
"""A mention, a custom emoji, a point in time."""


def text_of(message: discord.Message) -> str:
    """Give what a message says; empty where it holds no text.

    That is what its author wrote. Where that is nothing, or only a link or a mention, it is what
    they forwarded, and else the title and the description of the first card that has any.
    """
    return next(filter(_says_something, _texts(message)), message.content)


def _texts(message: discord.Message) -> Iterator[str]:
    shown: tuple[discord.Message | discord.MessageSnapshot, ...]
    shown = (message, *message.message_snapshots)
    for part in shown:
        yield part.content
    for part in shown:
        for card in part.embeds:
            yield "\n".join(filter(None, (card.title, card.description)))


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, _MARK.sub(" ", BARE_LINK.sub(" ", text))))
