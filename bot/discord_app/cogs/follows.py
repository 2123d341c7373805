"""/follow: begins to follow a story, or lists what a reader follows."""

from __future__ import annotations

from discord import app_commands

from bot.dialogue import following_wording as wording
from bot.dialogue.browse import briefings_called
from bot.dialogue.wording import BRIEFINGS_ALIKE, unknown_briefing
from bot.discord_app import custom_ids, limits
from bot.discord_app.desk_cog import DeskCog
from bot.discord_app.errors import unless_away
from bot.discord_app.items.follows import follow, render_followed, why_not
from bot.discord_app.markdown import in_a_line, one_line
from bot.discord_app.render import render_offer
from bot.discord_app.sending import Interaction, defer, respond, tell

Story = app_commands.Range[str, 1, limits.AUTOCOMPLETE_CHOICE]


class Follows(DeskCog):
    """What readers say of what they want to hear. See `TellingNews` for what they hear."""

    @app_commands.command(name="follow", description=wording.COMMAND_FOLLOW)
    @app_commands.describe(story=wording.OPTION_STORY)
    async def follow(self, interaction: Interaction, story: Story | None = None) -> None:
        """Follow the story that is called so, or list what is followed."""
        await defer(interaction, ephemeral=True, thinking=True)
        if story is None:
            await self._list(interaction)
        elif (refusal := why_not(self._desk, interaction)) is not None:
            await tell(interaction, refusal)
        else:
            await self._follow(interaction, story)

    @follow.autocomplete("story")
    async def _suggest(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await self.suggest_stories(interaction, typed)

    async def _follow(self, interaction: Interaction, name: str) -> None:
        found = await self._desk.consult(
            interaction.guild_id, lambda responder: briefings_called(responder.corpus, name)
        )
        if len(found) == 1:
            await follow(interaction, self._desk, found[0])
            return
        told = BRIEFINGS_ALIKE if found else unknown_briefing(in_a_line(name, limits.BUTTON_LABEL))
        others = found or self._desk.responder_of(interaction.guild_id).briefings()
        offers = {
            custom_ids.follow(other.id): one_line(other.title)
            for other in others[: limits.BUTTONS_IN_A_ROW]
        }
        await respond(interaction, render_offer(told, offers), ephemeral=True)

    async def _list(self, interaction: Interaction) -> None:
        """List what a reader follows on this server; in a direct message, everywhere."""
        newsroom, guild, reader = self._desk.newsroom, interaction.guild_id, interaction.user.id
        if newsroom is None or not self._desk.keeps_follows:
            await tell(interaction, wording.NOTHING_KEPT)
            return
        listing = newsroom.following.kept.of_reader(reader, guild)
        followed = await unless_away(interaction, listing)
        is_let = guild is None or self._desk.takes_follows(guild)
        if followed:
            view = render_followed(followed, self._client, is_let=is_let)
            await respond(interaction, view, ephemeral=True)
        elif followed is not None:
            await tell(interaction, wording.NONE_FOLLOWED if is_let else wording.NOT_LET)
