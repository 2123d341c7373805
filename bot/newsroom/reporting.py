"""What editors are told of their guild: figures of a period, and the weekly report once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import date

from bot.corpus.model import Corpus
from bot.dialogue.compose import is_stale
from bot.editorial.statistics import Gap, StalePage, Statistics, summarise
from bot.store.database import Database
from bot.store.statistics import SqlStatistics
from bot.store.weekly import SqlReports

FindGaps = Callable[[int, date, date], Awaitable[tuple[Gap, ...]]]
"""Gives what was asked in a guild from one day to another and not answered."""


class Reporting:
    """Figures for editors. Everything raises `StoreError` when the database cannot be used."""

    def __init__(self, database: Database) -> None:
        self.reports = SqlReports(database)
        self._statistics = SqlStatistics(database)
        self.find_gaps: FindGaps | None = None
        """Without it, figures are silent about gaps."""

    async def statistics(self, guild: int, first: date, last: date, corpus: Corpus) -> Statistics:
        """Give the figures of a guild's period, in the labels of what is served now."""

        def label_of(passage: str) -> str:
            found = corpus.passage(passage)
            return passage if found is None else found.label

        counts = await self._statistics.counts(guild, first, last, label_of)
        gaps = () if self.find_gaps is None else await self.find_gaps(guild, first, last)
        return summarise(replace(counts, gaps=gaps, stale=tuple(_stale(corpus, last))))


def _stale(corpus: Corpus, today: date) -> Iterator[StalePage]:
    for page in corpus.pages:
        day = page.meta.as_of or page.meta.updated
        if day is not None and is_stale(day, page.meta.review_by, today):
            yield StalePage(page.title, day)
