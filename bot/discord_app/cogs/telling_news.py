"""Tells readers in direct messages what is new in the stories that they follow, each once."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from typing import TYPE_CHECKING, Final

import discord
from discord.ext import commands

from bot.discord_app.desk import Desk
from bot.discord_app.items.follows import server_name
from bot.discord_app.items.news import render_end, render_news
from bot.discord_app.looking import Looking, Turns, looking
from bot.discord_app.membership import Membership, membership_of, was_left
from bot.discord_app.refusals import is_held_back, takes_no_messages
from bot.discord_app.sending import LINE_FAULTS, insist, is_of_the_moment, nonce_of
from bot.newsroom.following import Due
from bot.store.follows import Follow

if TYPE_CHECKING:
    from bot.corpus.model import Corpus
    from bot.newsroom.newsroom import Newsroom

_log = logging.getLogger(__name__)

_EVERY_S: Final = 30.0

_LEFT_EVERY_S: Final = 600.0

_AT_ONCE: Final = 20
"""Messages in one look: forty a minute leave Discord's budget to readers who ask."""

_TRIES: Final = 3

_REST_S: Final = 600.0
"""So long nobody is written to where Discord finds that it was too many: it says no time itself."""

_SHARDED_BY: Final = 22
"""Bits of a server's id by which Discord deals none out to shards."""


