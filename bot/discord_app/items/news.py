"""What a follower reads of a story, and the buttons that open it where no guild is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import discord

from bot.corpus.model import Briefing, Corpus, Passage
from bot.dialogue import following_wording as wording
from bot.dialogue import privacy_wording
from bot.dialogue.compose import shown_text
from bot.dialogue.model import Reply
from bot.dialogue.wording import as_of, left_out
from bot.discord_app import custom_ids
from bot.discord_app.desk import Desk
from bot.discord_app.items.changing import what_has_changed
from bot.discord_app.items.follows import shown_title
from bot.discord_app.items.our_item import OurButton
from bot.discord_app.markdown import in_a_line
from bot.discord_app.render import (
    Showing,
    button,
    layout,
    numbered_rows,
    render_card,
    render_reply,
)
from bot.discord_app.sending import Interaction, is_private, respond, tell, within_patience
from bot.editorial.news import News
from bot.editorial.text_diff import digest_of
from bot.store.model import StoreError

_MOST: Final = 10
"""Passages that one message lists: two rows of buttons, which a phone shows at once."""

_LABEL: Final = 200


@dataclass(frozen=True, slots=True)
class _Line:
    """A passage that is listed."""

    head: str
    passage: Passage
    custom_id: str


def render_news(guild: int, server: str, story: Briefing, news: News) -> discord.ui.LayoutView:
    """Tell a follower what is new: the passages by name, each with a button that opens it."""
    lines = tuple(_lines(guild, news))
    dated = () if story.as_of is None else (as_of(story.as_of),)
    heading = f"### {wording.news_heading(shown_title(story.title))}"
    head = f"{heading}\n-# {' · '.join((server, *dated))}"
    shown = lines[:_MOST]
    foot = tuple(_foot(len(lines) - len(shown), news.gone))
    texts = (head, *_listed(shown), *foot)
    stop = button(wording.STOP, custom_ids.unfollow(guild, story.id))
    rows = numbered_rows((line.passage.label, line.custom_id) for line in shown)
    return render_card(*map(discord.ui.TextDisplay, texts), *rows, discord.ui.ActionRow(stop))


def _lines(guild: int, news: News) -> Iterator[_Line]:
    for passage in news.new:
        yield _Line(wording.NEW, passage, custom_ids.news(guild, passage.id))
    for passage, known in news.changed:
        yield _Line(wording.CHANGED, passage, custom_ids.news(guild, passage.id, since=known))


def _listed(lines: Sequence[_Line]) -> Iterator[str]:
    """Write the names out, numbered as on the buttons, below what they have in common."""
    for head in (wording.NEW, wording.CHANGED):
        names = [
            f"{number}. {in_a_line(line.passage.label, _LABEL)}"
            for number, line in enumerate(lines, 1)
            if line.head == head
        ]
        if names:
            yield "\n".join((f"**{head}**", *names))


def _foot(more: int, gone: int) -> Iterator[str]:
    if more:
        yield f"-# {left_out(more)}"
    if gone:
        yield f"-# {wording.taken_out(gone)}"


def render_end(server: str, title: str) -> discord.ui.LayoutView:
    """Tell a follower that a story is gone."""
    return layout(discord.ui.TextDisplay(wording.story_gone(shown_title(title), server)))


class NewsButton(OurButton, template=custom_ids.NEWS):
    """Opens a passage of a guild for whoever follows its story there.

    The id of the guild proves nothing: what lets a reader in is that they were on the server when
    they began to follow.
    """

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Show what has changed in the passage, or the passage."""
        ephemeral = not is_private(interaction)
        showing = show_news(desk, interaction.user.id, self.match)
        try:
            view = await within_patience(interaction, showing, ephemeral=ephemeral)
        except StoreError:
            await tell(interaction, privacy_wording.STORE_AWAY)
            return
        if view is None:
            await tell(interaction, wording.NOT_SHOWN)
        else:
            await respond(interaction, view, ephemeral=ephemeral)


async def show_news(desk: Desk, reader: int, match: re.Match[str]) -> discord.ui.LayoutView | None:
    """Show a reader what a button of the news opens.

    None where that is gone, or they do not follow its story. Raises `BusyError` and `StoreError`.
    """
    guild = int(match["guild"])
    corpus = desk.library.of(guild).corpus
    passage = corpus.passage(match["passage"])
    if passage is None or passage.briefing not in await _followed(desk, reader, guild):
        return None
    known = match["digest"]
    if known is not None and digest_of(shown_text(passage)) != known:
        now = custom_ids.news(guild, passage.id)
        return await what_has_changed(desk, guild, passage, known, as_it_is_now=now)
    reply = _within_story(await desk.open(guild, passage.id), corpus, passage)
    return render_reply(reply, Showing(page=int(match["number"] or 1), elsewhere=guild))


async def _followed(desk: Desk, reader: int, guild: int) -> frozenset[str]:
    """Give the stories of a guild that a reader follows."""
    if desk.newsroom is None:
        return frozenset()
    found = await desk.newsroom.following.kept.of_reader(reader, guild)
    return frozenset(follow.story for follow in found)


def _within_story(reply: Reply, corpus: Corpus, passage: Passage) -> Reply:
    """Leave out what leads to other stories, which the reader may not follow."""
    own = {p.id for p in corpus.briefing_of(passage).passages}
    return replace(reply, follow_ups=tuple(c for c in reply.follow_ups if c.passage in own))
