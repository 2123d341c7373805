"""What readers asked in a period and what became of it, from counts that a database made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bot.evaluation.figures import Share

MOST_LISTED: Final = 5
"""Questions, answers, gaps and pages that a report lists of each: what fits on a phone."""

TELLING_VOTES: Final = 2
"""Votes against an answer below which it stands behind all that have as many."""


class Became(StrEnum):
    """What became of a question, by the names that are stored."""

    ANSWERED = "answer"
    ASKED_BACK = "clarify"
    DECLINED = "abstain"


# ------------------------------------------------------------------------- counts that come in


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many questions of a day became what; several of one kind and day add up."""

    day: date
    became: Became
    count: int


@dataclass(frozen=True, slots=True)
class PassageCount:
    """How often a passage was the answer."""

    passage: str
    label: str
    times: int


@dataclass(frozen=True, slots=True)
class VoteCount:
    """The votes on the answers that showed a passage."""

    passage: str
    label: str
    up: int
    down: int

    @property
    def against(self) -> Share:
        """The share of the votes that is against it."""
        return Share(self.down, self.up + self.down)


@dataclass(frozen=True, slots=True)
class Gap:
    """What readers asked and no page answers."""

    wording: str
    count: int


@dataclass(frozen=True, slots=True)
class StalePage:
    """A page whose facts are old."""

    title: str
    as_of: date


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """All that is counted of a period, in any order; what lies outside its days is left out."""

    first: date
    last: date
    days: tuple[DayCount, ...] = ()
    passages: tuple[PassageCount, ...] = ()
    votes: tuple[VoteCount, ...] = ()
    gaps: tuple[Gap, ...] = ()
    stale: tuple[StalePage, ...] = ()
    readers: int | None = None
    """Different readers; None where that is not kept."""


# ------------------------------------------------------------------------- what they say


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of some questions."""

    answered: int = 0
    asked_back: int = 0
    declined: int = 0

    @property
    def asked(self) -> int:
        """All of them."""
        return self.answered + self.asked_back + self.declined

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.answered + other.answered,
            self.asked_back + other.asked_back,
            self.declined + other.declined,
        )


@dataclass(frozen=True, slots=True)
class DayTally:
    """The questions of one day, or of the days from it to `last`."""

    first: date
    last: date
    tally: Tally


@dataclass(frozen=True, slots=True)
class Statistics:
    """A period in figures. Each list has the most telling first, `MOST_LISTED` at most."""

    first: date
    last: date
    total: Tally
    days: tuple[DayTally, ...]
    """Every day of the period, those without questions too."""
    readers: int | None
    votes_up: int
    votes_down: int
    top_questions: tuple[PassageCount, ...]
    worst_rated: tuple[VoteCount, ...]
    biggest_gaps: tuple[Gap, ...]
    stale_pages: tuple[StalePage, ...]
    """The oldest first."""


def summarise(counts: PeriodCounts, most_listed: int = MOST_LISTED) -> Statistics:
    """Make figures of counts. Whatever is counted twice under one id or wording adds up."""
    days = _by_day(counts)
    return Statistics(
        first=counts.first,
        last=counts.last,
        total=sum((day.tally for day in days), Tally()),
        days=days,
        readers=counts.readers,
        votes_up=sum(vote.up for vote in counts.votes),
        votes_down=sum(vote.down for vote in counts.votes),
        top_questions=_most_asked(counts.passages)[:most_listed],
        worst_rated=_worst_rated(counts.votes)[:most_listed],
        biggest_gaps=_biggest(counts.gaps)[:most_listed],
        stale_pages=tuple(sorted(counts.stale, key=lambda page: (page.as_of, page.title)))[
            :most_listed
        ],
    )


def in_bars(days: tuple[DayTally, ...], most: int) -> tuple[DayTally, ...]:
    """Join days into spans of one length, whole weeks, until there are `most` at the most.

    The last span ends with the last day; the first may be shorter.
    """
    if len(days) <= most:
        return days
    length = 7 * -(-len(days) // (7 * most))
    starts = range(len(days) - length, -length, -length)
    spans = [days[max(start, 0) : start + length] for start in starts]
    return tuple(
        DayTally(span[0].first, span[-1].last, sum((day.tally for day in span), Tally()))
        for span in reversed(spans)
    )


def _by_day(counts: PeriodCounts) -> tuple[DayTally, ...]:
    found: Counter[tuple[date, Became]] = Counter()
    for one in counts.days:
        found[one.day, one.became] += one.count
    length = (counts.last - counts.first).days + 1
    days = [counts.first + timedelta(days=number) for number in range(length)]
    return tuple(
        DayTally(day, day, Tally(*(found[day, became] for became in Became))) for day in days
    )


def _most_asked(passages: Iterable[PassageCount]) -> tuple[PassageCount, ...]:
    times: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for one in passages:
        times[one.passage] += one.times
        labels.setdefault(one.passage, one.label)
    joined = (PassageCount(passage, labels[passage], n) for passage, n in times.items() if n > 0)
    return tuple(sorted(joined, key=lambda one: (-one.times, one.label, one.passage)))


def _biggest(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    found: Counter[str] = Counter()
    for gap in gaps:
        found[gap.wording] += gap.count
    joined = (Gap(wording, count) for wording, count in found.items() if count > 0)
    return tuple(sorted(joined, key=lambda gap: (-gap.count, gap.wording)))


def _worst_rated(votes: Iterable[VoteCount]) -> tuple[VoteCount, ...]:
    """Rank by how many votes are surely against: Wilson's lower bound of their share.

    A single vote against has a bound of .21, above 3 of 10; so those with fewer than
    `TELLING_VOTES` follow the others. What nobody voted against is left out.
    """

    def rank(vote: VoteCount) -> tuple[bool, float, int, str, str]:
        is_thin = vote.down < TELLING_VOTES
        return (is_thin, -vote.against.interval[0], -vote.down, vote.label, vote.passage)

    ups: Counter[str] = Counter()
    downs: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for one in votes:
        ups[one.passage] += one.up
        downs[one.passage] += one.down
        labels.setdefault(one.passage, one.label)
    joined = (VoteCount(passage, labels[passage], ups[passage], downs[passage]) for passage in ups)
    return tuple(sorted((vote for vote in joined if vote.down > 0), key=rank))
