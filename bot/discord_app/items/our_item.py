"""What our buttons and menus have in common: state in the custom id, and an end to every fault."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, Final, Self

import discord

from bot.discord_app.desk import Desk
from bot.discord_app.editing import Editor, for_editor
from bot.discord_app.errors import apologise
from bot.discord_app.sending import Interaction

NEVER: Final = r"(?!)"
"""The template of what is only inherited from."""


class OurItem(discord.ui.DynamicItem[discord.ui.Item[Any]], template=NEVER):
    """A strict template, and an end to every fault.

    discord.py only logs what a dynamic item raises; here the reader hears of it as well.
    """

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Take over an item that Discord says was used."""
        del interaction
        return cls(item, match)

    async def callback(self, interaction: Interaction) -> None:
        """Act for the reader who clicked."""
        desk: Desk = interaction.client.desk
        with desk.serving():
            try:
                await self.act(interaction, desk)
            except Exception as error:  # the one place where a click ends
                await apologise(interaction, error, f"a click on {self.custom_id}")

    @abstractmethod
    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Do what the item is for; whatever is raised reaches the reader and the log."""


class OurButton(OurItem, template=NEVER):
    """What every button of ours has in common."""

    @property
    def passage(self) -> str:
        """The passage id that the button remembers; it may be gone, or forged."""
        return self.match["passage"]


class EditorsItem(OurItem, template=NEVER):
    """What moderators alone may use, whoever may see it."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Turn away whoever does not moderate here."""
        await for_editor(interaction, desk, self.edit)

    @abstractmethod
    async def edit(self, editor: Editor) -> None:
        """Do what it is for; what is picked from a menu may be forged."""


class EditorsButton(EditorsItem, OurButton, template=NEVER):
    """A button for moderators alone."""


def data_of(interaction: Interaction) -> Mapping[str, Any]:
    """Give what came with a click or a form; nothing with an interaction that brings none."""
    return {**(interaction.data or {})}


def picked_in(interaction: Interaction) -> tuple[str, ...]:
    """Give the values that were picked from a menu; they may be forged."""
    return tuple(map(str, data_of(interaction).get("values", ())))


def custom_id_of(interaction: Interaction) -> str:
    """Give the id of the button, menu or form that was used; an empty one without any."""
    return str(data_of(interaction).get("custom_id", ""))
