"""What editors are told of their guild: figures of a period, and the weekly report once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.corpus.model import Corpus
from bot.dialogue.compose import is_stale
from bot.editorial.statistics import MOST_LISTED, Gap, StalePage, Statistics, summarise
from bot.store.database import Database
from bot.store.model import hours_of
from bot.store.statistics import SqlStatistics
from bot.store.weekly import SqlReports

if TYPE_CHECKING:
    from bot.newsroom.newsroom import Newsroom

FindGaps = Callable[[int, date, date], Awaitable[tuple[Gap, ...]]]
"""Gives what was asked in a guild from one day to another and not answered."""


class Reporting:
    """Figures for editors. Everything raises `StoreError` when the database cannot be used."""

    def __init__(self, database: Database, find_gaps: FindGaps) -> None:
        self.reports = SqlReports(database)
        self.find_gaps = find_gaps
        self._statistics = SqlStatistics(database)

    async def statistics(self, guild: int, first: date, last: date, corpus: Corpus) -> Statistics:
        """Give the figures of a guild's period, in the labels of what is served now."""

        def label_of(passage: str) -> str:
            found = corpus.passage(passage)
            return passage if found is None else found.label

        counts = await self._statistics.counts(guild, first, last, label_of)
        gaps = await self.find_gaps(guild, first, last)
        return summarise(replace(counts, gaps=gaps, stale=tuple(_stale(corpus, last))))


def gaps_of(newsroom: Newsroom) -> FindGaps:
    """Find the gaps of a period among what is still not answered.

    A group counts all of its questions that are kept, if one of them was asked in the period.
    """

    async def find(guild: int, first: date, last: date) -> tuple[Gap, ...]:
        edition = newsroom.library.of(guild)
        caution = newsroom.settings_of(guild).caution(edition.answer_at)
        responder = edition.responder_of(caution)
        hours = hours_of(first, last)
        found = await newsroom.gaps.biggest(guild, *hours, MOST_LISTED, responder=responder)
        return tuple(Gap(one.question, one.gap.turns) for one in found)

    return find


def _stale(corpus: Corpus, today: date) -> Iterator[StalePage]:
    for page in corpus.pages:
        day = page.meta.as_of or page.meta.updated
        if day is not None and is_stale(day, page.meta.review_by, today):
            yield StalePage(page.title, day)
