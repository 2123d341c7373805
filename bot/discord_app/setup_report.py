"""The report of /setup check: each obstacle in one paragraph, however many channels it is in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from bot.dialogue import content_wording, setup_wording, wording
from bot.dialogue.obstacles import Channel, Obstacle, ObstacleGroup, Surroundings, diagnose, grouped
from bot.discord_app.markdown import one_line
from bot.discord_app.reports import SHOWN_CHARACTERS, Report

_PLACES: Final = 3
"""So many channels are named; the file names all."""


def setup_report(around: Surroundings) -> Report:
    """Tell what stands in the bot's way, what it breaks and how to mend it; or that all is well."""
    groups = grouped(diagnose(around))
    ending = tuple(_ending(around, _linked, is_well=not groups))
    if not groups:
        return Report("\n".join(ending))
    heading = f"### {setup_wording.SETUP_HEADING}"
    paragraphs = [_paragraph(group) for group in groups]
    shown = _as_fits(paragraphs, SHOWN_CHARACTERS - len("\n\n".join((heading, *ending))))
    is_cut = len(shown) < len(paragraphs) or any(len(g.obstacles) > _PLACES for g in groups)
    note = (content_wording.REPORT_ATTACHED,) if is_cut else ()
    text = _in_paragraphs(heading, *shown, "\n".join((*ending, *note)))
    unlinked = tuple(_ending(around, _called, is_well=False))
    return Report(text, _whole(groups, unlinked) if is_cut else None)


def _ending(
    around: Surroundings, name: Callable[[Channel], str], *, is_well: bool
) -> Iterator[str]:
    """Say how far the diagnosis went, and where the bot is silent because it is meant to be."""
    off = [channel for channel in around.written_in if channel.is_off]
    shadowed = [c for c in around.written_in if c.is_shadow and not c.is_off]
    count = len(around.written_in)
    spoken = count - len(off) - len(shadowed)
    if is_well and (spoken or not count):
        yield setup_wording.all_is_well(spoken)
    elif around.is_member and not is_well:
        yield setup_wording.checked(count)
    for told, silent in ((setup_wording.off_in, off), (setup_wording.shadowed_in, shadowed)):
        if silent:
            yield told(wording.some_of([name(channel) for channel in silent], _PLACES))
    if around.is_administrator:
        yield setup_wording.ADMINISTRATOR


def _paragraph(group: ObstacleGroup) -> str:
    places = wording.some_of([_link(obstacle) for obstacle in group.obstacles], _PLACES)
    first, *others = _sentences(group, places)
    return "\n".join((f"**{first}**", *others))


def _sentences(group: ObstacleGroup, places: str) -> tuple[str, str, str]:
    return (
        setup_wording.obstacle(group, places),
        setup_wording.broken_by(group),
        setup_wording.mended_by(group),
    )


def _as_fits(paragraphs: list[str], room: int) -> list[str]:
    """Give the first paragraphs, as many as there is room for."""
    shown: list[str] = []
    for paragraph in paragraphs:
        room -= len(paragraph) + len("\n\n")
        if room < 0:
            break
        shown.append(paragraph)
    return shown


def _whole(groups: tuple[ObstacleGroup, ...], ending: tuple[str, ...]) -> str:
    sections = [
        "\n".join(_sentences(group, ", ".join(map(_named, group.obstacles)))) for group in groups
    ]
    return _in_paragraphs(setup_wording.SETUP_HEADING, *sections, "\n".join(ending)) + "\n"


def _in_paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(filter(None, paragraphs))


def _linked(channel: Channel) -> str:
    return f"<#{channel.id}>"


def _called(channel: Channel) -> str:
    return f"#{one_line(channel.name)}"


def _link(obstacle: Obstacle) -> str:
    """Link a channel, under the name that it has now; a lost one would show as unknown."""
    return f"`{obstacle.channel}`" if obstacle.name is None else f"<#{obstacle.channel}>"


def _named(obstacle: Obstacle) -> str:
    """Name a channel where nothing can be clicked."""
    return f"{obstacle.channel}" if obstacle.name is None else f"#{one_line(obstacle.name)}"
