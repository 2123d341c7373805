"""Sends what was rendered: once, to the right readers, and again when the line broke."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, TypeVar

import aiohttp
import discord

from bot.discord_app.connection.pause import PausedError
from bot.discord_app.references import reference
from bot.discord_app.render import render_notice

_log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]
T = TypeVar("T")

_PAUSES_S: Final = (0.5, 2.0)
"""Before a second and a third attempt."""

LINE_FAULTS: Final = (aiohttp.ClientError, OSError, json.JSONDecodeError)
"""What breaks between us and Discord: time-outs, resets, answers that arrive in pieces."""

ALREADY_ANSWERED: Final = 40060
"""Discord's code for an interaction that has its first response."""

_HAS_A_THREAD: Final = 160004
"""Discord's code for a message on which there is a thread already."""

SERVER_FAULT: Final = 500
"""The first HTTP status that says: not your fault, try again."""

_UNAVAILABLE: Final = 503
_TOO_MANY: Final = 429
"""Reaches us only when discord.py does not wait by itself; the pause holds the next attempt."""

_TAKEN: Final = "has a first response"
_ANSWER: Final = "the message that is its first response"
_THINKING: Final = "its first response says that the bot is thinking"
_TURN: Final = "the lock of whoever answers it"

_NONCE: Final = 20
"""Characters of what Discord may have 25."""

_DEFER_AFTER_S: Final = 0.8
"""Discord gives 3 seconds; a reader sees "thinking" after less than one."""


async def reply_once(message: discord.Message, view: discord.ui.LayoutView) -> discord.Message:
    """Reply to a message; Discord shows one reply however often it is sent.

    discord.py retries some failures itself, but no reset connection and no 503: those are
    repeated here with the same nonce, for which Discord gives back what it already has.
    """

    async def send() -> discord.Message:
        return await message.reply(view=view, mention_author=False, nonce=str(message.id))

    return await insist(send)


async def reply_in_thread(
    client: discord.Client, message: discord.Message, name: str, view: discord.ui.LayoutView
) -> discord.Message:
    """Answer a message in the thread on it, which is opened where there is none yet."""
    thread = client.get_partial_messageable(message.id)  # a thread on a message has its id

    async def open_thread() -> None:
        try:
            await message.create_thread(name=name)
        except discord.HTTPException as error:
            if error.code != _HAS_A_THREAD:
                raise

    async def send() -> discord.Message:
        return await thread.send(view=view, nonce=str(message.id))

    await insist(open_thread)
    return await insist(send)


async def insist(send: Callable[[], Awaitable[T]]) -> T:
    """Send up to three times; only for what does the same when Discord hears it twice."""
    for pause_s in _PAUSES_S:
        try:
            return await send()
        except (*LINE_FAULTS, discord.HTTPException) as error:
            if isinstance(error, PausedError) or not is_of_the_moment(error):
                raise
            _log.warning("Sending again in %.1f s: %r", pause_s, error)
            await asyncio.sleep(pause_s)
    return await send()


def nonce_of(*about: object) -> str:
    """Name what is sent by all that tells it from anything else, whom it is for above all.

    Discord gives back what the bot has just sent under the same name, in whatever channel.
    """
    named = " ".join(map(repr, about))
    return hashlib.sha256(named.encode()).hexdigest()[:_NONCE]


def never_arrived(error: Exception) -> bool:
    """Say whether Discord has surely not done what it was asked for."""
    if isinstance(error, discord.HTTPException):
        return error.status < SERVER_FAULT or error.status == _UNAVAILABLE
    return isinstance(error, PausedError | aiohttp.ClientConnectorError)


def is_of_the_moment(error: Exception) -> bool:
    """Say whether a failure tells nothing of what was sent: it may arrive another time."""
    if isinstance(error, discord.HTTPException):
        return error.status == _TOO_MANY or error.status >= SERVER_FAULT
    return True


