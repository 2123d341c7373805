"""The drafts that wait on a server, page by page, each with what can be done about it."""

from __future__ import annotations

from typing import Final

import discord

from bot.dialogue import publishing_wording as wording
from bot.discord_app import custom_ids, limits
from bot.discord_app.editing import Editor, EditorsButton
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import in_a_line
from bot.discord_app.render import Item, button, layout, render_notice
from bot.store.revisions import Proposal

DRAFTS_SHOWN: Final = 8
"""With a text, a row and two buttons each, 34 of Discord's 40 components."""

_SUMMARY: Final = 150


async def show_drafts(editor: Editor, after: int = 0) -> None:
    """Show what waits, the oldest first, from after a draft on."""
    publishing = editor.newsroom.publishing
    work = publishing.drafts(editor.guild, after=after, limit=DRAFTS_SHOWN + 1)
    found = await editor.attempt(work)
    if found is None:
        return
    if found:
        view = _drafts_view(found[:DRAFTS_SHOWN], has_more=len(found) > DRAFTS_SHOWN)
    else:
        view = render_notice(wording.NO_MORE_DRAFTS if after else wording.NO_DRAFTS)
    await editor.show(view)


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

    async def edit(self, editor: Editor) -> None:
        """Show those after the last one shown."""
        await show_drafts(editor, int(self.match["after"]))
