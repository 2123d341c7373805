"""The bot as Discord knows it: lean settings, its cogs, its buttons, its commands."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import discord
import yarl
from discord import app_commands
from discord.ext import commands

from bot.dialogue import discord_wording
from bot.dialogue.pacing import Pacing
from bot.discord_app.cogs import COGS
from bot.discord_app.connection.before_sending import Hold
from bot.discord_app.connection.gateway import (
    hear_interactions_once,
    notice_dead_connections,
    reconnect_to,
    survive_malformed_events,
)
from bot.discord_app.connection.pause import Pause
from bot.discord_app.connection.rest_buckets import sweep_seldom
from bot.discord_app.connection.rest_watch import watch_requests
from bot.discord_app.connection.starting import Starting
from bot.discord_app.desk import Desk
from bot.discord_app.errors import apologise, tell_of_late_suggestions
from bot.discord_app.items import ITEMS
from bot.discord_app.metrics import Metrics
from bot.discord_app.sending import Interaction, tell
from bot.discord_app.sync import sync_when_changed
from bot.garbage import settle, settle_anew
from bot.store.recorder import Recorder

if TYPE_CHECKING:
    from bot.library import Library
    from bot.newsroom.newsroom import Newsroom

_log = logging.getLogger(__name__)


def lean_intents(*, reads_unprompted: bool) -> discord.Intents:
    """Ask for as little as the bot needs; what people write only to answer unprompted."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = reads_unprompted
    return intents


_BEFORE_ANEW_S: Final = (1.0, 5.0)
"""What Discord asks for before a shard identifies itself anew that could not resume."""


class Tree(app_commands.CommandTree["BriefingBot"]):
    """The commands; a fault in one reaches its reader and the log."""

    async def _call(self, interaction: Interaction) -> None:
        """Count whoever uses a command as being served, also while a fault in it is told.

        discord.py does not promise to keep this; a test notices when an upgrade changes it.
        """
        with self.client.desk.serving():
            await super()._call(interaction)

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """End a fault kindly."""
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            _log.warning("An outdated command was used: %s", error)
            await self._tell_outdated(interaction)
            return
        name = interaction.command.qualified_name if interaction.command else "?"
        await apologise(interaction, error, f"the command {name}")

    async def _tell_outdated(self, interaction: Interaction) -> None:
        """Say that a command is none any more, to whoever has sent it; who types yet has not."""
        if interaction.type is discord.InteractionType.autocomplete:
            return
        try:
            await tell(interaction, discord_wording.COMMAND_UNKNOWN)
        except Exception as error:  # the one place where such a command ends
            await apologise(interaction, error, "telling of an outdated command")


class BriefingBot(commands.AutoShardedBot):
    """Answers from the library. What it needs is given to it; it starts nothing of its own."""

    def __init__(
        self,
        library: Library,
        *,
        state_dir: Path,
        recorder: Recorder | None = None,
        newsroom: Newsroom | None = None,
        metrics: Metrics | None = None,
        ask_channels: frozenset[int] = frozenset(),
        reads_unprompted: bool = False,
        pacing: Pacing | None = None,
        shard_count: int | None = None,
        starting: Starting | None = None,
        holds: Sequence[Hold] = (),
    ) -> None:
        metrics = metrics or Metrics()
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no voice is meant
        self._pause = Pause()
        trace = self._pause.trace()
        trace.on_request_start.extend(holds)
        super().__init__(
            command_prefix=commands.when_mentioned,  # never used: see on_message
            help_command=None,
            tree_cls=Tree,
            intents=lean_intents(reads_unprompted=reads_unprompted),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            shard_count=shard_count,
            http_trace=watch_requests(trace, metrics),
        )
        tell_of_late_suggestions()
        notice_dead_connections()
        sweep_seldom(self.http)
        self.desk = Desk(
            library,
            ask_channels,
            recorder=recorder or Recorder.of_nothing(),
            newsroom=newsroom,
            metrics=metrics,
            pacing=pacing,
        )
        hear_interactions_once(self._connection.parsers, self.desk.is_first_sight)
        survive_malformed_events(self._connection.parsers)
        self._state_dir = state_dir
        self._connected: set[int] = set()
        self._settled: set[int] = set()
        self._starting = starting
        self._admitted: set[int] = set()

    @property
    def is_connected(self) -> bool:
        """Every shard has its connection. Not `is_ready`, which a RESUME can leave unset."""
        return bool(self.shards) and self._connected >= set(self.shards)

    @property
    def connected(self) -> int:
        """How many shards have their connection."""
        return len(self._connected & set(self.shards))

    async def setup_hook(self) -> None:
        """Put the bot together, once, before it connects."""
        for cog in COGS:
            await self.add_cog(cog(self, self.desk))
        self.add_dynamic_items(*ITEMS)
        await sync_when_changed(self.tree, self._state_dir)

    async def close(self) -> None:
        """Leave Discord, and answer nobody any more."""
        await super().close()
        self.desk.workers.close()

    async def launch_shards(self) -> None:
        """Connect the shards that are this process's."""
        if self._starting is not None:
            gateway, self.shard_count, ours = await self._starting.choose(self.http)
            self.shard_ids = list(ours)
            reconnect_to(gateway)
        await super().launch_shards()

    async def launch_shard(
        self, gateway: yarl.URL, shard_id: int, *, initial: bool = False
    ) -> None:
        """Connect a shard, and let it come back to the same address."""
        reconnect_to(gateway)
        if self._starting is not None:  # here, where no connection goes stale meanwhile
            await self._starting.admit(self.http, shard_id)
            self._admitted.add(shard_id)
        await super().launch_shard(gateway, shard_id, initial=initial)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until a shard may identify itself."""
        if self._starting is None or shard_id is None:
            await super().before_identify_hook(shard_id, initial=initial)
        elif shard_id in self._admitted:
            self._admitted.discard(shard_id)
        else:
            if not initial:
                await asyncio.sleep(random.uniform(*_BEFORE_ANEW_S))  # noqa: S311  (no secret)
            await self._starting.admit(self.http, shard_id)

    @property
    def silent_for_s(self) -> float:
        """For how long Discord wants to hear nothing from this address."""
        return self._pause.left_s

    async def on_message(self, message: discord.Message, /) -> None:
        """Keep discord.py from looking for prefix commands; the cogs listen by themselves."""

    async def on_shard_connect(self, shard_id: int) -> None:
        """Count a shard that has identified itself."""
        self._connected.add(shard_id)
        self.desk.metrics.identified()

    async def on_shard_ready(self, shard_id: int) -> None:
        """Let the servers of a shard, which are all known now, cost no more than their memory.

        To look through 2,500 servers for garbage again and again takes half of a busy bot's time.
        """
        if shard_id in self._settled:
            settle_anew()
        else:
            settle()
        self._settled.add(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Count a shard that is back."""
        self._connected.add(shard_id)
        self.desk.metrics.resumed()

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Count a shard out until it is back."""
        self._connected.discard(shard_id)
        self.desk.metrics.disconnected()

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what an event could not handle; nobody waits for an answer here."""
        del args, kwargs
        _log.exception("Fault in %s", event_method)