async def respond(
    interaction: Interaction,
    view: discord.ui.LayoutView,
    *,
    ephemeral: bool,
    files: Sequence[discord.File] = (),
) -> None:
    """Answer an interaction, as its first response or after a deferral.

    A first response is sent again when the line breaks, for Discord takes only one, and so is
    what takes the place of "thinking". Further messages would show twice, and files are read up by
    their first attempt.
    """

    async def send() -> None:
        shown = await interaction.response.send_message(view=view, ephemeral=ephemeral, files=files)
        interaction.extras[_ANSWER] = shown.message_id

    async def take_the_place() -> None:
        await _edit_first(interaction, view)

    async with _turn(interaction):
        is_thinking = interaction.extras.pop(_THINKING, False)
        if is_thinking and not files:
            await insist(take_the_place)
        elif _has_response(interaction):
            await interaction.followup.send(view=view, ephemeral=ephemeral, files=files)
        elif files:
            await send()
        else:
            await _respond_first(interaction, send)


async def tell(interaction: Interaction, text: str) -> None:
    """Say something to the one who asked, and to nobody else."""
    await respond(interaction, render_notice(text), ephemeral=True)


async def update(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    """Put something else in place of the message whose button or menu was used."""

    async def send() -> None:
        nobody = discord.AllowedMentions.none()
        await interaction.response.edit_message(view=view, allowed_mentions=nobody)

    async with _turn(interaction):
        if _has_response(interaction):
            await _edit_first(interaction, view)
        else:
            await _respond_first(interaction, send)


async def _edit_first(interaction: Interaction, view: discord.ui.LayoutView) -> None:
    """Put something else in place of the first response; to do it twice does the same."""
    nobody = discord.AllowedMentions.none()
    await interaction.edit_original_response(view=view, allowed_mentions=nobody)


async def defer(interaction: Interaction, *, ephemeral: bool = False, thinking: bool) -> None:
    """Tell Discord that the answer will take a while, if there is none yet.

    Readers see it when `thinking`.
    """

    async def send() -> None:
        shown = await interaction.response.defer(ephemeral=ephemeral, thinking=thinking)
        interaction.extras[_ANSWER] = shown and shown.message_id

    async with _turn(interaction):
        if not _has_response(interaction):
            await _respond_first(interaction, send)
            interaction.extras[_THINKING] = thinking


def _turn(interaction: Interaction) -> asyncio.Lock:
    """Give the lock under which an interaction is answered.

    So what is ready just when the bot begins to think finds that said, or goes first.
    """
    lock: asyncio.Lock = interaction.extras.setdefault(_TURN, asyncio.Lock())
    return lock


async def _respond_first(interaction: Interaction, send: Callable[[], Awaitable[None]]) -> None:
    """Insist on a first response; that it is there already tells that an attempt arrived."""
    attempts = 0

    async def attempt() -> None:
        nonlocal attempts
        attempts += 1
        try:
            await send()
        except discord.HTTPException as error:
            if attempts == 1 or error.code != ALREADY_ANSWERED:
                raise

    await insist(attempt)
    interaction.extras[_TAKEN] = True


async def within_patience(
    interaction: Interaction, work: Awaitable[T], *, ephemeral: bool, thinking: bool = True
) -> T:
    """Wait for work; when it takes long, let the reader see that the bot is `thinking`.

    May be used several times for one interaction, which the reader waits for as a whole. What was
    begun is finished though Discord no longer lets the reader be told: that is raised afterwards.
    """
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=_DEFER_AFTER_S)
    if not done and not _has_response(interaction):
        try:
            await defer(interaction, ephemeral=ephemeral, thinking=thinking)
        except Exception as error:
            await task
            _log.warning("Finished, but nobody can be told (%s): %s", reference(), error)
            raise
    return await task


def _has_response(interaction: Interaction) -> bool:
    return interaction.response.is_done() or _TAKEN in interaction.extras


def answer_to(interaction: Interaction) -> int:
    """Give the id of the message that answers an interaction; its own where none is known."""
    return interaction.extras.get(_ANSWER) or interaction.id


def is_private(interaction: Interaction) -> bool:
    """Say whether nobody but the reader is in the channel, as in direct messages."""
    return interaction.guild_id is None
