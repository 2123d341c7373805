"""A fault is told twice: to the reader in one calm sentence, to the log with its traceback."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import Final, TypeVar

import discord

from bot.dialogue import discord_wording, privacy_wording
from bot.discord_app.references import reference
from bot.discord_app.refusals import has_harmful_link, is_blocked, is_gone
from bot.discord_app.sending import (
    ALREADY_ANSWERED,
    LINE_FAULTS,
    Interaction,
    tell,
    within_patience,
)
from bot.discord_app.workers import BusyError
from bot.store.model import StoreError

_log = logging.getLogger(__name__)

T = TypeVar("T")

_OVER: Final = frozenset({10062, 50027})
"""Discord's codes for an interaction that it does not know, and for one whose time is over."""


def report(error: BaseException, doing: str) -> str:
    """Log a fault with its traceback and give the reference that the log has it under."""
    number = reference()
    _log.error("Fault %s while %s", number, doing, exc_info=error)
    return number


def apology(error: BaseException, doing: str) -> str:
    """Give the sentence for whoever waits; all but a rush of readers goes to the log."""
    if isinstance(error, BusyError):
        return discord_wording.BUSY
    blocked = told_of_filter(error)
    if blocked is not None:
        _log.warning("Not let through while %s: %s", doing, error)
        return blocked
    return discord_wording.went_wrong(report(error, doing))


def told_of_filter(error: BaseException) -> str | None:
    """Say what a filter of messages took offence at, and who can mend it; none for all else."""
    if is_blocked(error):
        return discord_wording.BLOCKED
    return discord_wording.HARMFUL_LINK if has_harmful_link(error) else None


def is_fault(error: BaseException) -> bool:
    """Say whether something is wrong on our side, as far as can be known."""
    return not isinstance(error, BusyError) and told_of_filter(error) is None


async def apologise(interaction: Interaction, error: BaseException, doing: str) -> None:
    """Tell the reader, and the log, that an interaction failed. Never raises."""
    original = getattr(error, "original", error)
    if is_too_late(original):
        _log.warning("Too late to answer while %s: %s", doing, original)
        return
    if is_fault(original):
        interaction.client.desk.metrics.failed()
    told = apology(original, doing)
    try:
        await tell(interaction, told)
    except (discord.HTTPException, *LINE_FAULTS) as failure:
        _log.warning("Could not tell the reader of a fault while %s: %s", doing, failure)


async def unless_away(interaction: Interaction, work: Awaitable[T]) -> T | None:
    """Give what the store says; where it says nothing, tell the reader so and give none."""
    try:
        return await within_patience(interaction, work, ephemeral=True)
    except StoreError:
        await tell(interaction, privacy_wording.STORE_AWAY)
        return None


def is_too_late(error: BaseException) -> bool:
    """Say whether Discord no longer takes, or already has, an answer to the interaction.

    It takes none where somebody has put away the message that says "thinking", or its channel.
    """
    over = {*_OVER, ALREADY_ANSWERED}
    return is_gone(error) or (isinstance(error, discord.HTTPException) and error.code in over)


def tell_of_late_suggestions() -> None:
    """Let discord.py say in a line that what was suggested to a typing reader came too late."""
    logging.getLogger("discord.app_commands.tree").addFilter(_in_a_line)


def _in_a_line(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and is_too_late(getattr(error, "original", error)):
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg, record.args = "Too late to answer while suggesting: %s", (error,)
        record.exc_info = None
    return True
