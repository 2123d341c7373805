"""Which readers are to be told what is new in the stories that they follow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from bot.corpus.model import Briefing, Corpus
from bot.dialogue.compose import shown_text
from bot.editorial.news import NO_NEWS, News, news_for
from bot.newsroom.ledger import Ledger
from bot.newsroom.snapshots import Said, Snapshots
from bot.store.database import Database
from bot.store.follows import Follow, Snapshot, SqlFollows
from bot.store.model import hour_of
from bot.store.wordings import QuotedText

STILL_S: Final = 600.0
"""A story must have stayed as it is for so long before its followers hear of it: editors publish
page by page and mend their slips within minutes, and readers want one message for all of that."""

MOST_FOLLOWED: Final = 25
"""Stories that a reader may follow in a guild."""

_LONGEST_TITLE: Final = 200

_TEXTS: Final = 500
"""Words of passages that are handed over at once."""


@dataclass(frozen=True, slots=True)
class Due:
    """A reader who is to be told of a story."""

    follow: Follow
    version: int | None
    """What they will know when they were told; none where the story is gone."""
    news: News = NO_NEWS


@dataclass(frozen=True, slots=True)
class Round:
    """Whom to tell in a guild now."""

    due: tuple[Due, ...]
    is_settled: bool
    """Nothing is left to be told of what is served now, nor will be as time passes."""


class Following:
    """Follows of all guilds. What touches the database raises `StoreError`."""

    def __init__(self, database: Database, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self.kept = SqlFollows(database)
        self._ledger = ledger
        self._now = now
        self._snapshots = Snapshots()
        self._seen: dict[int, dict[str, tuple[int | None, float]]] = {}
        """In guilds that wait to be told of something: what each story said when it was looked at
        last, summed up, and since when."""

    async def begin(self, guild: int, reader: int, corpus: Corpus, story: Briefing) -> Follow:
        """Let a reader hear what is new in a story from now on."""
        said = await self._snapshots.of(corpus, story.id)
        snapshot = {} if said is None else said.passages
        await self._keep_texts(guild, corpus, snapshot, known={})
        title = story.title[:_LONGEST_TITLE]
        follow = Follow(guild, story.id, reader, 0, since=hour_of(self._now()), title=title)
        return await self.kept.begin(follow, snapshot)

    async def round(self, guild: int, corpus: Corpus, *, at_s: float, limit: int) -> Round:
        """Find out whom to tell what in a guild, no more than `limit` of them.

        `at_s` is the time by any clock that only goes on.
        """
        due: list[Due] = []
        is_settled = True
        if not corpus.briefings:  # a fault of whoever runs the bot, more likely than news
            return Round((), is_settled)
        stories = await self.kept.stories(guild)
        seen = self._seen.get(guild, {})
        self._seen[guild] = {story: seen[story] for story in stories if story in seen}
        for story in stories:
            if len(due) >= limit:
                return Round(tuple(due), is_settled=False)
            found = await self._due(guild, story, corpus, at_s, limit - len(due))
            is_settled = is_settled and found is not None and not found
            due += found or ()
        if is_settled:
            self._seen.pop(guild, None)
        return Round(tuple(due), is_settled)

    def watch_only(self, guilds: Container[int]) -> None:
        """Forget what was seen in other guilds: the bot has left them, or nobody follows there."""
        self._seen = {guild: seen for guild, seen in self._seen.items() if guild in guilds}

    async def _due(
        self, guild: int, story: str, corpus: Corpus, at_s: float, limit: int
    ) -> tuple[Due, ...] | None:
        """Find out whom to tell of a story; none while it must first stay as it is."""
        said = await self._snapshots.of(corpus, story)
        since_s = self._since(guild, story, said, at_s)
        is_still = at_s - since_s >= STILL_S
        if not is_still and since_s < at_s:  # looked at before: something is due, or nothing yet
            return None
        briefing = corpus.briefing(story)
        if said is not None and briefing is not None:
            news = self._news(guild, corpus, briefing, said.passages, limit, is_still=is_still)
            return await news
        if not is_still:
            return None
        ends = await self.kept.at(guild, story, limit=limit)
        return tuple(Due(follow, version=None) for follow in ends)

    async def _news(
        self,
        guild: int,
        corpus: Corpus,
        story: Briefing,
        snapshot: Snapshot,
        limit: int,
        *,
        is_still: bool,
    ) -> tuple[Due, ...] | None:
        """Find out whom to tell what of a story; none while it must first stay as it is."""
        versions = await self.kept.versions(guild, story.id)
        latest = max(versions, default=0)
        if versions.get(latest) != snapshot:
            if not is_still or not await self.kept.keep(guild, story.id, latest + 1, snapshot):
                return None
            await self._keep_texts(guild, corpus, snapshot, versions.get(latest, {}))
            latest += 1
        news = await asyncio.to_thread(_news_by_version, versions, story, snapshot)
        told = {version for version, what in news.items() if what.is_worth_telling}
        # Whoever knows more than is there now goes on knowing it: it may come back.
        knows_more = {version for version, what in news.items() if what.gone}
        await self.kept.pass_over(guild, story.id, latest, without=told | knows_more)
        behind = await self.kept.at(guild, story.id, told, limit=limit)
        if not behind:
            await self.kept.tidy(guild, story.id, latest)
        elif not is_still:
            return None
        return tuple(Due(follow, latest, news[follow.version]) for follow in behind)

    def _since(self, guild: int, story: str, now: Said | None, at_s: float) -> float:
        """Say since when a story has been as it is, as far as it was looked at."""
        seen, mark = self._seen.setdefault(guild, {}), None if now is None else now.mark
        if story not in seen or seen[story][0] != mark:
            seen[story] = mark, at_s
        return seen[story][1]

    async def _keep_texts(self, guild: int, corpus: Corpus, now: Snapshot, known: Snapshot) -> None:
        """Keep the words that followers know, so that what changes in them can be told.

        The ledger drops what is too much to wait, so it writes in between.
        """
        unknown = iter([name for name, digest in now.items() if known.get(name) != digest])
        while some := tuple(islice(unknown, _TEXTS)):
            for name in some:
                passage = corpus.passage(name)
                if passage is not None:
                    text = QuotedText(guild, name, now[name], self._now(), shown_text(passage))
                    self._ledger.note_text(text)
            await self._ledger.flush()


def _news_by_version(
    versions: Mapping[int, Snapshot], story: Briefing, now: Snapshot
) -> Mapping[int, News]:
    """Tell what is new to whoever knows each version; of a large story that takes a while."""
    return {version: news_for(known, story, now) for version, known in versions.items()}
