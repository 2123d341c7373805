"""The buttons with which moderators publish what they looked at, or let go of it."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Sequence
from typing import TYPE_CHECKING, Final, assert_never

import discord

from bot.dialogue import publishing_wording as wording
from bot.discord_app import custom_ids, limits
from bot.discord_app.buttons import OurButton
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import one_line
from bot.discord_app.moderators import admits, send_report, tell_away
from bot.discord_app.publishing_report import blocked_report, preview_report
from bot.discord_app.render import Item, button, layout, render_notice
from bot.discord_app.sending import Interaction, respond, within_patience
from bot.newsroom.publishing import Blocked, Meanwhile, Preview, Publishing, Refused
from bot.store.guilds import ConflictError
from bot.store.model import StoreError
from bot.store.revisions import Published, RevisionRow

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk

REVISIONS_SHOWN: Final = 10
_SUMMARY: Final = 200


def publishing_of(interaction: Interaction, desk: Desk) -> tuple[Publishing, int]:
    """Give what publishes in a moderator's guild; `admits` has seen to it that there is one."""
    assert desk.newsroom is not None  # noqa: S101  (only tests make a bot without)
    assert interaction.guild_id is not None  # noqa: S101
    return desk.newsroom.publishing, interaction.guild_id


async def unless_away(interaction: Interaction, work: Awaitable[None]) -> None:
    """Do something; where the database cannot be used, tell the moderator so."""
    try:
        await within_patience(interaction, work, ephemeral=True)
    except ConflictError:
        await respond(interaction, render_notice(wording.meanwhile(())), ephemeral=True)
    except StoreError as error:
        await tell_away(interaction, error)


async def show(interaction: Interaction, found: Preview | Blocked | Refused) -> None:
    """Show what a change would do, with the buttons that decide; or why there is none."""
    match found:
        case Refused(reason):
            await respond(interaction, render_notice(reason), ephemeral=True)
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
            shorten(one_line(row.summary), _SUMMARY),
            row.at,
            f"<@{row.moderator}>",
        )
        for row in rows
    ]
    text = "\n".join([f"### {wording.HISTORY_HEADING}", *lines])
    older = rows[-1].number > 1 and len(rows) == REVISIONS_SHOWN
    items: list[Item] = [discord.ui.TextDisplay(shorten(text, limits.MESSAGE_TEXT))]
    if older:
        row = discord.ui.ActionRow(button(wording.OLDER, custom_ids.history(rows[-1].number)))
        return layout(*items, row)
    return layout(*items)


async def show_history(interaction: Interaction, desk: Desk, before: int | None = None) -> None:
    """Show a guild's revisions."""
    publishing, guild = publishing_of(interaction, desk)
    rows = await publishing.history(guild, limit=REVISIONS_SHOWN, before=before)
    if rows:
        view = revisions_view(rows)
    else:
        view = render_notice(wording.NO_HISTORY if before is None else wording.NO_MORE_HISTORY)
    await respond(interaction, view, ephemeral=True)


class PublishButton(OurButton, template=custom_ids.PUBLISH):
    """Publishes a proposal, if all is as it was looked at."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Publish it in the guild of whoever clicked."""
        if await admits(interaction):
            await unless_away(interaction, self._publish(interaction, desk))

    async def _publish(self, interaction: Interaction, desk: Desk) -> None:
        publishing, guild = publishing_of(interaction, desk)
        number, seen = int(self.match["proposal"]), int(self.match["seen"])
        done = await publishing.publish(guild, interaction.user.id, number, seen=seen)
        match done:
            case Published():
                notice = render_notice(wording.published(done.number))
                await respond(interaction, notice, ephemeral=True)
            case Meanwhile(files):
                again = button(wording.LOOK_AGAIN, custom_ids.look(number))
                text: Item = discord.ui.TextDisplay(
                    shorten(wording.meanwhile(files), limits.MESSAGE_TEXT)
                )
                view = layout(text, discord.ui.ActionRow(again))
                await respond(interaction, view, ephemeral=True)
            case Blocked() | Refused():
                await show(interaction, done)
            case _:
                assert_never(done)


class WithdrawButton(OurButton, template=custom_ids.WITHDRAW):
    """Lets go of a proposal."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Let go of it in the guild of whoever clicked."""
        if await admits(interaction):
            await unless_away(interaction, self._withdraw(interaction, desk))

    async def _withdraw(self, interaction: Interaction, desk: Desk) -> None:
        publishing, guild = publishing_of(interaction, desk)
        number = int(self.match["proposal"])
        is_gone = await publishing.withdraw(guild, interaction.user.id, number)
        told = wording.CANCELLED if is_gone else wording.PROPOSAL_GONE
        await respond(interaction, render_notice(told), ephemeral=True)


class LookButton(OurButton, template=custom_ids.LOOK):
    """Shows what a proposal would change now."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Show it."""
        if await admits(interaction):
            await unless_away(interaction, self._look(interaction, desk))

    async def _look(self, interaction: Interaction, desk: Desk) -> None:
        publishing, guild = publishing_of(interaction, desk)
        await show(interaction, await publishing.look(guild, int(self.match["proposal"])))


class HistoryButton(OurButton, template=custom_ids.HISTORY):
    """Shows older revisions."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Show those before the last one shown."""
        if await admits(interaction):
            work = show_history(interaction, desk, int(self.match["before"]))
            await unless_away(interaction, work)


PUBLISHING_BUTTONS: Final = (PublishButton, WithdrawButton, LookButton, HistoryButton)
"""Registered once, at start-up."""
