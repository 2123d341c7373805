"""The buttons with which readers say what they think of an answer."""

from __future__ import annotations

from typing import Final

from bot.dialogue import discord_wording
from bot.discord_app import custom_ids
from bot.discord_app.desk import Desk
from bot.discord_app.items.our_item import OurButton
from bot.discord_app.items.replies import open_passage
from bot.discord_app.opinions import ballot_of, note_meant
from bot.discord_app.sending import Interaction, tell, within_patience
from bot.store.feedback import Vote
from bot.store.model import StoreError

_VOTES: Final = {"up": Vote.FOR, "down": Vote.AGAINST}
_THANKS: Final = {
    Vote.FOR: discord_wording.VOTED_FOR,
    Vote.AGAINST: discord_wording.VOTED_AGAINST,
    None: discord_wording.VOTE_TAKEN_BACK,
}


class VoteButton(OurButton, template=custom_ids.VOTE):
    """Votes for or against an answer."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Count the vote, and thank once it is kept."""
        told = await self._count(interaction, desk)
        await tell(interaction, told)

    async def _count(self, interaction: Interaction, desk: Desk) -> str:
        feedback = desk.feedback_of(interaction.guild_id)
        ballot = ballot_of(interaction, desk, self.passage)
        if feedback is None or ballot is None:
            return discord_wording.NO_VOTES
        counting = feedback.vote(ballot, _VOTES[self.match["vote"]])
        try:
            return _THANKS[await within_patience(interaction, counting, ephemeral=True)]
        except StoreError:
            return discord_wording.VOTE_LOST


class MeantButton(OurButton, template=custom_ids.MEANT):
    """Opens what a reader had meant instead of what an answer showed."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Show the passage; the choice counts as evidence."""
        await open_passage(interaction, desk, self.passage)
        await note_meant(interaction, desk, int(self.match["message"]), self.passage)
