"""The buttons with which moderators publish what they looked at, or let go of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

import discord

from bot.dialogue import answer_wording
from bot.dialogue import publishing_wording as wording
from bot.discord_app import custom_ids
from bot.discord_app.editing import Editor
from bot.discord_app.items.our_item import EditorsButton
from bot.discord_app.items.unwritten import reason_of
from bot.discord_app.markdown import in_a_line
from bot.discord_app.moderators import send_report
from bot.discord_app.publishing_report import blocked_report, preview_report
from bot.discord_app.render import render_notice, render_offer
from bot.discord_app.reports import Report
from bot.newsroom.verdicts import Blocked, Done, Meanwhile, Preview, Refused
from bot.newsroom.writing import Unwritten
from bot.store.revisions import RevisionRow

_REVISIONS: Final = 10
_SUMMARY: Final = 200
_HIDDEN: Final = 480


async def show_change(editor: Editor, found: Preview | Blocked | Refused | Unwritten) -> None:
    """Show what a change would do, with the buttons that decide; or why there is none."""
    match found:
        case Refused(reason):
            await editor.tell(reason)
        case Unwritten():
            await _show_unwritten(editor, found)
        case Blocked(findings):
            await send_report(editor.interaction, blocked_report(findings), wording.PREVIEW_FILE)
        case Preview():
            await _show_preview(editor, found)
        case _:
            assert_never(found)


async def _show_unwritten(editor: Editor, found: Unwritten) -> None:
    """Say why an answer is not added, and give out the words that stand in its draft alone."""
    if found.waiting is None:
        await editor.tell(reason_of(found))
        return
    report = Report(f"{reason_of(found)} {answer_wording.DRAFT_WAITS}", found.waiting.text)
    offers = {custom_ids.withdraw(found.waiting.number): wording.DISCARD}
    await send_report(editor.interaction, report, answer_wording.FILE, offers)


async def _show_preview(editor: Editor, preview: Preview) -> None:
    report, publish = preview_report(preview), custom_ids.publish(preview.proposal, preview.seen)
    offers = {} if preview.is_blocked else {publish: wording.PUBLISH}
    withdraw = custom_ids.withdraw(preview.proposal)
    offers[withdraw] = wording.DISCARD if preview.is_draft else wording.CANCEL
    await send_report(editor.interaction, report, wording.PREVIEW_FILE, offers, does=publish)


def revisions_view(rows: Sequence[RevisionRow]) -> discord.ui.LayoutView:
    """List revisions, with a button for older ones where there may be some."""
    lines = [
        wording.revision(
            row.number,
            row.action.value,
            in_a_line(row.summary, _SUMMARY),
            row.at,
            f"<@{row.moderator}>",
        )
        for row in rows
    ]
    text = "\n".join([f"### {wording.HISTORY_HEADING}", *lines])
    last = rows[-1].number
    has_older = last > 1 and len(rows) == _REVISIONS
    return render_offer(text, {custom_ids.history(last): wording.OLDER} if has_older else {})


async def show_history(editor: Editor, before: int | None = None) -> None:
    """Show a guild's revisions."""
    work = editor.newsroom.publishing.history(editor.guild, limit=_REVISIONS, before=before)
    rows = await editor.attempt(work)
    if rows is None:
        return
    if rows:
        view = revisions_view(rows)
    else:
        view = render_notice(wording.NO_HISTORY if before is None else wording.NO_MORE_HISTORY)
    await editor.show(view)


def _published(revision: int, hidden: Sequence[str]) -> str:
    told = wording.published(revision)
    return f"{told}\n{in_a_line(wording.hidden(hidden), _HIDDEN)}" if hidden else told


class PublishButton(EditorsButton, template=custom_ids.PUBLISH):
    """Publishes a proposal, if all is as it was looked at."""

    async def edit(self, editor: Editor) -> None:
        """Publish it in the guild of whoever clicked."""
        number, seen = int(self.match["proposal"]), self.match["seen"]
        publishing = editor.newsroom.publishing
        match await editor.attempt(publishing.publish(editor.guild, editor.id, number, seen=seen)):
            case None:
                return
            case Done(revision, hidden):
                await editor.tell(_published(revision, hidden))
            case Meanwhile(files):
                again = {custom_ids.look(number): wording.LOOK_AGAIN}
                await editor.show(render_offer(wording.meanwhile(files), again))
            case (Blocked() | Refused() | Unwritten()) as hindered:
                await show_change(editor, hindered)
            case other:
                assert_never(other)


class WithdrawButton(EditorsButton, template=custom_ids.WITHDRAW):
    """Lets go of a proposal."""

    async def edit(self, editor: Editor) -> None:
        """Let go of it in the guild of whoever clicked."""
        publishing, number = editor.newsroom.publishing, int(self.match["proposal"])
        was_there = await editor.attempt(publishing.withdraw(editor.guild, editor.id, number))
        if was_there is not None:
            await editor.tell(wording.CANCELLED if was_there else wording.PROPOSAL_GONE)


class LookButton(EditorsButton, template=custom_ids.LOOK):
    """Shows what a proposal would change now."""

    async def edit(self, editor: Editor) -> None:
        """Show it."""
        look = editor.newsroom.publishing.look(editor.guild, int(self.match["proposal"]))
        found = await editor.attempt(look)
        if found is not None:
            await show_change(editor, found)


class HistoryButton(EditorsButton, template=custom_ids.HISTORY):
    """Shows older revisions."""

    async def edit(self, editor: Editor) -> None:
        """Show those before the last one shown."""
        await show_history(editor, int(self.match["before"]))
