"""Shows a guild's settings, and the pages on which moderators change them. Pure, as `render`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.corpus.model import Briefing
from bot.discord_app import custom_ids, limits
from bot.discord_app.graphemes import shorten
from bot.discord_app.markdown import one_line
from bot.discord_app.render import Item, button, render_card
from bot.discord_app.reports import few
from bot.editorial import settings_wording as wording
from bot.editorial.guild_settings import Boldness, GuildSettings, Mode

AS_ABOVE: Final = "default"
"""Stands for no mode of one's own, among the options of a menu."""

_PLACES: Final = 20
_WITHOUT_CONTENT: Final = {Mode.ASK, Mode.SHADOW}

_REPORTED_TO: Final = [discord.ChannelType.text, discord.ChannelType.news]


@dataclass(frozen=True, slots=True)
class Panel:
    """What every page shows: the settings, how often they were changed, and what to say first."""

    settings: GuildSettings
    seen: int
    reads_messages: bool
    """The message-content intent is on."""
    note: str | None
    uncalled: tuple[int, ...]
    """Channels in which it answers without being called, as the operator has chosen."""
    editors_warning: str | None
    """What speaks against the editors' channel that is set."""


def home_page(panel: Panel) -> discord.ui.LayoutView:
    """Show all settings, each with the button that changes it."""
    settings = panel.settings
    is_lost = settings.sends_weekly_report and settings.editors_channel is None
    weekly = wording.WEEKLY_TOLD[settings.sends_weekly_report]
    weekly += f" {wording.WEEKLY_NOWHERE}" if is_lost else ""
    threads, private = settings.replies_in_thread, settings.is_private
    votes, follows = settings.takes_votes, settings.lets_follow
    opened = [
        (wording.ANSWERS, _modes_told(panel), wording.ANSWERS_BUTTON, "modes"),
        (wording.BOLDNESS, wording.boldness(settings), wording.BOLDNESS_BUTTON, "boldness"),
        (wording.MODERATORS, wording.moderators(settings), wording.MODERATORS_BUTTON, "moderators"),
        (wording.BRIEFINGS, wording.briefings(settings), wording.BRIEFINGS_BUTTON, "briefings"),
        (wording.EDITORS, _editors_told(panel), wording.EDITORS_BUTTON, "editors"),
    ]
    switched = [
        (wording.THREADS, _threads(panel), wording.THREADS_BUTTONS, threads),
        (wording.PRIVATE, wording.PRIVATE_TOLD[private], wording.PRIVATE_BUTTONS, private),
        (wording.WEEKLY, weekly, wording.WEEKLY_BUTTONS, settings.sends_weekly_report),
        (wording.VOTES, wording.VOTES_TOLD[votes], wording.VOTES_BUTTONS, votes),
        (wording.FOLLOWS, wording.FOLLOWS_TOLD[follows], wording.FOLLOWS_BUTTONS, follows),
    ]
    names = ("threads", "private", "weekly", "votes", "follows")
    return render_card(
        *_opening(wording.HEADING, panel),
        *(
            _section(heading, told, button(label, custom_ids.settings_page(page)))
            for heading, told, label, page in opened
        ),
        *(
            _section(heading, told, _switch(panel, name, labels, is_on=is_on))
            for name, (heading, told, labels, is_on) in zip(names, switched, strict=True)
        ),
        discord.ui.Separator(),
        discord.ui.ActionRow(button(wording.RESET, custom_ids.settings_page("reset"))),
    )


def modes_page(panel: Panel, gone: frozenset[int]) -> discord.ui.LayoutView:
    """Ask when to answer, on the whole server or in one place; some have one and are gone."""
    modes = panel.settings.modes
    lines = [wording.gone_place(place, modes[place]) for place in modes if place in gone]
    lines += [wording.place_mode(place, modes[place]) for place in modes if place not in gone]
    forget = button(wording.FORGET_GONE, custom_ids.settings_set(panel.seen, "no-gone-places"))
    places = discord.ui.ChannelSelect[Any](
        custom_id=custom_ids.settings_pick(panel.seen, "place"),
        placeholder=wording.PICK_PLACE,
    )
    return _page(
        panel,
        wording.ANSWERS,
        "\n".join((_modes_told(panel), *few(lines, _PLACES))),
        _modes(panel, 0, panel.settings.mode, wording.PICK_MODE),
        wording.PLACES_TOLD,
        places,
        buttons=[forget] if gone else [],
    )


