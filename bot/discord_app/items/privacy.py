"""The buttons under /privacy: a reader's own rows as a file, and their erasure."""

from __future__ import annotations

import io
from typing import Final

import discord

from bot.dialogue import privacy_wording
from bot.discord_app import custom_ids
from bot.discord_app.desk import Desk
from bot.discord_app.errors import unless_away
from bot.discord_app.items.our_item import OurButton
from bot.discord_app.recording import export_of
from bot.discord_app.render import render_attachment, render_offer
from bot.discord_app.sending import Interaction, respond, tell
from bot.store.asks import Ask
from bot.store.feedback import Opinion
from bot.store.follows import Follow
from bot.store.model import TurnRecord

_Kept = tuple[tuple[TurnRecord, ...], tuple[Ask, ...], tuple[Opinion, ...], tuple[Follow, ...]]

EXPORT_FILE: Final = "my-questions.json"


class ExportButton(OurButton, template=custom_ids.EXPORT):
    """Gives a reader all that is kept of theirs."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Send the file to the one who clicked: whose rows they are, Discord says."""
        kept = await unless_away(interaction, self._kept(desk, interaction.user.id))
        if kept is None:
            return
        if not any(kept):
            await tell(interaction, privacy_wording.NOTHING_KEPT)
            return
        turns, asks, opinions, follows = kept
        file = discord.File(io.BytesIO(export_of(*kept)), EXPORT_FILE)
        told = privacy_wording.exported(len(turns) + len(asks), len(opinions), len(follows))
        view = render_attachment(told, file)
        await respond(interaction, view, ephemeral=True, files=(file,))

    async def _kept(self, desk: Desk, reader: int) -> _Kept:
        turns = await desk.recorder.turns_of_reader(reader)
        newsroom = desk.newsroom
        if newsroom is None:
            return turns, (), (), ()
        hashes = desk.hashes_of(reader)
        asks = await newsroom.asking.kept.of_reader(reader, hashes)
        opinions = await newsroom.feedback.of_reader(hashes)
        return turns, asks, opinions, await newsroom.following.kept.of_reader(reader)


class EraseButton(OurButton, template=custom_ids.ERASE):
    """Asks whether all that is kept of a reader shall go."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Ask; nothing is erased yet."""
        del desk
        offer = render_offer(
            privacy_wording.ERASE_SURE, {custom_ids.ERASE_NOW_ID: privacy_wording.ERASE_NOW}
        )
        await respond(interaction, offer, ephemeral=True)


class EraseNowButton(OurButton, template=custom_ids.ERASE_NOW):
    """Erases all that is kept of a reader."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Erase what the one who clicked has asked, and say how much it was."""
        desk.forget_reader(interaction.user.id)
        erased = await unless_away(interaction, self._erased(desk, interaction.user.id))
        if erased is not None:
            await tell(interaction, privacy_wording.erased(*erased))

    async def _erased(self, desk: Desk, reader: int) -> tuple[int, int]:
        """Erase a reader's questions and follows; give how many of each there were."""
        asks = follows = 0
        if desk.newsroom is not None:
            follows = await desk.newsroom.following.kept.forget_reader(reader)
            kept = desk.newsroom.asking.kept
            asks = await kept.forget_reader(reader, desk.hashes_of(reader))
        return asks + await desk.recorder.forget_reader(reader), follows
