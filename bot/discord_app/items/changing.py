"""The button that tells what has changed in the words that an answer quotes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, assert_never

import discord

from bot.corpus.model import Passage
from bot.dialogue import discord_wording, wording
from bot.dialogue.compose import shown_text
from bot.discord_app import custom_ids
from bot.discord_app.desk import Desk
from bot.discord_app.items.our_item import OurButton
from bot.discord_app.items.replies import open_passage
from bot.discord_app.markdown import in_a_line
from bot.discord_app.render import render_notice, render_offer
from bot.discord_app.sending import Interaction, is_private, respond, within_patience
from bot.editorial.text_diff import Change, Piece, Place, changes, digest_of
from bot.store.model import StoreError
from bot.store.wordings import QuotedText

_ROOM: Final = 3_000
"""Characters of changed places in one message."""

_LONGEST_PIECE: Final = 600
_LABEL: Final = 200

_AROUND: Final = 8
"""Words that are kept of what stands before and after a change."""


class ChangedButton(OurButton, template=custom_ids.CHANGED):
    """Says whether the words of an old answer still hold."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Compare what the answer quotes with what the page says now."""
        passage = desk.library.of(interaction.guild_id).corpus.passage(self.passage)
        if passage is None:
            await open_passage(interaction, desk, self.passage)  # gone: it says so kindly
            return
        guild, ephemeral = interaction.guild_id, not is_private(interaction)
        showing = _showing(desk, guild, passage, self.match["digest"])
        view = await within_patience(interaction, showing, ephemeral=ephemeral)
        await respond(interaction, view, ephemeral=ephemeral)


async def _showing(
    desk: Desk, guild: int | None, passage: Passage, digest: str
) -> discord.ui.LayoutView:
    if digest_of(shown_text(passage)) != digest:
        now = custom_ids.deeper(passage.id)
        return await what_has_changed(desk, guild, passage, digest, as_it_is_now=now)
    quoted = await _quoted(desk, guild, passage, digest)
    since = None if quoted is None else quoted.at.date()
    return render_notice(discord_wording.unchanged(in_a_line(passage.label, _LABEL), since))


async def what_has_changed(
    desk: Desk, guild: int | None, passage: Passage, digest: str, *, as_it_is_now: str
) -> discord.ui.LayoutView:
    """Show what has changed in a passage since a digest, and a button that opens it now."""
    quoted = await _quoted(desk, guild, passage, digest)
    told = await asyncio.to_thread(_told, in_a_line(passage.label, _LABEL), quoted, passage)
    text = f"### {discord_wording.CHANGED_HEADING}\n{told}"
    return render_offer(text, {as_it_is_now: discord_wording.AS_IT_IS_NOW})


async def _quoted(
    desk: Desk, guild: int | None, passage: Passage, digest: str
) -> QuotedText | None:
    """Give the old words; none where they were not kept, or cannot be had now."""
    if desk.newsroom is None:
        return None
    try:
        return await desk.newsroom.ledger.texts.find(guild or 0, passage.id, digest)
    except StoreError:
        return None


def _told(label: str, quoted: QuotedText | None, passage: Passage) -> str:
    if quoted is None:
        return discord_wording.CHANGED_SOMEHOW
    places = changes(quoted.text, shown_text(passage))
    if not places:
        return discord_wording.CHANGED_IN_LAYOUT
    head = discord_wording.changed_since(label, quoted.at.date())
    return "\n".join((head, *_listed(places)))


def _listed(places: Sequence[Place]) -> Iterator[str]:
    """Write as many places as there is room for, and count the others."""
    room = _ROOM
    for number, place in enumerate(places):
        if room < _LONGEST_PIECE:
            yield wording.left_out(len(places) - number)
            return
        line = f"- {' '.join(_fitting(_written(place), room))}"
        room -= len(line)
        yield line


def _fitting(pieces: Iterable[str], room: int) -> Iterator[str]:
    for piece in pieces:
        room -= len(piece) + 1
        if room < 0:
            yield "…"
            return
        yield piece


def _written(place: Iterable[Piece]) -> Iterator[str]:
    pieces = list(place)
    for number, piece in enumerate(pieces):
        match piece.change:
            case Change.KEPT:
                is_first, is_last = number == 0, number == len(pieces) - 1
                yield _shown(_around(piece.words, is_first=is_first, is_last=is_last))
            case Change.REMOVED:
                yield discord_wording.gone(_shown(piece.words))
            case Change.ADDED:
                yield discord_wording.new(_shown(piece.words))
            case _:
                assert_never(piece.change)


def _around(text: str, *, is_first: bool, is_last: bool) -> str:
    """Keep the words next to the changes."""
    words = text.split()
    before = [] if is_first else words[:_AROUND]
    after = [] if is_last else words[-_AROUND:]
    if len(before) + len(after) >= len(words):
        return text
    return " ".join((*before, "…", *after))


def _shown(words: str) -> str:
    return in_a_line(words, _LONGEST_PIECE)
