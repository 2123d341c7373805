"""The buttons and menus of `/settings`: each looks again at who uses it, and at what is so now."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from types import MappingProxyType
from typing import Any, Final

import discord

from bot.corpus.model import Briefing, BriefingId
from bot.dialogue import discord_wording, teaching_wording
from bot.discord_app import custom_ids
from bot.discord_app.addressing import places_of
from bot.discord_app.desk import Desk
from bot.discord_app.editing import Editor
from bot.discord_app.gone_places import gone_places
from bot.discord_app.items.our_item import EditorsButton, EditorsItem, picked_in
from bot.discord_app.items.settings_panel import (
    AS_ABOVE,
    Panel,
    boldness_page,
    briefings_page,
    editors_page,
    home_page,
    moderators_page,
    modes_page,
    parts_of,
    place_page,
    reset_page,
)
from bot.discord_app.moderators import server_permissions
from bot.discord_app.sending import update
from bot.editorial import settings_wording as wording
from bot.editorial.guild_settings import DEFAULTS, Boldness, GuildSettings, Mode
from bot.store.audit import Action, Deed
from bot.store.guilds import ConflictError
from bot.store.model import StoreError

_log = logging.getLogger(__name__)

_SWITCHES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "threads": "replies_in_thread",
        "private": "is_private",
        "weekly": "sends_weekly_report",
        "votes": "takes_votes",
        "follows": "lets_follow",
    }
)


_NO_GONE: Final = "no-gone-places"
_PAGES_OF: Final[Mapping[str, str]] = MappingProxyType(
    {"all-briefings": "briefings", "no-editors": "editors", _NO_GONE: "modes"}
)
"""Where that is set which is not set on the first page."""


class SettingsButton(EditorsButton, template=custom_ids.SETTINGS_PAGE):
    """Opens a page of the settings."""

    async def edit(self, editor: Editor) -> None:
        """Show it in place of the one before."""
        await show_page(editor, self.match["page"], int(self.match["at"]))


class SetButton(EditorsButton, template=custom_ids.SETTINGS_SET):
    """Sets what has no menu."""

    async def edit(self, editor: Editor) -> None:
        """Set it, and show where that leads."""
        settings, what = editor.settings, self.match["what"]
        if what == "defaults" and settings.moderator_roles and not _may_name(editor):
            note = wording.SERVER_MANAGERS_ONLY
        else:
            gone = await _gone(editor) if what == _NO_GONE else frozenset()
            wanted = _set(settings, what, gone)
            note = await _change(editor, int(self.match["seen"]), wanted)
        await show_page(editor, _PAGES_OF.get(what, "home"), note=note)


class PickMenu(EditorsItem, template=custom_ids.SETTINGS_PICK):
    """Sets what is picked from a menu."""

    async def edit(self, editor: Editor) -> None:
        """Set it, and show the page again; a picked place is only opened."""
        picked = picked_in(editor.interaction)
        what, at = self.match["what"], int(self.match["at"])
        wanted: GuildSettings | str | int
        try:
            wanted = int(picked[0]) if what == "place" else await _wanted(editor, what, picked, at)
        except ValueError:  # picked from a menu that no version of ours has shown
            await editor.tell(discord_wording.BUTTON_UNKNOWN)
            return
        if isinstance(wanted, int):
            await show_page(editor, "place", wanted)
            return
        seen = int(self.match["seen"])
        note = wanted if isinstance(wanted, str) else await _change(editor, seen, wanted)
        page = what if what != "mode" else "place" if at else "modes"
        await show_page(editor, page, at, note=note)


async def open_settings(editor: Editor) -> None:
    """Show all settings, in a message of its own."""
    panel = await _panel(editor)
    if panel is not None:
        await editor.show(home_page(panel))


async def show_page(editor: Editor, page: str, at: int = 0, *, note: str | None = None) -> None:
    """Show a page of the settings as they are now, in place of what was there."""
    briefings = await _briefings(editor) if page == "briefings" else ()
    gone = await _gone(editor) if page == "modes" else frozenset()
    panel = await _panel(editor, note)
    if panel is not None:
        view = _render(panel, _server(editor), page, at, briefings, gone)
        await update(editor.interaction, view)


def _render(
    panel: Panel,
    guild: discord.Guild,
    page: str,
    at: int,
    briefings: Sequence[Briefing],
    gone: frozenset[int],
) -> discord.ui.LayoutView:
    match page:
        case "modes":
            return modes_page(panel, gone)
        case "place":
            return place_page(panel, at)
        case "boldness":
            return boldness_page(panel)
        case "moderators":
            roles = [r.id for r in guild.roles if r.id in panel.settings.moderator_roles]
            return moderators_page(panel, roles)
        case "briefings":
            return briefings_page(panel, briefings, at)
        case "editors":
            channel = guild.get_channel(panel.settings.editors_channel or 0)
            return editors_page(panel, None if channel is None else channel.id)
        case "reset":
            return reset_page(panel)
        case _:
            return home_page(panel)


async def _panel(editor: Editor, note: str | None = None) -> Panel | None:
    """Give what is set; where that may not be what is in force, say so and give none."""
    if editor.newsroom.problem is not None:
        await editor.tell(teaching_wording.EDITS_AWAY)
        return None
    server, stored = _server(editor), editor.newsroom.seen(editor.guild)
    return Panel(
        stored.settings,
        stored.number,
        reads_messages=editor.interaction.client.intents.message_content,
        note=note,
        uncalled=tuple(_uncalled(server, editor.desk, stored.settings)),
        editors_warning=_warning(server, stored.settings.editors_channel),
    )


def _uncalled(guild: discord.Guild, desk: Desk, settings: GuildSettings) -> Iterator[int]:
    """Give the channels of a guild that only the operator lets be answered without a call."""
    for place in sorted(desk.ask_channels | desk.home_channels):
        channel = guild.get_channel_or_thread(place)
        if channel is not None and settings.mode_in(places_of(channel)) is None:
            yield place


def _warning(guild: discord.Guild, editors_channel: int | None) -> str | None:
    """Say what speaks against the channel that is set for the editors' reports."""
    if editors_channel is None:
        return None
    channel = guild.get_channel(editors_channel)
    if channel is None:
        return wording.EDITORS_GONE
    mine = channel.permissions_for(channel.guild.me)
    if not (mine.view_channel and mine.send_messages):
        return wording.EDITORS_SHUT
    is_open = channel.permissions_for(channel.guild.default_role).view_channel
    return wording.EDITORS_OPEN if is_open else None