class TellingNews(Looking):
    """Looks every half minute whether the followers of a story have something to hear.

    Whom to tell what is found from the database and the content alone, so a restart in the middle
    loses nothing. Each is claimed before they are written to, so that of several processes one
    does; should the process end between the two, they do not hear of that: better so than twice.
    """

    def __init__(self, client: commands.Bot | commands.AutoShardedBot, desk: Desk) -> None:
        super().__init__(client, desk)
        self._settled: dict[int, str] = {}
        """Guild → the revision of which all followers have heard."""
        self._turns = Turns()
        self._failed: Counter[Follow] = Counter()
        self._rests_until_s = 0.0

    @looking(every_s=_EVERY_S, what="telling readers what is new")
    async def look(self) -> None:
        """Tell some of those who are to be told."""
        newsroom, left = self._desk.newsroom, _AT_ONCE
        if newsroom is None or not self._desk.keeps_follows or self._rests():
            return
        waiting = await self._open(newsroom)
        self._failed = Counter({f: n for f, n in self._failed.items() if f.guild in waiting})
        for guild in self._turns.of(waiting):
            left -= await self._tell_in(newsroom, guild, left)
            if left <= 0:
                return

    @looking(every_s=_LEFT_EVERY_S, what="ending follows of servers that were left")
    async def look_for_left(self) -> None:
        """End what readers follow on servers that the bot has left while it was not running."""
        newsroom = self._desk.newsroom
        if newsroom is None:
            return
        kept, here = newsroom.following.kept, {guild.id for guild in self._client.guilds}
        missing = [guild for guild in await kept.guilds() - here if self._is_ours(guild)]
        for guild in missing[:_AT_ONCE]:
            if await was_left(self._client, guild):
                await kept.end_all(guild)

    def _is_ours(self, guild: int) -> bool:
        """Say whether Discord tells this process of a server, as the guild's shard has it."""
        if not isinstance(self._client, commands.AutoShardedBot):
            return True
        return (guild >> _SHARDED_BY) % (self._client.shard_count or 1) in self._client.shards

    async def _open(self, newsroom: Newsroom) -> list[int]:
        """Give the guilds in which followers may not have heard of all that is served.

        Where moderators let nobody follow, it waits: whoever follows still hears of it later.
        """
        here = [guild.id for guild in self._client.guilds]
        guilds = [guild for guild in here if self._may_tell_in(newsroom, guild)]
        served = {guild: self._revision(guild) for guild in guilds}
        unsettled = [guild for guild in guilds if self._settled.get(guild) != served[guild]]
        if not unsettled:
            return []
        followed = await newsroom.following.kept.guilds()
        newsroom.following.watch_only(followed.intersection(here))
        self._settled |= {guild: served[guild] for guild in unsettled if guild not in followed}
        self._settled = {guild: self._settled[guild] for guild in here if guild in self._settled}
        return [guild for guild in unsettled if guild in followed]

    def _may_tell_in(self, newsroom: Newsroom, guild: int) -> bool:
        """Say whether what a guild is served is what it wants, and its followers may hear of it."""
        return newsroom.is_in_force(guild) and self._desk.takes_follows(guild)

    def _revision(self, guild: int) -> str:
        return self._desk.library.of(guild).corpus.revision

    async def _tell_in(self, newsroom: Newsroom, guild: int, most: int) -> int:
        """Tell some followers of a guild, and give how many were to be told."""
        corpus = self._desk.library.of(guild).corpus
        now_s = asyncio.get_running_loop().time()
        found = await newsroom.following.round(guild, corpus, at_s=now_s, limit=most)
        if found.is_settled:
            self._settled[guild] = corpus.revision

        async def tell_if_due(due: Due) -> None:
            if self._rests() or not self._may_tell_in(newsroom, guild):  # since just now
                return
            if await self._is_there(newsroom, due.follow) and await self._claim(newsroom, due):
                await self._tell(newsroom, corpus, due)

        await self.each(found.due, tell_if_due, "telling a reader what is new")
        return len(found.due)

    async def _is_there(self, newsroom: Newsroom, follow: Follow) -> bool:
        """Say whether a follower is on the server still; whoever is not follows nothing there."""
        known = await membership_of(self._client, follow.guild, follow.to_tell)
        if known is Membership.LEFT:
            await newsroom.following.kept.claim_end(follow)
        return known is Membership.MEMBER

    async def _claim(self, newsroom: Newsroom, due: Due) -> bool:
        kept = newsroom.following.kept
        if due.version is None:
            return await kept.claim_end(due.follow)
        return await kept.claim(due.follow, due.version)

    async def _tell(self, newsroom: Newsroom, corpus: Corpus, due: Due) -> None:
        view, reader = self._render(corpus, due), discord.Object(due.follow.to_tell)
        nonce = nonce_of(due.follow.guild, due.follow.story, reader.id, due.version, due.news)

        async def send() -> None:
            private = await self._client.create_dm(reader)
            await private.send(view=view, nonce=nonce)

        try:
            await insist(send)
        except (discord.HTTPException, *LINE_FAULTS) as error:
            _log.info("A follower could not be told what is new: %s", error)
            await self._not_told(newsroom, due, error)
        else:
            self._failed.pop(due.follow, None)

    def _render(self, corpus: Corpus, due: Due) -> discord.ui.LayoutView:
        guild = due.follow.guild
        server, story = server_name(self._client, guild), corpus.briefing(due.follow.story)
        if story is None or due.version is None:
            return render_end(server, due.follow.title)
        return render_news(guild, server, story, due.news)

    async def _not_told(self, newsroom: Newsroom, due: Due, error: Exception) -> None:
        """End what cannot go on; leave the rest to another look, but not for ever."""
        follow, kept = due.follow, newsroom.following.kept
        if is_held_back(error):
            _log.warning("Discord finds that too many are written to; others wait: %s", error)
            self._rests_until_s = asyncio.get_running_loop().time() + _REST_S
        if takes_no_messages(error):
            await kept.end(follow.to_tell, follow.guild, follow.story)
        elif due.version is not None and self._may_try_again(follow, error):
            await kept.give_back(follow, due.version)

    def _rests(self) -> bool:
        """Say whether nobody is to be written to for now."""
        return asyncio.get_running_loop().time() < self._rests_until_s

    def _may_try_again(self, follow: Follow, error: Exception) -> bool:
        if is_of_the_moment(error) or is_held_back(error):
            return True
        self._failed[follow] += 1
        if self._failed[follow] < _TRIES:
            return True
        del self._failed[follow]
        return False
