"""From a click on an answer to what is kept of its reader's opinion."""

from __future__ import annotations

import logging
from collections.abc import Awaitable

from bot.discord_app.desk import Desk
from bot.discord_app.sending import Interaction
from bot.store.feedback import Ballot
from bot.store.model import StoreError, hour_of

_log = logging.getLogger(__name__)


def ballot_of(interaction: Interaction, desk: Desk, passage: str) -> Ballot | None:
    """Say whose opinion of which answer it is; none where that cannot be told."""
    keeping, now = desk.recorder.keeping, desk.recorder.now
    message, guild = interaction.message, interaction.guild_id
    if keeping.keys is None or message is None or guild is None:
        return None
    return Ballot(
        message=message.id,
        voter=keeping.voter(interaction.user.id, message.id),
        channel=interaction.channel_id or 0,
        guild=guild,
        hour=hour_of(now),
        passage=passage,
        revision=desk.library.of(guild).corpus.revision,
        reader=keeping.hash_of(interaction.user.id, now),
    )


async def note_not_meant(interaction: Interaction, desk: Desk, passage: str) -> None:
    """Note that a reader meant something else; nobody waits for that."""
    feedback = desk.feedback_of(interaction.guild_id)
    ballot = ballot_of(interaction, desk, passage)
    if feedback is not None and ballot is not None:
        await _best_effort(feedback.not_meant(ballot))


async def note_meant(interaction: Interaction, desk: Desk, answer: int, passage: str) -> None:
    """Note what a reader of an answer meant instead; nobody waits for that."""
    feedback = desk.feedback_of(interaction.guild_id)
    if feedback is not None:
        voter = desk.recorder.keeping.voter(interaction.user.id, answer)
        await _best_effort(feedback.meant(answer, voter, passage))


async def _best_effort(work: Awaitable[None]) -> None:
    try:
        await work
    except StoreError as error:
        _log.warning("What a reader meant is not noted: %s", error)
