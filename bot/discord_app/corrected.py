"""An answer that was posted, with what editors corrected since: all else stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
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


def still_quotes(message: discord.Message, quote: Quote) -> bool:
    """Say whether a message is still the answer that was noted."""
    return custom_ids.why(quote.passage, quote.digest) in set(ids_of(message))


def with_corrections(
    message: discord.Message, quote: Quote, notes: Sequence[str], today: date
) -> discord.ui.LayoutView | None:
    """Put notes above an answer's source, and a button below that tells what has changed.

    None where it has them already: an edit that was made is not made again after a crash.
    """
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    view.stop()  # our buttons need no listening view
    lines = list(_lines(notes, view, today))
    has_button = custom_ids.changed(quote.digest, quote.passage) in set(ids_of(message))
    if has_button and not lines:
        return None
    _put_above_the_source(view, lines)
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


def _put_above_the_source(view: discord.ui.LayoutView, lines: Sequence[str]) -> None:
    source = next((t for t in _texts(view) if t.content.startswith(_SMALL_PRINT)), None)
    last = next(reversed(list(_texts(view))), None)
    if lines and source is not None:
        source.content = "\n".join((*lines, source.content))
    elif lines and last is not None:
        last.content = "\n".join((last.content, *lines))


def _add_button(view: discord.ui.LayoutView, quote: Quote) -> None:
    changed = custom_ids.changed(quote.digest, quote.passage)
    row = discord.ui.ActionRow[Any](button(discord_wording.WHAT_HAS_CHANGED, changed))
    if sum(1 for _ in view.walk_children()) + 2 > limits.COMPONENTS:
        return
    card = next((c for c in view.children if isinstance(c, discord.ui.Container)), None)
    if card is not None:
        card.add_item(row)


def _texts(view: discord.ui.LayoutView) -> Iterator[discord.ui.TextDisplay[Any]]:
    """Give the texts of the card: the line above it repeats what a reader asked."""
    for card in view.children:
        if isinstance(card, discord.ui.Container):
            yield from (c for c in card.children if isinstance(c, discord.ui.TextDisplay))
