"""The buttons under /privacy: a reader's own rows as a file, and their erasure."""

from __future__ import annotations

import io
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Final, TypeVar

import discord

from bot.dialogue import privacy_wording
from bot.discord_app import custom_ids
from bot.discord_app.buttons import OurButton
from bot.discord_app.recording import export_of
from bot.discord_app.render import render_attachment, render_offer
from bot.discord_app.sending import Interaction, respond, tell, within_patience
from bot.store.asks import Ask
from bot.store.feedback import Opinion
from bot.store.model import StoreError, TurnRecord

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk

T = TypeVar("T")

EXPORT_FILE: Final = "my-questions.json"


class ExportButton(OurButton, template=custom_ids.EXPORT):
    """Gives a reader all that is kept of their questions."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Send the file to the one who clicked: whose rows they are, Discord says."""
        kept = await unless_away(interaction, self._kept(desk, interaction.user.id))
        if kept is None:
            return
        if not any(kept):
            await tell(interaction, privacy_wording.NOTHING_KEPT)
            return
        turns, asks, opinions = kept
        file = discord.File(io.BytesIO(export_of(*kept)), EXPORT_FILE)
        view = render_attachment(
            privacy_wording.exported(len(turns) + len(asks), len(opinions)), file
        )
        await respond(interaction, view, ephemeral=True, file=file)

    async def _kept(
        self, desk: Desk, reader: int
    ) -> tuple[tuple[TurnRecord, ...], tuple[Ask, ...], tuple[Opinion, ...]]:
        turns = await desk.recorder.turns_of_reader(reader)
        if desk.newsroom is None:
            return turns, (), ()
        hashes = desk.hashes_of(reader)
        asks = await desk.newsroom.asking.kept.of_reader(reader, hashes)
        return turns, asks, await desk.newsroom.feedback.of_reader(hashes)


class EraseButton(OurButton, template=custom_ids.ERASE):
    """Asks whether all that is kept of a reader's questions shall go."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Ask; nothing is erased yet."""
        del desk
        offer = render_offer(
            privacy_wording.ERASE_SURE, {custom_ids.ERASE_NOW_ID: privacy_wording.ERASE_NOW}
        )
        await respond(interaction, offer, ephemeral=True)


class EraseNowButton(OurButton, template=custom_ids.ERASE_NOW):
    """Erases all that is kept of a reader's questions."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Erase what the one who clicked has asked, and say how much it was."""
        desk.forget_reader(interaction.user.id)
        count = await unless_away(interaction, self._erased(desk, interaction.user.id))
        if count is not None:
            await tell(interaction, privacy_wording.erased(count))

    async def _erased(self, desk: Desk, reader: int) -> int:
        asks = 0
        if desk.newsroom is not None:
            kept = desk.newsroom.asking.kept
            asks = await kept.forget_reader(reader, desk.hashes_of(reader))
        return asks + await desk.recorder.forget_reader(reader)


async def unless_away(interaction: Interaction, work: Awaitable[T]) -> T | None:
    """Give what the store says; where it says nothing, tell the reader so and give none."""
    try:
        return await within_patience(interaction, work, ephemeral=True)
    except StoreError:
        await tell(interaction, privacy_wording.STORE_AWAY)
        return None


PRIVACY_BUTTONS: Final = (ExportButton, EraseButton, EraseNowButton)
"""Registered once, at start-up, with the buttons of replies."""
