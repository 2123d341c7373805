"""Asks Discord about the token, the intents and the day's budget of sessions; joins nothing."""

from __future__ import annotations

import asyncio
from typing import Final

import aiohttp
import discord

from bot.checks import Check, broken, doubtful, well
from bot.settings import ReadsChoice, Settings

_FEW_SESSIONS: Final = 50
"""A bot that restarts in a loop spends a thousand in a day, and Discord then resets its token."""

_PATIENCE_S: Final = 30.0


def check_online(settings: Settings, token: str) -> list[Check]:
    """Log in and look around. Blocks; touches neither gateway nor guilds."""
    if settings.discord_api_url is not None:
        discord.http.Route.BASE = settings.discord_api_url
    return asyncio.run(_check(token, _wants_content(settings)))


def _wants_content(settings: Settings) -> str | None:
    """Name the setting for which the bot asks for what people write; none where it does not."""
    if not settings.reads_unprompted:
        return None
    is_told = settings.read_messages is ReadsChoice.ON
    return "BOT_READ_MESSAGES" if is_told else "BOT_ASK_CHANNELS"


async def _check(token: str, wants_content: str | None) -> list[Check]:
    client = discord.AutoShardedClient(intents=discord.Intents.none())
    try:
        async with asyncio.timeout(_PATIENCE_S), client:
            await client.login(token)
            limits = await client.fetch_session_start_limits()
            return [
                well("login", f"Discord knows the token, of {client.user}"),
                _intent(client.application, wants_content),
                _budget(limits.remaining, limits.total),
            ]
    except discord.LoginFailure:
        mend = "copy it once more, from Bot > Reset Token in the Discord Developer Portal"
        return [broken("login", "Discord does not accept the token", mend)]
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        told = f"Discord cannot be reached: {error or type(error).__name__}"
        return [broken("login", told, "see whether this machine reaches https://discord.com")]


def _intent(application: discord.AppInfo | None, wants_content: str | None) -> Check:
    flags = None if application is None else application.flags
    is_granted = flags is not None and (
        flags.gateway_message_content or flags.gateway_message_content_limited
    )
    if is_granted or wants_content is None:
        told = (
            "the Message Content Intent is switched on"
            if is_granted
            else "no privileged one is needed"
        )
        return well("intents", told)
    mend = "switch it on in the Developer Portal (Bot > Privileged Gateway Intents)"
    return broken("intents", f"{wants_content} needs the Message Content Intent", mend)


def _budget(remaining: int, total: int) -> Check:
    told = f"{remaining:,} of {total:,} sessions are left for today"
    if remaining < _FEW_SESSIONS:
        return doubtful("sessions", told, "find out why the bot starts so often, and let it rest")
    return well("sessions", told)
