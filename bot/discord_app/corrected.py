"""An answer that was posted, with what editors corrected since: all else stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any, Final

import discord

from bot.dialogue import discord_wording
from bot.discord_app import custom_ids, limits
from bot.discord_app.markdown import in_a_line
from bot.discord_app.render import button
from bot.discord_app.shown import ids_of
from bot.store.quotes import Quote

_NOTE: Final = 300
_SHORTEST_NOTE: Final = 60
_SMALL_PRINT: Final = "-# "

Text = discord.ui.TextDisplay[Any]


def still_quotes(message: discord.Message, quote: Quote) -> bool:
    """Say whether a message still shows what was noted: its button tells of its first answer."""
    first = quote.first or (quote.passage, quote.digest)
    return custom_ids.why(*first) in set(ids_of(message))


def with_corrections(
    message: discord.Message, quote: Quote, notes: Sequence[str], today: date
) -> discord.ui.LayoutView | None:
    """Put notes above an answer's source, and a button below it all that tells what has changed.

    None where it has them already: an edit that was made is not made again after a crash.
    """
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    view.stop()  # our buttons need no listening view
    lines = list(_lines(notes, view, today))
    has_button = custom_ids.changed(quote.digest, quote.passage) in set(ids_of(message))
    if has_button and not lines:
        return None
    _put_above_the_source(_texts_of(view, quote.place), lines)
    if not has_button:
        _add_button(view, quote)
    return view


def _lines(notes: Iterable[str], view: discord.ui.LayoutView, today: date) -> Iterator[str]:
    """Write notes, as many as there is room for, without those that stand there already."""
    left = limits.MESSAGE_TEXT - view.content_length()
    for note in notes:
        shown = in_a_line(note, _NOTE)
        room = left - len(discord_wording.corrected_on(today, "")) - 1
        if room < _SHORTEST_NOTE or any(shown in text.content for text in _texts(view)):
            continue
        line = discord_wording.corrected_on(today, in_a_line(note, min(room, _NOTE)))
        left -= len(line) + 1
        yield line


def _put_above_the_source(texts: Sequence[Text], lines: Sequence[str]) -> None:
    source = next((text for text in texts if text.content.startswith(_SMALL_PRINT)), None)
    last = texts[-1] if texts else None
    if lines and source is not None:
        source.content = "\n".join((*lines, source.content))
    elif lines and last is not None:
        last.content = "\n".join((last.content, *lines))


def _add_button(view: discord.ui.LayoutView, quote: Quote) -> None:
    changed = custom_ids.changed(quote.digest, quote.passage)
    label = discord_wording.what_has_changed(quote.place + 1)
    row = discord.ui.ActionRow[Any](button(label, changed))
    if sum(1 for _ in view.walk_children()) + 2 > limits.COMPONENTS:
        return
    card = next((c for c in view.children if isinstance(c, discord.ui.Container)), None)
    if card is not None:
        card.add_item(row)


def _texts(view: discord.ui.LayoutView) -> Iterator[Text]:
    """Give the texts of the card: the line above it repeats what a reader asked."""
    for items in _between_lines(view):
        yield from items


def _texts_of(view: discord.ui.LayoutView, place: int) -> Sequence[Text]:
    """Give the texts of one of the answers, which stand between lines; of the first of fewer."""
    answers = _between_lines(view)
    return answers[place] if place < len(answers) else answers[0]


def _between_lines(view: discord.ui.LayoutView) -> list[list[Text]]:
    parts: list[list[Text]] = [[]]
    cards = (card for card in view.children if isinstance(card, discord.ui.Container))
    for item in chain.from_iterable(card.children for card in cards):
        if isinstance(item, discord.ui.Separator):
            parts.append([])
        elif isinstance(item, discord.ui.TextDisplay):
            parts[-1].append(item)
    return parts
