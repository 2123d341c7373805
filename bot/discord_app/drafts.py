"""The drafts that wait on a server, page by page, each with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.dialogue import publishing_wording as wording
from bot.discord_app import custom_ids, limits
from bot.discord_app.editing import EditorsButton, attempt
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import in_a_line
from bot.discord_app.render import Item, button, layout, render_notice
from bot.discord_app.sending import Interaction, respond
from bot.newsroom.newsroom import Newsroom
from bot.newsroom.publishing import Publishing
from bot.store.revisions import Proposal

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk

DRAFTS_SHOWN: Final = 8
"""With a text, a row and two buttons each, 34 of Discord's 40 components."""

_SUMMARY: Final = 150


async def show_drafts(
    interaction: Interaction, publishing: Publishing, guild: int, after: int = 0
) -> None:
    """Show what waits, the oldest first, from after a draft on."""
    work = publishing.drafts(guild, after=after, limit=DRAFTS_SHOWN + 1)
    found = await attempt(interaction, work)
    if found is None:
        return
    if found:
        view = _drafts_view(found[:DRAFTS_SHOWN], has_more=len(found) > DRAFTS_SHOWN)
    else:
        view = render_notice(wording.NO_MORE_DRAFTS if after else wording.NO_DRAFTS)
    await respond(interaction, view, ephemeral=True)


def _drafts_view(drafts: tuple[Proposal, ...], *, has_more: bool) -> discord.ui.LayoutView:
    items: list[Item] = []
    for draft in drafts:
        who, told = f"<@{draft.moderator}>", in_a_line(draft.summary, _SUMMARY)
        line = wording.draft(draft.id, told, draft.at, who)
        items.append(discord.ui.TextDisplay(shorten(line, limits.MESSAGE_TEXT // DRAFTS_SHOWN)))
        look = button(wording.LOOK, custom_ids.look(draft.id))
        discard = button(wording.DISCARD, custom_ids.withdraw(draft.id))
        items.append(discord.ui.ActionRow(look, discard))
    if has_more:
        more = button(wording.MORE_DRAFTS, custom_ids.drafts(drafts[-1].id))
        items.append(discord.ui.ActionRow(more))
    return layout(*items)


class DraftsButton(EditorsButton, template=custom_ids.DRAFTS):
    """Shows more drafts."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Show those after the last one shown."""
        del desk
        await show_drafts(interaction, newsroom.publishing, guild, int(self.match["after"]))
