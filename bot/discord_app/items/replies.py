"""The buttons under replies: parsed from their custom id, so that they work after a restart."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

import discord

from bot.dialogue import discord_wording
from bot.dialogue.model import Reply, Utterance
from bot.discord_app import custom_ids
from bot.discord_app.desk import Desk
from bot.discord_app.items.our_item import OurButton
from bot.discord_app.moderators import may_remove_here
from bot.discord_app.opinions import note_not_meant
from bot.discord_app.recovery import recover_words, replied_to
from bot.discord_app.refusals import is_gone
from bot.discord_app.render import Showing, render_explanation, render_notice, render_reply
from bot.discord_app.sending import Interaction, defer, is_private, respond, tell, within_patience
from bot.discord_app.threads import with_thread_open

T = TypeVar("T")


async def _within_patience(interaction: Interaction, work: Awaitable[T]) -> T:
    """Wait for what the reader who clicked will see, and nobody else."""
    return await within_patience(interaction, work, ephemeral=not is_private(interaction))


async def _show(
    interaction: Interaction, desk: Desk, reply: Reply, showing: Showing | None = None
) -> None:
    """Show a reply to the reader who clicked, and to nobody else."""
    view = render_reply(reply, showing or Showing())
    await respond(interaction, view, ephemeral=not is_private(interaction))
    desk.quote(interaction.guild_id, reply)
    desk.show(interaction.user.id, interaction.channel_id or 0, reply)


async def open_passage(interaction: Interaction, desk: Desk, passage: str) -> None:
    """Show a passage to the reader who clicked, or say kindly that it is gone."""
    reply = await _within_patience(interaction, desk.open(interaction.guild_id, passage))
    await _show(interaction, desk, reply)


class DeeperButton(OurButton, template=custom_ids.DEEPER):
    """Opens a passage: a follow-up, a choice, a part of a briefing."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Show the passage."""
        await open_passage(interaction, desk, self.passage)


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
        answer = None if interaction.message is None else interaction.message.id
        await _show(interaction, desk, reply, Showing(asked=words, meant_by=answer))
        await note_not_meant(interaction, desk, self.passage)


class WhyButton(OurButton, template=custom_ids.WHY):
    """Explains a reply: what the words were compared with, and where the answer stands."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Match the reader's words again with every feature's part; nothing was stored."""
        private = is_private(interaction)
        words = await _within_patience(interaction, recover_words(interaction))
        shown = None if self.passage == custom_ids.NOTHING_SHOWN else self.passage
        if words is None and shown is None:
            await respond(
                interaction, render_notice(discord_wording.QUESTION_GONE), ephemeral=not private
            )
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
        digest = self.match["digest"]
        changed = None if digest is None else custom_ids.changed(digest, self.passage)
        source = desk.source(interaction.guild_id, shown)
        view = render_explanation(explanation, source, words, changed)
        await respond(interaction, view, ephemeral=not private)


class RemoveButton(OurButton, template=custom_ids.REMOVE):
    """Takes a reply away again, for the one who asked and for moderators."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Delete the message if the clicker may; the id in the button alone proves nothing."""
        del desk
        await defer(interaction, thinking=False)  # at once: to ask who asked may take a while
        if await self._may_remove(interaction):
            await self._remove(interaction)
        else:
            await tell(interaction, discord_wording.REMOVE_REFUSED)

    async def _remove(self, interaction: Interaction) -> None:
        """Delete the message; somebody else, or an earlier press, may have been quicker."""
        remove, channel = interaction.delete_original_response, interaction.channel_id or 0
        try:
            await with_thread_open(interaction.client, channel, remove)
        except discord.NotFound as error:
            if not is_gone(error):
                raise

    async def _may_remove(self, interaction: Interaction) -> bool:
        message, us = interaction.message, interaction.client.user
        if message is None or us is None or message.author.id != us.id:
            return False
        if interaction.guild_id is not None and may_remove_here(interaction):
            return True
        return interaction.user.id == await self._asker(interaction.client, message)

    async def _asker(self, client: discord.Client, message: discord.Message) -> int:
        """Tell who asked: by Discord's own record, else by the id that we wrote in the button."""
        if message.interaction_metadata is not None:
            return message.interaction_metadata.user.id
        question = await replied_to(client, message)
        return int(self.match["asker"]) if question is None else question.author.id
