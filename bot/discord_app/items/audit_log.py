"""Who changed what in a guild: pages of what was noted, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.discord_app import custom_ids
from bot.discord_app.editing import Editor
from bot.discord_app.items.our_item import EditorsButton
from bot.discord_app.markdown import in_a_line, one_line
from bot.discord_app.render import Item, button, render_card
from bot.discord_app.sending import update
from bot.editorial import settings_wording as wording
from bot.store.audit import LONGEST_DETAIL, Action, Entry

_A_PAGE: Final = 10


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries, the newest first, and whether there are others on either side."""

    entries: tuple[Entry, ...]
    has_newer: bool = False
    has_older: bool = False


class LogButton(EditorsButton, template=custom_ids.AUDIT):
    """Turns to older or newer entries."""

    async def edit(self, editor: Editor) -> None:
        """Show them in place of the others."""
        work = _read(editor, self.match["way"], int(self.match["entry"]))
        page = await editor.attempt(work, thinking=False)
        if page is not None:
            await update(editor.interaction, log_page(page))


async def open_log(editor: Editor) -> None:
    """Show the newest entries, in a message of its own."""
    page = await editor.attempt(_read(editor))
    if page is not None:
        await editor.show(log_page(page))


async def _read(editor: Editor, way: str = "older", entry: int | None = None) -> LogPage:
    """Read a page of a guild's own entries. Raises `StoreError`."""
    audit, guild, more = editor.newsroom.audit, editor.guild, _A_PAGE + 1
    if way == "newer" and entry is not None:
        found = await audit.earliest(guild, limit=more, after=entry)
        return LogPage(found[-_A_PAGE:], has_newer=len(found) == more, has_older=True)
    found = await audit.latest(guild, limit=more, before=entry)
    return LogPage(found[:_A_PAGE], has_newer=entry is not None, has_older=len(found) == more)


def log_page(page: LogPage) -> discord.ui.LayoutView:
    """Show entries, one a line, and the buttons that turn to others."""
    lines = "\n".join(map(_line, page.entries)) or wording.LOG_EMPTY
    shown: list[Item] = [
        discord.ui.TextDisplay(f"### {wording.LOG_HEADING}"),
        discord.ui.TextDisplay(lines),
    ]
    buttons = list(_buttons(page))
    return render_card(*shown, *([discord.ui.ActionRow(*buttons)] if buttons else []))


def _buttons(page: LogPage) -> Sequence[discord.ui.Button[Any]]:
    entries = page.entries
    if not entries:
        return ()
    turns = [
        (page.has_newer, wording.NEWER, custom_ids.audit("newer", entries[0].number)),
        (page.has_older, wording.OLDER, custom_ids.audit("older", entries[-1].number)),
    ]
    return [button(label, custom_id) for is_there, label, custom_id in turns if is_there]


def _line(entry: Entry) -> str:
    """Write an entry; only the bot itself words what has changed in settings."""
    deed = entry.deed
    is_ours = deed.action is Action.SETTINGS
    detail = one_line(deed.detail) if is_ours else in_a_line(deed.detail, LONGEST_DETAIL)
    return wording.log_line(int(entry.at.timestamp()), deed.moderator, deed.action.value, detail)
