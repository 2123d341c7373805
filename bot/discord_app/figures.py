"""Shows editors the figures of a period: a few sentences, charts where they can be drawn, lists."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot import charts
from bot.dialogue import report_wording as wording
from bot.discord_app import limits
from bot.discord_app.code import FENCE
from bot.discord_app.render import Item, layout
from bot.editorial.statistics import Statistics
from bot.editorial.tables import (
    days_table,
    gaps_table,
    stale_pages_table,
    top_questions_table,
    worst_rated_table,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """A message to send: a view, and the pictures in it."""

    view: discord.ui.LayoutView
    files: tuple[discord.File, ...]


def show_figures(
    statistics: Statistics, title: str, note: str | None = None, *, may_attach: bool = True
) -> Figures:
    """Make the message. Blocks for some tenths of a second while charts are drawn.

    Where no files may be attached, lists stand for the charts.
    """
    drawn = _drawn(statistics) if may_attach else frozenset()
    pictures = tuple(_pictures(statistics, drawn))
    items: list[Item] = [discord.ui.TextDisplay(_summary(statistics, title))]
    if pictures:
        items.append(gallery(*pictures))
    room = limits.MESSAGE_TEXT - sum(
        len(text) for text in (_summary(statistics, title), note or "")
    )
    for table in _tables(statistics, drawn):
        text = f"{FENCE}\n{table}\n{FENCE}"
        if len(text) <= room:
            items.append(discord.ui.TextDisplay(text))
            room -= len(text)
    if note is not None:
        items.append(discord.ui.TextDisplay(note))
    return Figures(layout(*items), pictures)


def _summary(statistics: Statistics, title: str) -> str:
    total = statistics.total
    counts = total.asked, total.answered, total.asked_back, total.declined, statistics.readers
    lines = [
        wording.heading(title, statistics.first, statistics.last),
        wording.told(*counts),
    ]
    if statistics.votes_up or statistics.votes_down:
        lines.append(wording.votes(statistics.votes_up, statistics.votes_down))
    return "\n".join(lines)


def _drawn(statistics: Statistics) -> frozenset[str]:
    """Say what is told by a picture: what can be drawn, in words that all can be read there."""
    labels: Mapping[str, list[str]] = {
        wording.PICTURE_QUESTIONS: [],
        wording.PICTURE_TOP: [one.label for one in statistics.top_questions],
        wording.PICTURE_GAPS: [gap.wording for gap in statistics.biggest_gaps],
    }
    if not charts.is_available():
        return frozenset()
    return frozenset(name for name, words in labels.items() if charts.can_write(words))


def _tables(statistics: Statistics, drawn: Collection[str]) -> Iterator[str]:
    """Give the lists, without those that say what the pictures show or that nothing is there."""
    if statistics.total.asked and wording.PICTURE_QUESTIONS not in drawn:
        yield days_table(statistics)
    if statistics.top_questions and wording.PICTURE_TOP not in drawn:
        yield top_questions_table(statistics)
    if statistics.worst_rated:
        yield worst_rated_table(statistics)
    if statistics.biggest_gaps and wording.PICTURE_GAPS not in drawn:
        yield gaps_table(statistics)
    if statistics.stale_pages:
        yield stale_pages_table(statistics)


def _pictures(statistics: Statistics, drawn: Collection[str]) -> Iterator[discord.File]:
    if statistics.total.asked and wording.PICTURE_QUESTIONS in drawn:
        yield file_of(charts.draw_questions(statistics), wording.PICTURE_QUESTIONS)
    if statistics.top_questions and wording.PICTURE_TOP in drawn:
        yield file_of(charts.draw_top_questions(statistics), wording.PICTURE_TOP)
    if statistics.biggest_gaps and wording.PICTURE_GAPS in drawn:
        yield file_of(charts.draw_gaps(statistics), wording.PICTURE_GAPS)


def file_of(chart: charts.Chart, name: str) -> discord.File:
    """Make a chart a file that says in words what it shows."""
    return discord.File(io.BytesIO(chart.png), name, description=chart.alt)


def gallery(*pictures: discord.File) -> discord.ui.MediaGallery[Any]:
    """Show pictures in a message, each with its words."""
    shown = (discord.MediaGalleryItem(file, description=file.description) for file in pictures)
    return discord.ui.MediaGallery(*shown)
