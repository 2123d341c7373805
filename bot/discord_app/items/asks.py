"""Asking the editors: readers put what was declined to them, and may want to hear of an answer."""

from __future__ import annotations

import re

from bot.dialogue import unanswered_wording
from bot.discord_app import custom_ids
from bot.discord_app.desk import Desk
from bot.discord_app.errors import unless_away
from bot.discord_app.items.our_item import OurButton
from bot.discord_app.membership import is_member_here
from bot.discord_app.recovery import recover
from bot.discord_app.render import render_offer
from bot.discord_app.sending import Interaction, defer, respond, tell
from bot.store.asks import Ask
from bot.store.model import hour_of, kept_words


class AskEditorsButton(OurButton, template=custom_ids.ASK_EDITORS):
    """Puts a question to the editors of the guild."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Keep it for them, without a name, and ask whether the reader wants to hear."""
        await defer(interaction, ephemeral=True, thinking=True)
        newsroom, guild = desk.newsroom, interaction.guild_id
        if newsroom is None or guild is None or not desk.takes_asks(guild):
            await tell(interaction, unanswered_wording.ASK_NOT_HERE)
            return
        heard = await recover(interaction)
        if heard is None or not heard.is_own:
            await tell(interaction, unanswered_wording.ASK_NO_QUESTION)
            return
        ask = _ask(interaction, desk, guild, heard.words)
        if await unless_away(interaction, newsroom.asking.put(ask)) is None:
            return
        if not is_member_here(interaction):
            await tell(interaction, unanswered_wording.ASK_NOTED)
            return
        offers = {
            custom_ids.tell_me(ask.message): unanswered_wording.ASK_TELL_ME,
            custom_ids.no_need(ask.message): unanswered_wording.ASK_NO_NEED,
        }
        await respond(interaction, render_offer(unanswered_wording.ASK_PUT, offers), ephemeral=True)


def _ask(interaction: Interaction, desk: Desk, guild: int, words: str) -> Ask:
    now, keeping = desk.recorder.now, desk.recorder.keeping
    message, reader = _question(interaction), interaction.user.id
    return Ask(
        message=message,
        voter=keeping.voter(reader, message),
        channel=interaction.channel_id or 0,
        guild=guild,
        hour=hour_of(now),
        question=kept_words(words),
        reader=keeping.hash_of(reader, now),
    )


def _question(interaction: Interaction) -> int:
    """Give the message that turns go by: the question's, or else the answer's."""
    message = interaction.message
    if message is None:
        return interaction.id
    reference = message.reference
    return message.id if reference is None else reference.message_id or message.id


class TellMeButton(OurButton, template=custom_ids.TELL_ME):
    """Lets a reader hear of an answer."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Note the id of the one who clicked, for the question that is theirs."""
        is_noted = await _noted(interaction, desk, self.match, interaction.user.id)
        if is_noted is not None:
            await tell(
                interaction,
                unanswered_wording.ASK_WILL_TELL if is_noted else unanswered_wording.ASK_GONE,
            )


class NoNeedButton(OurButton, template=custom_ids.NO_NEED):
    """Leaves a question with the editors, and the reader unnamed."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Let go of the reader's id, which an earlier press may have left."""
        if await _noted(interaction, desk, self.match, None) is not None:
            await tell(interaction, unanswered_wording.ASK_NOTED)


async def _noted(
    interaction: Interaction, desk: Desk, match: re.Match[str], reader: int | None
) -> bool | None:
    """Note whom to tell; say whether the ask is there, and none where that cannot be known."""
    message, guild = int(match["message"]), interaction.guild_id
    if desk.newsroom is None or guild is None:
        return False
    voter = desk.recorder.keeping.voter(interaction.user.id, message)
    return await unless_away(
        interaction, desk.newsroom.asking.tell_me(guild, message, voter, reader)
    )
