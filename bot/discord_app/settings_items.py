"""The buttons and menus of `/settings`: each looks again at who uses it, and at what is so now."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

import discord

from bot.corpus.model import Briefing, BriefingId
from bot.dialogue import discord_wording, teaching_wording
from bot.discord_app import custom_ids
from bot.discord_app.addressing import places_of
from bot.discord_app.items import OurItem, data_of
from bot.discord_app.moderators import admits, server_permissions
from bot.discord_app.sending import Interaction, respond, tell, update, within_patience
from bot.discord_app.settings_panel import (
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
from bot.editorial import settings_wording as wording
from bot.editorial.guild_settings import DEFAULTS, Boldness, GuildSettings, Mode
from bot.store.audit import Action, Deed
from bot.store.guilds import ConflictError
from bot.store.model import StoreError

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk
    from bot.newsroom.newsroom import Newsroom

_log = logging.getLogger(__name__)

T = TypeVar("T")

_SWITCHES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "threads": "replies_in_thread",
        "private": "is_private",
        "weekly": "sends_weekly_report",
        "votes": "takes_votes",
    }
)


class PageButton(OurItem, template=custom_ids.SETTINGS_PAGE):
    """Opens a page of the settings."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Show it in place of the one before."""
        if await admits(interaction):
            await show(interaction, desk, self.match["page"], int(self.match["at"]))


class SetButton(OurItem, template=custom_ids.SETTINGS_SET):
    """Sets what has no menu."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Set it, and show where that leads."""
        if not await admits(interaction):
            return
        guild = _guild(interaction)
        settings, what = desk.settings_of(guild.id), self.match["what"]
        page = {"all-briefings": "briefings", "no-editors": "editors"}.get(what, "home")
        if what == "defaults" and settings.moderator_roles and not _may_name(interaction):
            await show(interaction, desk, page, note=wording.SERVER_MANAGERS_ONLY)
            return
        note = await _change(interaction, desk, int(self.match["seen"]), _set(settings, what))
        await show(interaction, desk, page, note=note)


class PickMenu(OurItem, template=custom_ids.SETTINGS_PICK):
    """Sets what is picked from a menu."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Set it, and show the page again; a picked place is only opened."""
        if not await admits(interaction):
            return
        picked = tuple(map(str, data_of(interaction).get("values", ())))
        what, at = self.match["what"], int(self.match["at"])
        wanted: GuildSettings | str | int
        try:
            if what == "place":
                wanted = int(picked[0])
            else:
                wanted = await _PICKED[what](interaction, desk, picked, at)
        except ValueError:  # picked from a menu that no version of ours has shown
            await tell(interaction, discord_wording.BUTTON_UNKNOWN)
            return
        if isinstance(wanted, int):
            await show(interaction, desk, "place", wanted)
            return
        seen = int(self.match["seen"])
        note = wanted if isinstance(wanted, str) else await _change(interaction, desk, seen, wanted)
        page = what if what != "mode" else "place" if at else "modes"
        await show(interaction, desk, page, at, note=note)


SETTINGS_ITEMS: Final = (PageButton, SetButton, PickMenu)
"""Registered once, at start-up, with the buttons of replies."""


async def open_settings(interaction: Interaction, desk: Desk) -> None:
    """Show all settings to a moderator, in a message of its own that nobody else sees."""
    newsroom = desk.newsroom
    if newsroom is None or newsroom.problem is not None:  # what is in force is not what was set
        await tell(interaction, teaching_wording.EDITS_AWAY)
        return
    view = home_page(_panel(interaction, newsroom, note=None))
    await respond(interaction, view, ephemeral=True)


async def show(
    interaction: Interaction, desk: Desk, page: str, at: int = 0, *, note: str | None = None
) -> None:
    """Show a page of the settings as they are now, in place of what was there."""
    newsroom, guild = desk.newsroom, _guild(interaction)
    if newsroom is None or newsroom.problem is not None:
        await tell(interaction, teaching_wording.EDITS_AWAY)
        return
    briefings = await _briefings(interaction, desk) if page == "briefings" else ()
    panel = _panel(interaction, newsroom, note=note)
    await update(interaction, _render(panel, guild, page, at, briefings))


def _render(
    panel: Panel, guild: discord.Guild, page: str, at: int, briefings: Sequence[Briefing]
) -> discord.ui.LayoutView:
    match page:
        case "modes":
            return modes_page(panel)
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


