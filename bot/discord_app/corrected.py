"""An answer that was posted, with what editors corrected since: all else stays as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
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
    texts = _texts_of(view, quote.place)
    for text in filter(_is_small_print, texts) if lines else ():
        text.content = "\n".join(_without_taking_back(text.content.split("\n")))
    _put_above_the_source(texts, lines)
    if not has_button:
        _add_button(view, quote)
    return view


def without_corrections(
    message: discord.Message, quote: Quote, notes: Collection[str], today: date
) -> discord.ui.LayoutView | None:
    """Say in the place of corrections that they were taken back, but for those of some notes.

    None where an answer tells of no other corrections.
    """
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    view.stop()
    told = [in_a_line(note, _NOTE) for note in notes]
    for text in filter(_is_small_print, _texts_of(view, quote.place)):
        lines = _without_taking_back(text.content.split("\n"))
        gone = [line for line in lines if _is_of_none(line, told)]
        if gone:
            kept = [line for line in lines if line not in gone]
            at = lines.index(gone[0])
            text.content = "\n".join((*kept[:at], discord_wording.taken_back_on(today), *kept[at:]))
            if view.content_length() > limits.MESSAGE_TEXT:
                text.content = "\n".join(kept)
            return view
    return None


def _is_small_print(text: Text) -> bool:
    """Say whether a text of an answer is the small print below it, which is ours."""
    return any(line.startswith(_SMALL_PRINT) for line in text.content.split("\n"))


def _is_of_none(line: str, told: Iterable[str]) -> bool:
    """Say whether a line tells of a correction, and of none that is told here."""
    note = discord_wording.note_of_correction(line)
    return note is not None and not any(one.startswith(note.removesuffix("…")) for one in told)


def _without_taking_back(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if not discord_wording.tells_of_taking_back(line)]


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