def place_page(panel: Panel, place: int) -> discord.ui.LayoutView:
    """Ask when to answer in one channel or category."""
    mode = panel.settings.modes.get(place)
    menu = _modes(panel, place, mode, wording.PICK_PLACES_MODE)
    told = f"{wording.place_mode(place, mode)}\n{wording.PLACES_TOLD}"
    return _page(panel, wording.ANSWERS, told, menu, back="modes")


def boldness_page(panel: Panel) -> discord.ui.LayoutView:
    """Ask how sure the bot must be."""
    settings = panel.settings
    has_own = settings.answer_at is not None
    menu = discord.ui.Select[Any](
        custom_id=custom_ids.settings_pick(panel.seen, "boldness"),
        placeholder=wording.PICK_BOLDNESS,
        options=[
            discord.SelectOption(
                label=boldness.capitalize(),
                value=boldness,
                description=wording.BOLDNESS_TOLD[boldness],
                default=boldness is settings.boldness and not has_own,
            )
            for boldness in Boldness
        ],
    )
    told = wording.boldness(settings) + (f"\n{wording.THRESHOLD_TOLD}" if has_own else "")
    return _page(panel, wording.BOLDNESS, told, menu)


def moderators_page(panel: Panel, roles: Sequence[int]) -> discord.ui.LayoutView:
    """Ask which roles moderate; `roles` are those that do and still exist."""
    menu = discord.ui.RoleSelect[Any](
        custom_id=custom_ids.settings_pick(panel.seen, "moderators"),
        placeholder=wording.PICK_ROLES,
        min_values=0,
        max_values=limits.MENU_OPTIONS,
        default_values=[
            discord.SelectDefaultValue(id=role, type=discord.SelectDefaultValueType.role)
            for role in roles[: limits.MENU_OPTIONS]
        ],
    )
    return _page(
        panel,
        wording.MODERATORS,
        f"{wording.moderators(panel.settings)}\n{wording.MODERATORS_TOLD}",
        menu,
    )


def briefings_page(
    panel: Panel, briefings: Sequence[Briefing], number: int
) -> discord.ui.LayoutView:
    """Ask which briefings to offer, on as many pages as that takes; the first is 0."""
    parts = parts_of(briefings)
    if not parts:
        return _page(panel, wording.BRIEFINGS, wording.NO_BRIEFINGS)
    number = min(number, len(parts) - 1)
    offered, part = panel.settings.briefings, parts[number]
    menu = discord.ui.Select[Any](
        custom_id=custom_ids.settings_pick(panel.seen, "briefings", number),
        placeholder=wording.PICK_BRIEFINGS,
        min_values=0,
        max_values=len(part),
        options=[
            discord.SelectOption(
                label=shorten(one_line(briefing.title), limits.MENU_OPTION) or briefing.id,
                value=briefing.id,
                default=offered is None or briefing.id in offered,
            )
            for briefing in part
        ],
    )
    told = [wording.briefings(panel.settings), wording.BRIEFINGS_TOLD]
    told += [wording.page(number + 1, len(parts))] if len(parts) > 1 else []
    turning = []
    if number > 0:
        turning.append(button(wording.EARLIER, custom_ids.settings_page("briefings", number - 1)))
    if number + 1 < len(parts):
        turning.append(button(wording.LATER, custom_ids.settings_page("briefings", number + 1)))
    if offered is not None:
        all_of_them = custom_ids.settings_set(panel.seen, "all-briefings")
        turning.append(button(wording.ALL_BRIEFINGS, all_of_them))
    return _page(panel, wording.BRIEFINGS, "\n".join(told), menu, buttons=turning)


def parts_of(briefings: Sequence[Briefing]) -> tuple[Sequence[Briefing], ...]:
    """Divide briefings among menus."""
    each = limits.MENU_OPTIONS
    return tuple(briefings[start : start + each] for start in range(0, len(briefings), each))