def _panel(interaction: Interaction, newsroom: Newsroom, *, note: str | None) -> Panel:
    guild, stored = _guild(interaction), newsroom.seen(interaction.guild_id)
    return Panel(
        stored.settings,
        stored.number,
        reads_messages=interaction.client.intents.message_content,
        note=note,
        uncalled=tuple(_uncalled(guild, interaction.client.desk, stored.settings)),
        editors_warning=_warning(guild, stored.settings.editors_channel),
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


def _set(settings: GuildSettings, what: str) -> GuildSettings:
    match what:
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


async def _pick_mode(
    interaction: Interaction, desk: Desk, picked: Sequence[str], at: int
) -> GuildSettings | str:
    guild = _guild(interaction)
    settings = desk.settings_of(guild.id)
    mode = None if picked[0] == AS_ABOVE else Mode(picked[0])
    if not at:
        return replace(settings, mode=mode)
    is_there = guild.get_channel_or_thread(at) is not None
    if not is_there and mode is not None:
        return wording.PLACE_GONE
    return settings.with_mode(at, mode)


async def _pick_boldness(
    interaction: Interaction, desk: Desk, picked: Sequence[str], at: int
) -> GuildSettings | str:
    del at
    settings = desk.settings_of(interaction.guild_id)
    return replace(settings, boldness=Boldness(picked[0]), answer_at=None)


async def _pick_moderators(
    interaction: Interaction, desk: Desk, picked: Sequence[str], at: int
) -> GuildSettings | str:
    del at
    guild, roles = _guild(interaction), frozenset(map(int, picked))
    if not _may_name(interaction):
        return wording.SERVER_MANAGERS_ONLY
    if guild.id in roles:  # the id of @everyone, in every server
        return wording.NOT_EVERYONE
    return replace(desk.settings_of(guild.id), moderator_roles=roles)


async def _pick_briefings(
    interaction: Interaction, desk: Desk, picked: Sequence[str], at: int
) -> GuildSettings | str:
    """Offer what is ticked on this page, and on the others what was offered before."""
    settings = desk.settings_of(interaction.guild_id)
    briefings = await _briefings(interaction, desk)
    known = frozenset(briefing.id for briefing in briefings)
    parts = parts_of(briefings)
    here = frozenset(briefing.id for briefing in parts[at]) if at < len(parts) else frozenset()
    before = known if settings.briefings is None else settings.briefings
    wanted = (before - here) | (frozenset(map(BriefingId, picked)) & here)
    if not wanted & known:
        return wording.NO_BRIEFING_LEFT
    return replace(settings, briefings=None if wanted >= known else wanted)


async def _pick_editors(
    interaction: Interaction, desk: Desk, picked: Sequence[str], at: int
) -> GuildSettings | str:
    del at
    guild, channel = _guild(interaction), int(picked[0])
    if guild.get_channel(channel) is None:
        return wording.PLACE_GONE
    return replace(desk.settings_of(guild.id), editors_channel=channel)


_PICKED: Final = MappingProxyType(
    {
        "mode": _pick_mode,
        "boldness": _pick_boldness,
        "moderators": _pick_moderators,
        "briefings": _pick_briefings,
        "editors": _pick_editors,
    }
)


async def _briefings(interaction: Interaction, desk: Desk) -> tuple[Briefing, ...]:
    work = asyncio.to_thread(desk.library.briefings_of, _guild(interaction).id)
    return await _in_place(interaction, work)


# ------------------------------------------------------------------ the change itself


async def _change(interaction: Interaction, desk: Desk, seen: int, wanted: GuildSettings) -> str:
    """Let the guild have other settings if the moderator saw the latest, and say how it went."""
    newsroom, guild = desk.newsroom, _guild(interaction).id
    if newsroom is None:
        return teaching_wording.EDITS_AWAY
    stored = newsroom.seen(guild)
    if stored.number != seen:
        return wording.STALE
    told = wording.changes(stored.settings, wanted)
    if not told:
        return wording.SAME
    deed = Deed(guild, interaction.user.id, Action.SETTINGS, told)
    try:
        await _in_place(interaction, newsroom.change(deed, wanted, seen=seen))
    except ConflictError:
        return wording.STALE
    except StoreError as error:
        _log.warning("Settings of server %s are not changed: %s", guild, error)
        return teaching_wording.EDITS_AWAY
    return wording.saved(told)


async def _in_place(interaction: Interaction, work: Awaitable[T]) -> T:
    """Wait for what the page that was clicked will show."""
    return await within_patience(interaction, work, ephemeral=True, thinking=False)


def _may_name(interaction: Interaction) -> bool:
    """Say whether a moderator may name others: whom Discord lets manage the server."""
    return server_permissions(interaction).manage_guild


def _guild(interaction: Interaction) -> discord.Guild:
    """Give the server; only where `admits` has found one."""
    assert interaction.guild is not None  # noqa: S101  (see above)
    return interaction.guild