# ------------------------------------------------------------------ what is wanted


def _set(settings: GuildSettings, what: str, gone: frozenset[int]) -> GuildSettings:
    match what:
        case _ if what == _NO_GONE:
            return reduce(GuildSettings.without_channel, gone, settings)
        case "defaults":
            return DEFAULTS
        case "all-briefings":
            return replace(settings, briefings=None)
        case "no-editors":
            return replace(settings, editors_channel=None)
        case _:
            name, state = what.split("-")
            changed: dict[str, Any] = {_SWITCHES[name]: state == "on"}
            return replace(settings, **changed)


async def _wanted(editor: Editor, what: str, picked: Sequence[str], at: int) -> GuildSettings | str:
    """Give the settings that somebody wants, or say why they cannot be. Raises `ValueError`."""
    match what:
        case "mode":
            return _with_mode(editor, picked[0], at)
        case "boldness":
            return replace(editor.settings, boldness=Boldness(picked[0]), answer_at=None)
        case "moderators":
            return _with_moderators(editor, frozenset(map(int, picked)))
        case "briefings":
            return await _with_briefings(editor, frozenset(map(BriefingId, picked)), at)
        case _:
            return _with_editors(editor, int(picked[0]))


def _with_mode(editor: Editor, picked: str, at: int) -> GuildSettings | str:
    mode = None if picked == AS_ABOVE else Mode(picked)
    if not at:
        return replace(editor.settings, mode=mode)
    is_there = _server(editor).get_channel_or_thread(at) is not None
    if not is_there and mode is not None:
        return wording.PLACE_GONE
    return editor.settings.with_mode(at, mode)


def _with_moderators(editor: Editor, roles: frozenset[int]) -> GuildSettings | str:
    if not _may_name(editor):
        return wording.SERVER_MANAGERS_ONLY
    if editor.guild in roles:  # the id of @everyone, in every server
        return wording.NOT_EVERYONE
    return replace(editor.settings, moderator_roles=roles)


async def _with_briefings(
    editor: Editor, picked: frozenset[BriefingId], at: int
) -> GuildSettings | str:
    """Offer what is ticked on this page, and on the others what was offered before."""
    settings = editor.settings
    briefings = await _briefings(editor)
    known = frozenset(briefing.id for briefing in briefings)
    parts = parts_of(briefings)
    here = frozenset(briefing.id for briefing in parts[at]) if at < len(parts) else frozenset()
    before = known if settings.briefings is None else settings.briefings
    wanted = (before - here) | (picked & here)
    if not wanted & known:
        return wording.NO_BRIEFING_LEFT
    return replace(settings, briefings=None if wanted >= known else wanted)


def _with_editors(editor: Editor, channel: int) -> GuildSettings | str:
    if _server(editor).get_channel(channel) is None:
        return wording.PLACE_GONE
    return replace(editor.settings, editors_channel=channel)


async def _gone(editor: Editor) -> frozenset[int]:
    """Give the places with a mode of their own that are there no more, as Discord says now."""
    asking = gone_places(_server(editor), editor.settings.modes)
    return await editor.wait(asking, thinking=False)


async def _briefings(editor: Editor) -> tuple[Briefing, ...]:
    work = asyncio.to_thread(editor.desk.library.briefings_of, editor.guild)
    return await editor.wait(work, thinking=False)


# ------------------------------------------------------------------ the change itself


async def _change(editor: Editor, seen: int, wanted: GuildSettings) -> str:
    """Let the guild have other settings if the moderator saw the latest, and say how it went."""
    stored = editor.newsroom.seen(editor.guild)
    if stored.number != seen:
        return wording.STALE
    told = wording.changes(stored.settings, wanted)
    if not told:
        return wording.SAME
    deed = Deed(editor.guild, editor.id, Action.SETTINGS, told)
    try:
        await editor.wait(editor.newsroom.change(deed, wanted, seen=seen), thinking=False)
    except ConflictError:
        return wording.STALE
    except StoreError as error:
        _log.warning("Settings of server %s are not changed: %s", editor.guild, error)
        return teaching_wording.EDITS_AWAY
    return wording.saved(told)


def _may_name(editor: Editor) -> bool:
    """Say whether a moderator may name others: whom Discord lets manage the server."""
    return server_permissions(editor.interaction).manage_guild


def _server(editor: Editor) -> discord.Guild:
    """Give what Discord tells of the guild; only moderators of one it knows are editors."""
    assert editor.interaction.guild is not None  # noqa: S101  (see above)
    return editor.interaction.guild
