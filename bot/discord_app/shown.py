"""Reads back what one of our messages shows: its buttons and lines are all that is remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import discord

from bot.corpus.model import PassageId
from bot.dialogue import discord_wording
from bot.dialogue.conversation import Conversation
from bot.discord_app import custom_ids
from bot.discord_app.markdown import plain
from bot.discord_app.render import numbered

Shown = discord.Message | discord.MessageSnapshot

_ASKED_MARK = "\N{OBJECT REPLACEMENT CHARACTER}"


def conversation_of(ids: Iterable[str]) -> Conversation:
    """Tell from the custom ids of a message's buttons what its reader has in view."""
    about: PassageId | None = None
    choices: list[PassageId] = []
    for custom_id in ids:
        if match := _choice(custom_id):
            choices.append(PassageId(match["passage"]))
        elif match := custom_ids.WHY.fullmatch(custom_id):
            known = match["passage"] != custom_ids.NOTHING_SHOWN
            about = PassageId(match["passage"]) if known else None
    return Conversation(about, tuple(choices), shown=about)


def _choice(custom_id: str) -> re.Match[str] | None:
    return custom_ids.DEEPER.fullmatch(custom_id) or custom_ids.MEANT.fullmatch(custom_id)


def numbered_news(message: Shown) -> tuple[re.Match[str], ...]:
    """Give what the numbered buttons of a message open of the stories that its reader follows."""
    found: list[re.Match[str]] = []
    for button in _buttons(message):
        match = custom_ids.NEWS.fullmatch(button.custom_id or "")
        if match and (button.label or "").startswith(numbered(len(found) + 1, "")):
            found.append(match)
    return tuple(found)


def words_asked(texts: Iterable[str]) -> str | None:
    """Find the line in which a message repeats what its reader asked."""
    before, after = ("-# " + discord_wording.asked(_ASKED_MARK)).split(_ASKED_MARK)
    for text in texts:
        if text.startswith(before) and text.endswith(after) and len(text) > len(before + after):
            return plain(text[len(before) : len(text) - len(after)])
    return None


def has_our_buttons(message: Shown) -> bool:
    """Say whether a message is one of ours, which a forwarded one tells in no other way."""
    return any(map(custom_ids.is_ours, ids_of(message)))


def ids_of(message: Shown) -> Iterator[str]:
    """Give the custom ids of a message's buttons, in the order in which they stand."""
    return (button.custom_id for button in _buttons(message) if button.custom_id is not None)


def texts_of(message: discord.Message) -> Iterator[str]:
    """Give the texts above and below the card: the bot's own, never a page's or an answer's."""
    for component in message.components:
        if isinstance(component, discord.TextDisplay):
            yield component.content


def _buttons(message: Shown) -> Iterator[discord.Button]:
    return (part for part in _walk(message.components) if isinstance(part, discord.Button))


def _walk(components: Iterable[discord.Component]) -> Iterator[discord.Component]:
    for component in components:
        yield component
        if isinstance(component, discord.Container | discord.ActionRow):
            yield from _walk(component.children)
