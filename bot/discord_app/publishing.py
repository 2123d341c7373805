"""The buttons with which moderators publish what they looked at, or let go of it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, assert_never

import discord

from bot.dialogue import publishing_wording as wording
from bot.discord_app import custom_ids, limits
from bot.discord_app.editing import EditorsButton, attempt
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import in_a_line
from bot.discord_app.moderators import send_report
from bot.discord_app.publishing_report import blocked_report, preview_report
from bot.discord_app.render import Item, button, layout, render_notice, render_offer
from bot.discord_app.sending import Interaction, respond, tell
from bot.discord_app.unwritten import reason_of
from bot.newsroom.newsroom import Newsroom
from bot.newsroom.publishing import Blocked, Meanwhile, Preview, Publishing, Refused
from bot.newsroom.writing import Unwritten
from bot.store.revisions import Published, RevisionRow

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk

_REVISIONS: Final = 10
_SUMMARY: Final = 200


async def show(interaction: Interaction, found: Preview | Blocked | Refused | Unwritten) -> None:
    """Show what a change would do, with the buttons that decide; or why there is none."""
    match found:
        case Refused(reason):
            await tell(interaction, reason)
        case Unwritten():
            await tell(interaction, reason_of(found))
        case Blocked(findings):
            await send_report(interaction, blocked_report(findings), wording.PREVIEW_FILE)
        case Preview():
            await _show_preview(interaction, found)
        case _:
            assert_never(found)


async def _show_preview(interaction: Interaction, preview: Preview) -> None:
    report = preview_report(preview)
    buttons = []
    if not preview.is_blocked:
        publish = custom_ids.publish(preview.proposal, preview.seen)
        buttons.append(button(wording.PUBLISH, publish, discord.ButtonStyle.success))
    label = wording.DISCARD if preview.is_draft else wording.CANCEL
    buttons.append(button(label, custom_ids.withdraw(preview.proposal)))
    items: list[Item] = [discord.ui.TextDisplay(shorten(report.text, limits.MESSAGE_TEXT))]
    row = discord.ui.ActionRow(*buttons)
    if report.whole is None:
        await respond(interaction, layout(*items, row), ephemeral=True)
        return
    file = discord.File(io.BytesIO(report.whole.encode()), wording.PREVIEW_FILE)
    view = layout(*items, discord.ui.File(file), row)
    await respond(interaction, view, ephemeral=True, file=file)


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
    older = rows[-1].number > 1 and len(rows) == _REVISIONS
    items: list[Item] = [discord.ui.TextDisplay(shorten(text, limits.MESSAGE_TEXT))]
    if older:
        row = discord.ui.ActionRow(button(wording.OLDER, custom_ids.history(rows[-1].number)))
        return layout(*items, row)
    return layout(*items)


async def show_history(
    interaction: Interaction, publishing: Publishing, guild: int, before: int | None = None
) -> None:
    """Show a guild's revisions."""
    rows = await attempt(interaction, publishing.history(guild, limit=_REVISIONS, before=before))
    if rows is None:
        return
    if rows:
        view = revisions_view(rows)
    else:
        view = render_notice(wording.NO_HISTORY if before is None else wording.NO_MORE_HISTORY)
    await respond(interaction, view, ephemeral=True)


class PublishButton(EditorsButton, template=custom_ids.PUBLISH):
    """Publishes a proposal, if all is as it was looked at."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Publish it in the guild of whoever clicked."""
        del desk
        number, seen = int(self.match["proposal"]), self.match["seen"]
        work = newsroom.publishing.publish(guild, interaction.user.id, number, seen=seen)
        match await attempt(interaction, work):
            case None:
                return
            case Published() as done:
                await tell(interaction, wording.published(done.number))
            case Meanwhile(files):
                told = wording.meanwhile(files)
                view = render_offer(told, {custom_ids.look(number): wording.LOOK_AGAIN})
                await respond(interaction, view, ephemeral=True)
            case (Blocked() | Refused() | Unwritten()) as hindered:
                await show(interaction, hindered)
            case other:
                assert_never(other)


class WithdrawButton(EditorsButton, template=custom_ids.WITHDRAW):
    """Lets go of a proposal."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Let go of it in the guild of whoever clicked."""
        del desk
        number = int(self.match["proposal"])
        work = newsroom.publishing.withdraw(guild, interaction.user.id, number)
        was_there = await attempt(interaction, work)
        if was_there is not None:
            await tell(interaction, wording.CANCELLED if was_there else wording.PROPOSAL_GONE)


class LookButton(EditorsButton, template=custom_ids.LOOK):
    """Shows what a proposal would change now."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Show it."""
        del desk
        look = newsroom.publishing.look(guild, int(self.match["proposal"]))
        found = await attempt(interaction, look)
        if found is not None:
            await show(interaction, found)


class HistoryButton(EditorsButton, template=custom_ids.HISTORY):
    """Shows older revisions."""

    async def edit(
        self, interaction: Interaction, desk: Desk, newsroom: Newsroom, guild: int
    ) -> None:
        """Show those before the last one shown."""
        del desk
        before = int(self.match["before"])
        await show_history(interaction, newsroom.publishing, guild, before)


PUBLISHING_BUTTONS: Final = (PublishButton, WithdrawButton, LookButton, HistoryButton)
"""Registered once, at start-up."""
