"""Places that settings name and Discord has no more: deleted while nobody told the bot of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from itertools import islice
from typing import Final

import discord

from bot.discord_app.refusals import is_unknown_channel
from bot.discord_app.sending import LINE_FAULTS

_ASKED_FOR: Final = 20
"""Places of which Discord is asked at once; those that are known to be there need no asking."""


async def gone_places(server: discord.Guild, places: Iterable[int]) -> frozenset[int]:
    """Give those of some places of which Discord itself says that there are none such.

    That a place is not known here says nothing: it may be hidden from us, a thread that is put
    away, or on a server that is down.
    """
    unknown = (place for place in places if server.get_channel_or_thread(place) is None)
    asked = tuple(islice(unknown, _ASKED_FOR))
    answers = await asyncio.gather(*(_is_gone(server, place) for place in asked))
    return frozenset(place for place, is_gone in zip(asked, answers, strict=True) if is_gone)


async def _is_gone(server: discord.Guild, place: int) -> bool:
    try:
        await server.fetch_channel(place)
    except (discord.DiscordException, *LINE_FAULTS) as error:
        return is_unknown_channel(error)
    return False
