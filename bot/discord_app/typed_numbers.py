"""A number that is typed after news of a followed story: it opens what its button would."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Final

import discord

from bot.dialogue import following_wording as wording
from bot.dialogue import privacy_wording
from bot.dialogue.picking import picked_by_number
from bot.dialogue.reading.wishes import picks_by_number
from bot.discord_app.desk import Desk
from bot.discord_app.items.news import show_news
from bot.discord_app.recovery import replied_to
from bot.discord_app.render import render_notice
from bot.discord_app.sending import LINE_FAULTS
from bot.discord_app.shown import conversation_of, ids_of, numbered_news
from bot.store.model import StoreError

_LOOK_BACK: Final = 10
"""Messages among which a list that is still before the reader is looked for."""


async def opened_by_number(
    client: discord.Client, desk: Desk, message: discord.Message, words: str
) -> discord.ui.LayoutView | None:
    """Give what a direct message opens that picks by number from news of followed stories.

    None for one that picks nothing, or whose reader has another list before them. The channel
    itself tells what was listed last, so nothing is remembered for this. Raises `BusyError`.
    """
    if message.guild is not None or not picks_by_number(words):
        return None
    listed = await _listed_before(client, message)
    if not listed:
        return None
    meant = picked_by_number(words, listed)
    if len(meant) != 1:
        return render_notice(wording.one_number(len(listed)))
    try:
        shown = await show_news(desk, message.author.id, meant[0])
    except StoreError:
        return render_notice(privacy_wording.STORE_AWAY)
    return shown or render_notice(wording.NOT_SHOWN)


async def _listed_before(
    client: discord.Client, message: discord.Message
) -> tuple[re.Match[str], ...]:
    """Give the buttons of the news that are listed last; none where an answer's choices are."""
    try:
        async for earlier in _before(client, message):
            if earlier.author != client.user:
                continue
            listed = numbered_news(earlier)
            if listed or conversation_of(ids_of(earlier)).choices:
                return listed
    except (discord.HTTPException, *LINE_FAULTS):
        pass
    return ()


async def _before(
    client: discord.Client, message: discord.Message
) -> AsyncIterator[discord.Message]:
    """Give what the message replies to, and what stands above that, the latest first."""
    earlier = await replied_to(client, message)
    if earlier is not None:
        yield earlier
    async for other in message.channel.history(limit=_LOOK_BACK, before=earlier or message):
        yield other
