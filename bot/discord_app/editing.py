"""What the editors' buttons and commands have in common: who may, and what went wrong."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable
from typing import TYPE_CHECKING, TypeVar

import discord

from bot.dialogue import teaching_wording
from bot.discord_app.buttons import OurButton
from bot.discord_app.items import NEVER, OurItem
from bot.discord_app.moderators import admits, tell_away
from bot.discord_app.sending import Interaction, tell, within_patience
from bot.newsroom.newsroom import Newsroom
from bot.store.guilds import ConflictError
from bot.store.model import StoreError

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk

T = TypeVar("T")


async def attempt(interaction: Interaction, work: Awaitable[T]) -> T | None:
    """Wait for what the newsroom does; where it cannot, tell the moderator and give none."""
    try:
        return await within_patience(interaction, work, ephemeral=True)
    except ConflictError:
        await tell(interaction, teaching_wording.EDITS_CONFLICT)
    except StoreError as error:
        await tell_away(interaction, error)
    return None


async def newsroom_for(interaction: Interaction, desk: Desk) -> tuple[Newsroom, int] | None:
    """Give the newsroom and the guild to a moderator of it; turn all others away."""
    if not await admits(interaction) or interaction.guild_id is None:
        return None
    if desk.newsroom is None:
        await tell(interaction, teaching_wording.EDITS_AWAY)
        return None
    return desk.newsroom, interaction.guild_id


class EditorsButton(OurButton, template=NEVER):
    """A button for moderators alone, whoever may see it."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Turn away whoever does not moderate here."""
        found = await newsroom_for(interaction, desk)
        if found is not None:
            await self.edit(interaction, desk, *found)

    @abstractmethod
    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Do what the button is for."""


class EditorsSelect(OurItem, template=NEVER):
    """A list for moderators alone, whoever may see it."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Turn away whoever does not moderate here."""
        found = await newsroom_for(interaction, desk)
        values = self.item.values if isinstance(self.item, discord.ui.Select) else []
        if found is not None and values:
            await self.picked(interaction, desk, *found, values[0])

    @abstractmethod
    async def picked(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int, value: str
    ) -> None:
        """Do what the list is for; the value may be forged."""
