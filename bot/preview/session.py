"""One preview session: a server, a channel to ask in, a reader, a moderator, and the bot."""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import os
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import discord

from bot.app.databases import build_newsroom, build_recorder
from bot.dialogue import preview_wording
from bot.discord_app.client import BriefingBot
from bot.discord_app.render import render_reply
from bot.discord_app.workers import take_short_turns
from bot.settings import Settings
from bot.stopping import HANGUP

if TYPE_CHECKING:
    import simcord

    from bot.library import Library

_NEEDED: Final = ("simcord", "markdown_it", "linkify_it", "PIL")
"""What the extra `preview` installs."""

_PATIENCE_S: Final = 60.0
"""A reload of a large folder takes its time; the page waits for it."""


def run_preview(library: Library, settings: Settings) -> int:
    """Serve the preview until Ctrl-C or until the page ends it; give the exit status.

    The address goes to standard output. It lets whoever has it drive the session, so it is
    never logged.
    """
    if any(importlib.util.find_spec(module) is None for module in _NEEDED):
        print(preview_wording.MISSING, file=sys.stderr)  # noqa: T201
        return 1
    # A simulated Discord logs in and connects in ways that the library remarks on.
    logging.getLogger("discord").setLevel(logging.ERROR)
    # Its database is new each time: how that is made would hide the address.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    take_short_turns()
    from simcord import SetupError

    try:
        asyncio.run(_serve(library, settings))
    except SetupError as error:
        if not isinstance(error.__cause__, OSError):
            raise
        reason = os.strerror(error.__cause__.errno or 0)
        told = preview_wording.port_taken(settings.preview_port, reason)
        print(told, file=sys.stderr)  # noqa: T201
        return 1
    return 0


async def _serve(library: Library, settings: Settings) -> None:
    stop = asyncio.Event()
    with _stopping_on_signals(stop), tempfile.TemporaryDirectory() as state_dir:
        # What is tried here is nobody's question, and nobody's page.
        own = settings.model_copy(update={"state_dir": Path(state_dir), "database_url": None})
        recorder, newsroom = build_recorder(own), build_newsroom(own, library)
        bot = BriefingBot(
            library,
            state_dir=Path(state_dir),
            recorder=recorder,
            newsroom=newsroom,
            reads_unprompted=True,
            shard_count=1,
        )
        async with newsroom, recorder, _discord(bot) as env:
            channel, people = _furnish(env, bot)
            await _greet(bot, channel)
            page = env.preview(
                channel, viewers=people, layout="channel", port=settings.preview_port
            )
            async with page:
                print(preview_wording.address(page.url), flush=True)  # noqa: T201
                await _first_of(page.wait_closed(), stop.wait())


@asynccontextmanager
async def _discord(bot: BriefingBot) -> AsyncIterator[simcord.Env]:
    """Run the bot in a Discord of its own, whose clock begins now."""
    import simcord

    env = simcord.Env(bot, check_errors=False, settle_timeout=_PATIENCE_S)
    env.backend.advance_clock((datetime.now(UTC) - env.now()).total_seconds())
    env.backend.bot_user.name = preview_wording.BOT
    await env.start()
    try:
        with env.time_context():
            yield env
    finally:
        await env.shutdown()


def _furnish(env: simcord.Env, bot: BriefingBot) -> tuple[Any, tuple[Any, ...]]:
    """Set up the server; give the channel and those who can be chosen on the page."""
    guild = env.create_guild(preview_wording.SERVER)
    channel = guild.create_text_channel(preview_wording.CHANNEL, topic=preview_wording.TOPIC)
    bot.desk.home_channels = frozenset({channel.id})
    moderates = discord.Permissions(manage_messages=True, manage_guild=True)
    role = guild.create_role(preview_wording.MODERATOR, permissions=moderates)
    reader = guild.add_member(env.create_user(preview_wording.READER))
    moderator = guild.add_member(env.create_user(preview_wording.MODERATOR), roles=[role])
    return channel, (reader, moderator)


async def _greet(bot: BriefingBot, channel: Any) -> None:
    """Let the bot introduce itself, and say how to use the page.

    The page opens with the last message in view, and shows what comes next only to whoever has seen
    the end of the last one: so that one is short, on the smallest screen.
    """
    place = bot.get_partial_messageable(channel.id)
    await place.send(view=render_reply(bot.desk.responder_of(None).help()))
    await place.send(preview_wording.START)


async def _first_of(*waits: Coroutine[Any, Any, object]) -> None:
    """Wait until one of several things has happened."""
    tasks = [asyncio.create_task(wait) for wait in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


@contextmanager
def _stopping_on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set an event on what would end the program, instead of tearing the session apart."""
    loop = asyncio.get_running_loop()
    numbers = [signal.SIGINT, signal.SIGTERM] + ([] if HANGUP is None else [HANGUP])
    found = {number: signal.getsignal(number) for number in numbers}
    before = {number: handler for number, handler in found.items() if handler != signal.SIG_IGN}
    for number in before:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
