"""Sends the weekly report to the editors' channels of the guilds that want it, each week once."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
from discord.ext import commands

from bot.dialogue import report_wording as wording
from bot.discord_app.desk import Desk
from bot.discord_app.figures import Figures, show_figures
from bot.discord_app.looking import Looking, looking
from bot.discord_app.refusals import is_for_good
from bot.discord_app.sending import LINE_FAULTS, insist, never_arrived
from bot.store.model import StoreError
from bot.store.weekly import week_begins, week_of

if TYPE_CHECKING:
    from bot.newsroom.newsroom import Newsroom

_log = logging.getLogger(__name__)

_EVERY_S: Final = 600.0
_Place = discord.abc.GuildChannel | discord.Thread

_FROM_HOUR: Final = 6
"""Of a Monday, UTC: editors find it when they begin, and no report comes in the night."""


class Weekly(Looking):
    """Looks at the clock every few minutes.

    A week is claimed before its report is sent, so that of several processes one sends it. Should
    the process end between the two, or the line break again and again, that week may have no
    report: better none than two.
    """

    def __init__(self, client: commands.Bot | commands.AutoShardedBot, desk: Desk) -> None:
        super().__init__(client, desk)
        self._sent: dict[int, int] = {}
        """Guild → the last week that needs no claim any more."""

    @looking(every_s=_EVERY_S, what="weekly reports")
    async def look(self) -> None:
        """Send what is due; whatever fails is left to the next look."""
        newsroom = self._desk.newsroom
        if newsroom is None:
            return
        week = week_of((newsroom.now - timedelta(hours=_FROM_HOUR)).date()) - 1

        async def report(guild: discord.Guild) -> None:
            try:
                await self._report(newsroom, guild, week)
            except StoreError as error:
                _log.warning("The weekly report of guild %s waits: %s", guild.id, error)
            except Exception:  # the others have theirs all the same
                _log.exception("Fault in the weekly report of guild %s", guild.id)

        await self.each(tuple(self._client.guilds), report, "weekly reports")

    async def _report(self, newsroom: Newsroom, guild: discord.Guild, week: int) -> None:
        settings = newsroom.settings_of(guild.id)
        if not settings.sends_weekly_report or self._sent.get(guild.id) == week:
            return
        channel = guild.get_channel_or_thread(settings.editors_channel or 0)
        if channel is None:
            return  # nowhere to send it, or no channel of this guild
        if await newsroom.reporting.reports.claim(guild.id, week):
            try:
                await self._send(newsroom, channel, week)
            except (StoreError, discord.HTTPException, *LINE_FAULTS) as error:
                if not is_for_good(error):
                    if isinstance(error, StoreError) or never_arrived(error):
                        await newsroom.reporting.reports.release(guild.id, week)
                    raise
                _log.warning("No weekly report for guild %s: %s", guild.id, error)
        self._sent[guild.id] = week

    async def _send(self, newsroom: Newsroom, channel: _Place, week: int) -> None:
        guild = channel.guild
        where = self._client.get_partial_messageable(channel.id, guild_id=guild.id)
        may_attach = channel.permissions_for(guild.me).attach_files

        async def send() -> None:  # an attempt reads its files up
            shown = await self._figures(newsroom, guild.id, week, may_attach=may_attach)
            await where.send(view=shown.view, files=shown.files, nonce=f"{guild.id}-{week}")

        await insist(send)

    async def _figures(
        self, newsroom: Newsroom, guild: int, week: int, *, may_attach: bool
    ) -> Figures:
        first = week_begins(week)
        corpus = self._desk.library.of(guild).corpus
        last = first + timedelta(days=6)
        statistics = await newsroom.reporting.statistics(guild, first, last, corpus)
        title, note = wording.WEEKLY_HEADING, wording.WEEKLY_NOTE
        return await asyncio.to_thread(show_figures, statistics, title, note, may_attach=may_attach)
