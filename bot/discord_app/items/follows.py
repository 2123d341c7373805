"""Following a story: readers begin and stop it, and see what they follow."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import discord

from bot.corpus.model import Briefing
from bot.dialogue import following_wording as wording
from bot.dialogue.wording import left_out
from bot.discord_app import custom_ids
from bot.discord_app.desk import Desk
from bot.discord_app.errors import unless_away
from bot.discord_app.graphemes import shorten
from bot.discord_app.items.our_item import OurButton
from bot.discord_app.markdown import in_a_line, one_line
from bot.discord_app.membership import is_member_here
from bot.discord_app.refusals import takes_no_messages
from bot.discord_app.render import button, in_rows, layout, render_offer
from bot.discord_app.sending import LINE_FAULTS, Interaction, defer, insist, respond, tell
from bot.newsroom.following import MOST_FOLLOWED
from bot.newsroom.newsroom import Newsroom
from bot.store.follows import Follow

_log = logging.getLogger(__name__)

_TITLE: Final = 100
_NAMED: Final = 140
"""Of a story and its server, so that all that are listed fit into one message."""


class FollowButton(OurButton, template=custom_ids.FOLLOW):
    """Lets a reader follow the story that is shown."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Begin, unless the story is gone."""
        await defer(interaction, ephemeral=True, thinking=True)
        story = desk.library.of(interaction.guild_id).corpus.briefing(self.match["story"])
        if story is None:
            await tell(interaction, wording.NOT_SHOWN)
        else:
            await follow(interaction, desk, story)


class UnfollowButton(OurButton, template=custom_ids.UNFOLLOW):
    """Lets a reader follow a story no longer: the one who clicks, whoever was meant."""

    async def act(self, interaction: Interaction, desk: Desk) -> None:
        """Stop, and say what was stopped."""
        guild, story = int(self.match["guild"]), self.match["story"]
        if desk.newsroom is None:
            await tell(interaction, wording.NOT_FOLLOWED)
            return
        kept, reader = desk.newsroom.following.kept, interaction.user.id
        following = await unless_away(interaction, kept.of_reader(reader, guild))
        if following is None:
            return
        title = next((f.title for f in following if f.story == story), None)
        if title is None:
            await tell(interaction, wording.NOT_FOLLOWED)
        elif await unless_away(interaction, kept.end(reader, guild, story)) is not None:
            await tell(interaction, wording.ended(shown_title(title)))


async def follow(interaction: Interaction, desk: Desk, story: Briefing) -> None:
    """Let a reader follow a story of the guild, if they can be written to; one press at a time."""
    newsroom, guild, refusal = desk.newsroom, interaction.guild_id, why_not(desk, interaction)
    if newsroom is None or guild is None or refusal is not None:
        await tell(interaction, refusal or wording.NOTHING_KEPT)
        return
    async with desk.in_order(interaction.user.id, guild):
        await _follow(interaction, newsroom, guild, story)


def why_not(desk: Desk, interaction: Interaction) -> str | None:
    """Say why no story can be followed where the reader is; none where one can."""
    if interaction.guild_id is None:
        return wording.NOT_HERE
    if not desk.keeps_follows:
        return wording.NOTHING_KEPT
    if not is_member_here(interaction):
        return wording.NO_MEMBER
    return None if desk.takes_follows(interaction.guild_id) else wording.NOT_LET


async def _follow(
    interaction: Interaction, newsroom: Newsroom, guild: int, story: Briefing
) -> None:
    kept, reader = newsroom.following.kept, interaction.user.id
    known = await unless_away(interaction, kept.of_reader(reader, guild))
    if known is None:
        return
    title, stop = shown_title(story.title), {custom_ids.unfollow(guild, story.id): wording.STOP}
    if any(one.story == story.id for one in known):
        await respond(interaction, render_offer(wording.already(title), stop), ephemeral=True)
    elif len(known) >= MOST_FOLLOWED:
        await tell(interaction, wording.too_many(MOST_FOLLOWED))
    elif await _begin(interaction, newsroom, guild, story):
        await respond(interaction, render_offer(wording.begun(title), stop), ephemeral=True)


async def _begin(interaction: Interaction, newsroom: Newsroom, guild: int, story: Briefing) -> bool:
    """Write to the reader, and only then note it; say whether that is done, and else why not."""
    title, server = shown_title(story.title), server_name(interaction.client, guild)
    offer = render_offer(
        wording.begun_in_private(title, server),
        {custom_ids.unfollow(guild, story.id): wording.STOP},
    )
    try:
        written = await insist(lambda: interaction.user.send(view=offer, nonce=str(interaction.id)))
    except (discord.HTTPException, *LINE_FAULTS) as error:
        _log.info("A reader who wants to follow a story cannot be written to: %s", error)
        is_closed = takes_no_messages(error)
        await tell(interaction, wording.CLOSED if is_closed else wording.NOT_NOW)
        return False
    corpus = newsroom.library.of(guild).corpus
    begun = newsroom.following.begin(guild, interaction.user.id, corpus, story)
    if await unless_away(interaction, begun) is not None:
        return True
    with suppress(discord.HTTPException, *LINE_FAULTS):
        await written.delete()  # it says what is not so
    return False


def shown_title(title: str) -> str:
    """Give a story's title as it stands in a line of ours."""
    return in_a_line(title, _TITLE)


def server_name(client: discord.Client, guild: int) -> str:
    """Name a guild; one of another process's by what every one is."""
    found = client.get_guild(guild)
    return wording.THE_SERVER if found is None else in_a_line(found.name, _TITLE)


def render_followed(
    followed: Sequence[Follow], client: discord.Client, *, is_let: bool = True
) -> discord.ui.LayoutView:
    """List what a reader follows, each with a button that stops it; on several servers, where.

    `is_let`: the moderators let them hear of it.
    """
    shown = followed[:MOST_FOLLOWED]
    is_on_several = len({one.guild for one in followed}) > 1
    names = [_with_server(one, client) if is_on_several else one.title for one in shown]
    text = wording.followed(in_a_line(name, _NAMED) for name in names)
    if len(followed) > len(shown):
        text += f"\n{left_out(len(followed) - len(shown))}"
    if not is_let:
        text += f"\n{wording.NOT_LET}"
    stops = (
        button(wording.stop(one_line(name)), custom_ids.unfollow(one.guild, one.story))
        for name, one in zip(names, shown, strict=True)
    )
    return layout(discord.ui.TextDisplay(text), *in_rows(stops))


def _with_server(follow: Follow, client: discord.Client) -> str:
    found = client.get_guild(follow.guild)
    title = shorten(follow.title, _TITLE)
    return title if found is None else f"{title} · {found.name}"
