"""For moderators: /content reload, check and status, and what publishes pages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.dialogue import content_wording
from bot.discord_app.errors import report as fault
from bot.discord_app.moderators import admits, for_moderators, send_report
from bot.discord_app.publishing_commands import PublishingCommands
from bot.discord_app.reports import reload_report, status_report
from bot.discord_app.sending import Interaction, defer, tell
from bot.evaluation.replay import ReloadReport
from bot.store.audit import Action, Deed
from bot.store.model import StoreError
from bot.store.recorder import Recorder

_log = logging.getLogger(__name__)

_FILE: Final = "findings.txt"


@for_moderators
class Content(
    PublishingCommands,
    commands.GroupCog,
    group_name="content",
    group_description=content_wording.COMMAND_CONTENT,
):
    """Commands about the pages. Who may use them is checked here as well as by Discord."""

    @app_commands.command(name="reload", description=content_wording.COMMAND_RELOAD)
    async def reload(self, interaction: Interaction) -> None:
        """Read the pages again, off the event loop, and say what changed."""
        await self._build(interaction, self._desk.library.reload, is_check=False)

    @app_commands.command(name="check", description=content_wording.COMMAND_CHECK)
    async def check(self, interaction: Interaction) -> None:
        """Say what a reload would change."""
        await self._build(interaction, self._desk.library.check, is_check=True)

    @app_commands.command(name="status", description=content_wording.COMMAND_STATUS)
    async def status(self, interaction: Interaction) -> None:
        """Say what is being served."""
        if await admits(interaction):
            edition = self._desk.library.of(interaction.guild_id)
            resting = tuple(filter(_is_of(interaction.guild), self._desk.manners.resting()))
            recording = _recording(self._desk.recorder)
            covered = self._desk.library.covered(interaction.guild_id)
            report = await asyncio.to_thread(status_report, edition, resting, recording, covered)
            await send_report(interaction, report, _FILE)

    async def _build(
        self,
        interaction: Interaction,
        build: Callable[[int | None], ReloadReport],
        *,
        is_check: bool,
    ) -> None:
        if not await admits(interaction):
            return
        await defer(interaction, ephemeral=True, thinking=True)
        try:
            report = await asyncio.to_thread(build, interaction.guild_id)
        except Exception as error:  # whatever the pages did, the moderator hears of it
            self._desk.metrics.failed()
            failure = content_wording.reload_failed(fault(error, "reading the pages"))
            await tell(interaction, failure)
            return
        if report.is_applied:
            _log.info("Content %s → %s by %s", report.before, report.after, interaction.user.id)
            await self._spread(interaction, report)
        elif not is_check:
            _log.warning("Reload by %s refused: %s", interaction.user.id, report.refusal)
        text = await asyncio.to_thread(reload_report, report, is_check=is_check)
        await send_report(interaction, text, _FILE)

    async def _spread(self, interaction: Interaction, report: ReloadReport) -> None:
        """Have the other processes read their files as well, and note who changed what."""
        newsroom = self._desk.newsroom
        if newsroom is None:
            return
        try:
            await newsroom.have_files_read()
            if interaction.guild_id is not None and report.before != report.after:
                told = content_wording.change_counts(
                    len(report.added), len(report.changed), len(report.removed)
                )
                deed = Deed(interaction.guild_id, interaction.user.id, Action.RELOAD, told)
                await newsroom.audit.note(deed, newsroom.now)
        except StoreError as error:
            _log.warning("Other processes are not told of a reload, or it is not noted: %s", error)


def _is_of(guild: discord.Guild | None) -> Callable[[int], bool]:
    """Tell a guild's channels from those of others, of which its moderators hear nothing."""
    return lambda channel: guild is not None and guild.get_channel_or_thread(channel) is not None


def _recording(recorder: Recorder) -> str:
    """Say whether questions are recorded, and how well."""
    if recorder.keeping.days == 0:
        return content_wording.RECORDING_NOTHING
    counts = recorder.keeping.days, recorder.waiting, recorder.dropped
    return content_wording.recording(*counts, is_failing=recorder.problem is not None)
