"""Joins Discord and stays until it is told to stop: log in, serve, drain, leave."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import aiohttp
import discord
import structlog

from bot.app import build_newsroom, build_recorder
from bot.dialogue.pacing import Pacing
from bot.discord_app.client import BriefingBot
from bot.discord_app.health import health_server
from bot.discord_app.loop_lag import measuring_lag
from bot.discord_app.metrics import Metrics
from bot.discord_app.signals import Reloading, stop_on_signals
from bot.discord_app.vitals import VitalsCollector
from bot.discord_app.watch import Watch
from bot.discord_app.workers import take_short_turns
from bot.settings import RateLimitsChoice, ReadsChoice, Settings, SettingsError
from bot.store.model import NewerSchemaError

if TYPE_CHECKING:
    from bot.app import Edition
    from bot.library import Library
    from bot.newsroom.newsroom import Newsroom
    from bot.store.recorder import Recorder

_log = logging.getLogger(__name__)

_DRAIN_S: Final = 10.0
_DRAIN_STEP_S: Final = 0.05

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
        discord.http.Route.BASE = settings.discord_api_url.rstrip("/")
    take_short_turns()
    recorder, newsroom = build_recorder(settings), build_newsroom(settings, library)
    try:
        return asyncio.run(_serve(library, settings, token, recorder, newsroom))
    except NewerSchemaError as error:
        raise _newer_schema(error) from error
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


async def _serve(
    library: Library, settings: Settings, token: str, recorder: Recorder, newsroom: Newsroom
) -> int:
    metrics = Metrics()
    bot = BriefingBot(
        library,
        state_dir=settings.state_dir,
        recorder=recorder,
        newsroom=newsroom,
        metrics=metrics,
        ask_channels=settings.ask_channels,
        reads_unprompted=settings.reads_unprompted,
        pacing=Pacing() if settings.rate_limits is RateLimitsChoice.ON else None,
    )
    stop = stop_on_signals()
    reloading = Reloading(library.reload)
    reloading.on_signal()
    watch = Watch(bot, library, recorder, newsroom)
    metrics.watch(VitalsCollector(watch.vitals))
    _log_degraded(library.current)
    health = health_server(
        settings.http_host, settings.http_port, watch.readiness, watch.degraded, metrics.text
    )
    async with newsroom, recorder, health, measuring_lag(metrics.lagged), bot:
        serving = asyncio.create_task(bot.start(token))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not serving.done():
            await _drain(bot)
            await bot.close()
            serving.cancel()
        await asyncio.gather(serving, return_exceptions=stop.is_set())
    return 0


def _log_degraded(edition: Edition) -> None:
    """Tell the operator why matching does with less, and how to mend it."""
    log = structlog.stdlib.get_logger(__name__)
    for problem in (edition.degraded, edition.multilingual.problem):
        if problem is not None:
            log.warning("encoder_unavailable", **asdict(problem))
    log.info("other_languages", status=edition.multilingual.status.value)


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