def editors_page(panel: Panel, channel: int | None) -> discord.ui.LayoutView:
    """Ask where reports go; `channel` is the one that is set, if it still exists."""
    menu = discord.ui.ChannelSelect[Any](
        custom_id=custom_ids.settings_pick(panel.seen, "editors"),
        placeholder=wording.PICK_EDITORS,
        channel_types=_REPORTED_TO,
        default_values=[]
        if channel is None
        else [discord.SelectDefaultValue(id=channel, type=discord.SelectDefaultValueType.channel)],
    )
    none = button(wording.NO_EDITORS, custom_ids.settings_set(panel.seen, "no-editors"))
    buttons = [] if panel.settings.editors_channel is None else [none]
    told = f"{_editors_told(panel)}\n{wording.EDITORS_TOLD}"
    return _page(panel, wording.EDITORS, told, menu, buttons=buttons)


def reset_page(panel: Panel) -> discord.ui.LayoutView:
    """Ask whether everything shall be as at first."""
    yes = button(
        wording.RESET_NOW,
        custom_ids.settings_set(panel.seen, "defaults"),
        discord.ButtonStyle.danger,
    )
    return _page(panel, wording.RESET_HEADING, wording.RESET_TOLD, buttons=[yes])


def _page(
    panel: Panel,
    heading: str,
    *parts: str | Item,
    buttons: Sequence[discord.ui.Button[Any]] = (),
    back: str = "home",
) -> discord.ui.LayoutView:
    """Show texts and menus one below the other, and buttons below them all."""
    items = [
        discord.ui.TextDisplay[Any](part) if isinstance(part, str) else discord.ui.ActionRow(part)
        for part in parts
    ]
    label = wording.BACK if back == "home" else wording.ANSWERS
    below = discord.ui.ActionRow(*buttons, button(label, custom_ids.settings_page(back)))
    return render_card(*_opening(heading, panel), *items, below)


def _opening(heading: str, panel: Panel) -> Iterator[Item]:
    yield discord.ui.TextDisplay(f"### {heading}")
    if panel.note is not None:
        yield discord.ui.TextDisplay(panel.note)
    modes = {panel.settings.mode, *panel.settings.modes.values()}
    if modes & _WITHOUT_CONTENT and not panel.reads_messages:
        yield discord.ui.TextDisplay(wording.NEEDS_CONTENT)


def _modes(panel: Panel, place: int, chosen: Mode | None, ask: str) -> discord.ui.Select[Any]:
    """Offer the modes of a place; 0 is the whole server."""
    above = wording.AS_THE_SERVER if place else wording.MODES[None]
    default = discord.SelectOption(
        label=_label(above),
        value=AS_ABOVE,
        description=None if place else wording.MODES_TOLD[None],
        default=chosen is None,
    )
    own = [
        discord.SelectOption(
            label=_label(wording.MODES[mode]),
            value=mode,
            description=wording.MODES_TOLD[mode],
            default=chosen is mode,
        )
        for mode in Mode
    ]
    return discord.ui.Select(
        custom_id=custom_ids.settings_pick(panel.seen, "mode", place),
        placeholder=ask,
        options=[default, *own],
    )


def _modes_told(panel: Panel) -> str:
    return wording.modes(panel.settings, panel.uncalled)


def _editors_told(panel: Panel) -> str:
    told = wording.editors(panel.settings)
    return told if panel.editors_warning is None else f"{told}\n{panel.editors_warning}"


def _threads(panel: Panel) -> str:
    if panel.settings.replies_in_thread and not panel.reads_messages:
        return wording.THREADS_CALLED
    return wording.THREADS_TOLD[panel.settings.replies_in_thread]


def _label(words: str) -> str:
    return words[:1].upper() + words[1:]


def _section(heading: str, told: str, beside: discord.ui.Button[Any]) -> Item:
    return discord.ui.Section(f"**{heading}**\n{told}", accessory=beside)


def _switch(
    panel: Panel, name: str, labels: Mapping[bool, str], *, is_on: bool
) -> discord.ui.Button[Any]:
    """Offer the other state of a switch."""
    wanted = "off" if is_on else "on"
    return button(labels[is_on], custom_ids.settings_set(panel.seen, f"{name}-{wanted}"))
