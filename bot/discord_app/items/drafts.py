"""The drafts that wait on a server, page by page, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.dialogue import publishing_wording as wording
from bot.discord_app import custom_ids, limits
from bot.discord_app.editing import Editor
from bot.discord_app.graphemes import shorten
from bot.discord_app.items.our_item import EditorsButton
from bot.discord_app.markdown import in_a_line
from bot.discord_app.render import render_list, render_notice
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
        shown, has_more = found[:DRAFTS_SHOWN], len(found) > DRAFTS_SHOWN
        view = render_list(_entries(shown, has_more=has_more))
    else:
        view = render_notice(wording.NO_MORE_DRAFTS if after else wording.NO_DRAFTS)
    await editor.show(view)


def _entries(
    drafts: Sequence[Proposal], *, has_more: bool
) -> Iterator[tuple[str | None, Mapping[str, str]]]:
    for draft in drafts:
        who, told = f"<@{draft.moderator}>", in_a_line(draft.summary, _SUMMARY)
        line = wording.draft(draft.id, told, draft.at, who)
        look, discard = custom_ids.look(draft.id), custom_ids.withdraw(draft.id)
        offers = {look: wording.LOOK, discard: wording.DISCARD}
        yield shorten(line, limits.MESSAGE_TEXT // DRAFTS_SHOWN), offers
    if has_more:
        yield None, {custom_ids.drafts(drafts[-1].id): wording.MORE_DRAFTS}


class DraftsButton(EditorsButton, template=custom_ids.DRAFTS):
    """Shows more drafts."""

    async def edit(self, editor: Editor) -> None:
        """Show those after the last one shown."""
        await show_drafts(editor, int(self.match["after"]))
