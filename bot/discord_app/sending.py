"""Sends what was rendered: once, to the right readers, and again when the line broke."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import aiohttp
import discord

_log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]
T = TypeVar("T")

_PAUSES_S: Final = (0.5, 2.0)
"""Before a second and a third attempt."""

LINE_FAULTS: Final = (aiohttp.ClientError, OSError)
"""What breaks between us and Discord, time-outs and resets included."""

_SERVER_FAULT: Final = 500
"""The first HTTP status that says: not your fault, try again."""

_DEFER_AFTER_S: Final = 0.8
"""Discord gives 3 seconds; a reader sees "thinking" after less than one."""


async def reply_once(message: discord.Message, view: discord.ui.LayoutView) -> discord.Message:
    """Reply to a message; Discord shows one reply however often it is sent.

    discord.py retries some failures itself, but no reset connection and no 503: those are
    repeated here with the same nonce, for which Discord gives back what it already has.
    """

    async def send() -> discord.Message:
        return await message.reply(view=view, mention_author=False, nonce=str(message.id))

    return await _insist(send)


async def _insist(send: Callable[[], Awaitable[T]]) -> T:
    for pause_s in _PAUSES_S:
        try:
            return await send()
        except (*LINE_FAULTS, discord.HTTPException) as error:
            if isinstance(error, discord.HTTPException) and error.status < _SERVER_FAULT:
                raise
            _log.warning("Sending again in %.1f s: %r", pause_s, error)
            await asyncio.sleep(pause_s)
    return await send()


async def respond(
    interaction: Interaction,
    view: discord.ui.LayoutView,
    *,
    ephemeral: bool,
    file: discord.File = discord.utils.MISSING,
) -> None:
    """Answer an interaction, as its first response or after a deferral."""
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=ephemeral, file=file)
    else:
        await interaction.response.send_message(view=view, ephemeral=ephemeral, file=file)


async def within_patience(interaction: Interaction, work: Awaitable[T], *, ephemeral: bool) -> T:
    """Wait for work; when it takes long, let the reader see that the bot is thinking."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=_DEFER_AFTER_S)
    if not done:
        await interaction.response.defer(ephemeral=ephemeral, thinking=True)
    return await task


def is_private(interaction: Interaction) -> bool:
    """Say whether nobody but the reader is in the channel, as in direct messages."""
    return interaction.guild_id is None
