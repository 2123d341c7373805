"""Threads that we opened on questions: they go the questions' way, and what others wrote stays."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final, TypeVar

import discord

from bot.dialogue import wording
from bot.discord_app.refusals import is_archived
from bot.discord_app.sending import LINE_FAULTS, insist

_log = logging.getLogger(__name__)

T = TypeVar("T")

_PATIENCE_S: Final = 10.0
"""Discord lets a thread be renamed twice in ten minutes; for a third time nobody waits."""


async def thread_on(
    client: discord.Client, guild: int | None, question: int, *, is_known: bool
) -> discord.Thread | None:
    """Give the thread on a question, which has its id, if there is one and we opened it.

    Discord is asked for one that is put away only where it `is_known` that we answered there.
    """
    server = None if guild is None else client.get_guild(guild)
    if server is None or client.user is None:
        return None
    thread = server.get_thread(question)
    if thread is None and is_known:
        thread = await _fetched(server, question)
    return thread if thread is not None and thread.owner_id == client.user.id else None


async def place_in(
    server: discord.Guild, place: int
) -> discord.abc.GuildChannel | discord.Thread | None:
    """Give a channel or thread of a server, asking Discord for a thread that is put away.

    discord.py knows only of threads that are not, and the channel around a thread decides a lot.
    """
    return server.get_channel_or_thread(place) or await _fetched(server, place)


async def retitle(thread: discord.Thread, title: str) -> None:
    """Let a title follow what became of a question."""
    if thread.name != title:
        await _is_done(partial(thread.edit, name=title))


async def withdraw(thread: discord.Thread, remove: Callable[[], Awaitable[None]]) -> None:
    """Take a question's words out of the thread on it, and `remove` our answer.

    Where nobody else has written, the thread goes as a whole if we may manage threads, and is put
    away if not. Others go on under another title.
    """
    is_ours_alone = await _is_ours_alone(thread)
    if is_ours_alone and _allowed_in(thread).manage_threads and await _is_done(thread.delete):
        return
    was_put_away = thread.archived
    if was_put_away:
        await _is_done(partial(thread.edit, archived=False))  # nothing else can be changed in it
    await remove()
    is_put_away = was_put_away or is_ours_alone
    if is_put_away or thread.name != wording.THREAD_WITHDRAWN:
        withdrawn = partial(thread.edit, name=wording.THREAD_WITHDRAWN, archived=is_put_away)
        await _is_done(withdrawn)


async def discard(client: discord.Client, guild: int | None, question: int) -> None:
    """Let go of a thread on a question, should we have opened one and can say nothing in it."""

    async def nothing() -> None:
        """Remove no answer: there is none."""

    thread = await thread_on(client, guild, question, is_known=True)
    if thread is not None:
        await withdraw(thread, nothing)


async def with_thread_open(
    client: discord.Client, channel: int, change: Callable[[], Awaitable[T]]
) -> T:
    """Change something in a channel; if that is a thread which is put away, it is open meanwhile.

    Discord lets nothing be edited or removed in a thread that is put away, as each is in time.
    """
    try:
        return await change()
    except discord.HTTPException as error:
        thread = await _fetched(client, channel) if is_archived(error) else None
        if thread is None or not await _is_done(partial(thread.edit, archived=False)):
            raise
    try:
        return await change()
    finally:
        await _is_done(partial(thread.edit, archived=True))


async def _fetched(holder: discord.Client | discord.Guild, thread: int) -> discord.Thread | None:
    try:
        found = await insist(partial(holder.fetch_channel, thread))
    except (discord.DiscordException, *LINE_FAULTS):
        return None
    return found if isinstance(found, discord.Thread) else None


async def _is_ours_alone(thread: discord.Thread) -> bool:
    """Say whether surely nobody but us has written in a thread, or had us write there.

    Whoever may not read what was written before is shown an empty thread by Discord.
    """
    if not _allowed_in(thread).read_message_history:
        return False
    me = thread.guild.me.id
    try:
        async for message in thread.history(limit=None):
            if _is_others(message, me):
                return False
    except (discord.HTTPException, *LINE_FAULTS) as error:
        _log.info("Who wrote in a thread of ours is not known: %s", error)
        return False
    return True


def _is_others(message: discord.Message, me: int) -> bool:
    if message.type is discord.MessageType.thread_starter_message:  # stands for the question
        return False
    return message.author.id != me or message.interaction_metadata is not None


def _allowed_in(thread: discord.Thread) -> discord.Permissions:
    """Give what we may do in a thread; nothing where its channel is not known."""
    parent, nothing = thread.parent, discord.Permissions.none()
    return nothing if parent is None else parent.permissions_for(thread.guild.me)


async def _is_done(change: Callable[[], Awaitable[object]]) -> bool:
    """Change a thread, as far as Discord lets us; say whether it is changed."""
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await insist(change)
    except (discord.HTTPException, *LINE_FAULTS) as error:
        _log.info("A thread of ours stays as it is: %r", error)
        return False
    return True
