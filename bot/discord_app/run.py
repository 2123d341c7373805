"""Joins Discord and stays until it is told to stop: log in, serve, drain, leave."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import aiohttp
import discord
import structlog

from bot.app.databases import build_newsroom, build_recorder, build_worker
from bot.dialogue.pacing import Pacing
from bot.discord_app.alongside import alongside, give_back_memory, measure_lag
from bot.discord_app.client import BriefingBot
from bot.discord_app.connection.before_sending import Hold, Share, fence
from bot.discord_app.connection.starting import Starting
from bot.discord_app.health import health_server
from bot.discord_app.in_fleet import in_fleet
from bot.discord_app.metrics import Metrics
from bot.discord_app.signals import Reloading, stop_on_signals
from bot.discord_app.vitals import VitalsCollector
from bot.discord_app.watch import Watch
from bot.discord_app.workers import take_short_turns
from bot.fleet.rows import DisagreementError
from bot.garbage import collect_seldom
from bot.settings import RateLimitsChoice, ReadsChoice, Settings, SettingsError
from bot.stopping import START_AGAIN, Abandoning
from bot.store.model import NewerSchemaError

if TYPE_CHECKING:
    from bot.edition import Edition
    from bot.fleet.worker import Worker
    from bot.library import Library
    from bot.newsroom.newsroom import Newsroom
    from bot.store.recorder import Recorder

_log = logging.getLogger(__name__)

_DRAIN_S: Final = 10.0
_DRAIN_STEP_S: Final = 0.05

_HAND_OVER_S: Final = 10.0
"""So long a process that stops answers on until the one that stands by has its shards."""

_FENCED_S: Final = 3.0
"""For closing connections of shards that are another's."""

_BAD_TOKEN: Final = 4004
"""Discord's close code for a token that it does not accept."""

_WHERE_TOKENS_ARE: Final = "the line under Bot > Reset Token in the Developer Portal"


