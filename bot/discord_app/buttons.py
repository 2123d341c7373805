"""The buttons under replies: parsed from their custom id, so that they work after a restart."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

import discord

from bot.dialogue import wording
from bot.dialogue.model import Reply, Utterance
from bot.discord_app import custom_ids
from bot.discord_app.errors import apologise
from bot.discord_app.moderators import is_moderator
from bot.discord_app.recovery import recover_words, replied_to
from bot.discord_app.references import begin
from bot.discord_app.render import Showing, render_explanation, render_notice, render_reply
from bot.discord_app.sending import Interaction, defer, is_private, respond, within_patience

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk

T = TypeVar("T")

_NEVER: Final = r"(?!)"


class OurButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_NEVER):
    """What every button of ours has in common: a strict template, and an end to every fault.

    discord.py only logs what a dynamic item raises; here the reader hears of it as well.
    """

    def __init__(self, button: discord.ui.Button[Any], match: re.Match[str]) -> None:
        super().__init__(button)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Take what the custom id remembers; it is looked up when the button acts."""
        del interaction
        assert isinstance(item, discord.ui.Button)  # noqa: S101  (only buttons carry these ids)
        return cls(item, match)

    async def callback(self, interaction: Interaction) -> None:
        """Act for the reader who clicked."""
        desk: Desk = interaction.client.desk
        begin()  # the apology comes after the serving
        try:
            with desk.serving():
                await self.act(interaction, desk)
        except Exception as error:  # the one place where a click ends
            await apologise(interaction, error, f"a click on {self.custom_id}")

    @abstractmethod
    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Do what the button is for; whatever is raised reaches the reader and the log."""

    @property
    def passage(self) -> str:
        """The passage id that the button remembers; it may be gone, or forged."""
        return self.match["passage"]


async def _within_patience(interaction: Interaction, work: Awaitable[T]) -> T:
    """Wait for what the reader who clicked will see, and nobody else."""
    return await within_patience(interaction, work, ephemeral=not is_private(interaction))


async def _show(
    interaction: Interaction, desk: Desk, reply: Reply, showing: Showing | None = None
) -> None:
    """Show a reply to the reader who clicked, and to nobody else."""
    view = render_reply(reply, showing or Showing())
    await respond(interaction, view, ephemeral=not is_private(interaction))
    desk.show(interaction.user.id, interaction.channel_id or 0, reply)


class DeeperButton(OurButton, template=custom_ids.DEEPER):
    """Opens a passage: a follow-up, a choice, a part of a briefing."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Show the passage."""
        await _show(
            interaction,
            desk,
            await _within_patience(interaction, desk.open(interaction.guild_id, self.passage)),
        )


class PageButton(OurButton, template=custom_ids.PAGE):
    """Continues an answer that is too long for one message."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Show the page, or the last one when the passage has become shorter."""
        reply = await _within_patience(interaction, desk.open(interaction.guild_id, self.passage))
        await _show(interaction, desk, reply, Showing(page=int(self.match["number"])))


class OtherButton(OurButton, template=custom_ids.OTHER):
    """Offers, for "Not what I meant", what else came close."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Rank the reader's words again, and leave out what was shown."""
        words = await _within_patience(interaction, recover_words(interaction))
        work = desk.consult(
            interaction.guild_id, lambda r: r.alternatives(Utterance(words or ""), self.passage)
        )
        reply = await _within_patience(interaction, work)
        await _show(interaction, desk, reply, Showing(asked=words))


class WhyButton(OurButton, template=custom_ids.WHY):
    """Explains a reply: what the words were compared with, and where the answer stands."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Match the reader's words again with every feature's part; nothing was stored."""
        private = is_private(interaction)
        words = await _within_patience(interaction, recover_words(interaction))
        shown = None if self.passage == custom_ids.NOTHING_SHOWN else self.passage
        if words is None and shown is None:
            await respond(interaction, render_notice(wording.QUESTION_GONE), ephemeral=not private)
            return
        if words is None and desk.source(interaction.guild_id, shown) is None:
            gone = await _within_patience(
                interaction, desk.open(interaction.guild_id, self.passage)
            )
            await _show(interaction, desk, gone)
            return
        work = desk.consult(
            interaction.guild_id, lambda r: r.explain(Utterance(words or ""), shown)
        )
        explanation = await _within_patience(interaction, work)
        view = render_explanation(explanation, desk.source(interaction.guild_id, shown), words)
        await respond(interaction, view, ephemeral=not private)


class RemoveButton(OurButton, template=custom_ids.REMOVE):
    """Takes a reply away again, for the one who asked and for moderators."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Delete the message if the clicker may; the id in the button alone proves nothing."""
        del desk
        await defer(interaction, thinking=False)  # at once: to ask who asked may take a while
        if await self._may_remove(interaction):
            await interaction.delete_original_response()
        else:
            await respond(interaction, render_notice(wording.REMOVE_REFUSED), ephemeral=True)

    async def _may_remove(self, interaction: Interaction) -> bool:
        message, us = interaction.message, interaction.client.user
        if message is None or us is None or message.author.id != us.id:
            return False
        if is_moderator(interaction):
            return True
        return interaction.user.id == await self._asker(interaction.client, message)

    async def _asker(self, client: discord.Client, message: discord.Message) -> int:
        """Tell who asked: by Discord's own record, else by the id that we wrote in the button."""
        if message.interaction_metadata is not None:
            return message.interaction_metadata.user.id
        question = await replied_to(client, message)
        return int(self.match["asker"]) if question is None else question.author.id


BUTTONS: Final = (DeeperButton, PageButton, OtherButton, WhyButton, RemoveButton)
"""Registered once, at start-up; their templates are disjoint."""