def run_discord(library: Library, settings: Settings) -> int:
    """Answer in Discord until SIGTERM or Ctrl-C; give the exit status.

    Raises `SettingsError` for what only an operator can mend: the token, an intent.
    """
    token = settings.token()
    if token is None:
        raise SettingsError("DISCORD_TOKEN", "a bot's token", _WHERE_TOKENS_ARE)
    if settings.discord_api_url is not None:
        discord.http.Route.BASE = settings.discord_api_url
    take_short_turns()
    collect_seldom()
    parts = _Parts(
        settings,
        library,
        build_recorder(settings),
        build_newsroom(settings, library),
        build_worker(settings),
    )
    try:
        return asyncio.run(_serve(parts, token))
    except NewerSchemaError as error:
        raise _newer_schema(error) from error
    except DisagreementError as error:
        raise SettingsError(error.setting, error.expected, error.example) from error
    except discord.LoginFailure as error:
        raise _wrong_token() from error
    except discord.PrivilegedIntentsRequired as error:
        raise _wrong_intent(settings) from error
    except discord.ConnectionClosed as error:
        if error.code == _BAD_TOKEN:
            raise _wrong_token() from error
        _log.error("Discord ended the connection: %s", error)
    except (aiohttp.ClientError, OSError, discord.HTTPException, discord.GatewayNotFound) as error:
        _log.error("Discord cannot be reached: %s", error)
    return 1


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is put together before any of it runs."""

    settings: Settings
    library: Library
    recorder: Recorder
    newsroom: Newsroom
    worker: Worker | None


async def _serve(parts: _Parts, token: str) -> int:
    """Run all parts until the bot has been stopped, or has stopped by itself."""
    asyncio.get_running_loop().set_default_executor(Abandoning())
    settings, library, worker = parts.settings, parts.library, parts.worker
    metrics = Metrics()
    starting = Starting(worker, settings.shards, metrics.allowed_identifies)
    bot = _bot_of(parts, metrics, starting)
    stop = stop_on_signals()
    fenced = asyncio.Event() if worker is None else worker.fenced
    reloading = Reloading(library.reload)
    reloading.on_signal()
    watch = Watch(bot, library, parts.recorder, parts.newsroom, starting, worker)
    metrics.watch(VitalsCollector(watch.vitals))
    _log_degraded(library.current)
    health = health_server(
        settings.http_host, settings.http_port, watch.readiness, watch.degraded, metrics.text
    )
    async with (
        parts.newsroom,
        parts.recorder,
        in_fleet(worker, bot),
        health,
        alongside(measure_lag(metrics.lagged)),
        alongside(give_back_memory(library.give_back)),
        bot,
    ):
        await _stay(bot, token, worker, stop, fenced)
    return START_AGAIN if fenced.is_set() else 0


def _bot_of(parts: _Parts, metrics: Metrics, starting: Starting) -> BriefingBot:
    settings = parts.settings
    return BriefingBot(
        parts.library,
        state_dir=settings.state_dir,
        recorder=parts.recorder,
        newsroom=parts.newsroom,
        metrics=metrics,
        ask_channels=settings.ask_channels,
        reads_unprompted=settings.reads_unprompted,
        pacing=Pacing() if settings.rate_limits is RateLimitsChoice.ON else None,
        starting=starting,
        holds=_holds(parts.worker, settings),
    )


async def _stay(
    bot: BriefingBot,
    token: str,
    worker: Worker | None,
    stop: asyncio.Event,
    fenced: asyncio.Event,
) -> None:
    """Be connected until one of the events is set, and leave; raise what ended the bot before."""
    serving = asyncio.create_task(bot.start(token))
    await _end_of(serving, bot, stop, fenced)
    if fenced.is_set():
        await _fall_silent(bot)
    elif not serving.done():
        if worker is not None:
            await worker.hand_over(_HAND_OVER_S)
        await _drain(bot)
        await bot.close()
    if not serving.done():
        serving.cancel()
    is_expected = stop.is_set() or fenced.is_set()
    await asyncio.gather(serving, return_exceptions=is_expected)


async def _end_of(serving: asyncio.Task[None], bot: BriefingBot, *events: asyncio.Event) -> None:
    """Wait until the bot is told to stop, or has stopped by itself."""
    ending = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait({serving, *ending}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done() and bot.silent_for_s > 0:
        # Whoever starts us again would ask at once, and Discord would be silent for longer.
        _log.error("Waiting %.0f s before the end, as Discord wants it", bot.silent_for_s)
        await asyncio.wait(ending, timeout=bot.silent_for_s, return_when=asyncio.FIRST_COMPLETED)
    for task in ending:
        task.cancel()


def _holds(worker: Worker | None, settings: Settings) -> Sequence[Hold]:
    """Say what requests wait for; whoever names another API address has a proxy that counts."""
    if worker is None:
        return ()
    if settings.discord_api_url is not None:
        return (fence(worker),)
    return Share(lambda: worker.owners).hold, fence(worker)


async def _fall_silent(bot: BriefingBot) -> None:
    """Answer nobody any more: the shards are another process's."""
    bot.desk.is_draining = True
    with suppress(TimeoutError):
        async with asyncio.timeout(_FENCED_S):
            await bot.close()


def _log_degraded(edition: Edition) -> None:
    """Tell the operator why matching does with less, and how to mend it."""
    for problem in (edition.degraded, edition.multilingual.problem):
        if problem is not None:
            structlog.stdlib.get_logger(__name__).warning("encoder_unavailable", **asdict(problem))
    _log.info("%s", edition.told_of_languages)


async def _drain(bot: BriefingBot) -> None:
    """Begin nothing new, and give what was begun a while to finish."""
    bot.desk.is_draining = True
    _log.info("Stopping: finishing %s replies", bot.desk.busy)
    for _ in range(int(_DRAIN_S / _DRAIN_STEP_S)):
        if not bot.desk.busy:
            return
        await asyncio.sleep(_DRAIN_STEP_S)
    _log.warning("Stopping with %s replies unfinished", bot.desk.busy)


def _wrong_token() -> SettingsError:
    return SettingsError("DISCORD_TOKEN", "a token that Discord accepts", _WHERE_TOKENS_ARE)


def _newer_schema(error: NewerSchemaError) -> SettingsError:
    expected = f"a database that this version of the bot knows ({error}): upgrade the bot again"
    return SettingsError("BOT_DATABASE_URL", expected, "sqlite:////var/lib/briefing-bot/bot.db")


def _wrong_intent(settings: Settings) -> SettingsError:
    switched_on = (
        "the Message Content Intent switched on in the Developer Portal"
        " (Bot > Privileged Gateway Intents), which answering without a mention needs"
    )
    if settings.read_messages is ReadsChoice.ON:
        return SettingsError("BOT_READ_MESSAGES", f"auto or off, or {switched_on}", "auto")
    return SettingsError("BOT_ASK_CHANNELS", f"no channels, or {switched_on}", "")
