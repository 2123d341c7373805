"""What was asked and how answers were rated, counted on SQLite and PostgreSQL."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from bot.editorial.statistics import Became, PassageCount, VoteCount, summarise
from bot.store.database import Database
from bot.store.feedback import Ballot, SqlFeedback, Vote
from bot.store.model import Decided, ReaderHash, hour_of
from bot.store.sql import SqlStore
from bot.store.statistics import SqlStatistics
from bot.store.weekly import SqlReports, week_begins, week_of
from tests.store.builders import a_record

OURS, THEIRS = 300, 301
FIRST, LAST = date(2026, 11, 23), date(2026, 11, 29)


def at(day: date, hour: int = 12) -> int:
    return hour_of(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def reader(number: int) -> ReaderHash:
    return ReaderHash(f"{number:032x}")


async def test_questions_are_counted_by_day_and_by_what_became_of_them(database: Database) -> None:
    declined = {"decided": Decided.ABSTAIN, "passage": None, "nearest": "lamps.oil"}
    await SqlStore(database).record(
        [
            a_record(1, hour=at(FIRST, 0)),
            a_record(2, hour=at(FIRST, 23)),
            a_record(3, hour=at(LAST, 23), **declined),
            a_record(4, hour=at(LAST), decided=Decided.CLARIFY, passage=None),
            a_record(5, hour=at(FIRST, 0) - 1),
            a_record(6, hour=at(LAST, 23) + 1),
            a_record(7, hour=at(LAST), guild=THEIRS),
            a_record(8, hour=at(LAST), is_shadow=True),
        ]
    )
    counts = await SqlStatistics(database).counts(OURS, FIRST, LAST)
    found: Counter[tuple[date, Became]] = Counter()
    for one in counts.days:
        found[one.day, one.became] += one.count
    assert found == {
        (FIRST, Became.ANSWERED): 2,
        (LAST, Became.DECLINED): 1,
        (LAST, Became.ASKED_BACK): 1,
    }
    assert (counts.first, counts.last) == (FIRST, LAST)


async def test_passages_are_counted_most_asked_first_and_called_by_their_labels(
    database: Database,
) -> None:
    passages = ["lamps.oil", "lamps.storm", "lamps.storm"]
    rows = [a_record(n, hour=at(LAST), passage=p) for n, p in enumerate(passages, 1)]
    await SqlStore(database).record(rows)
    counts = await SqlStatistics(database).counts(OURS, FIRST, LAST, str.upper)
    assert counts.passages == (
        PassageCount("lamps.storm", "LAMPS.STORM", 2),
        PassageCount("lamps.oil", "LAMPS.OIL", 1),
    )


async def test_readers_are_counted_within_a_month_for_codes_change_with_it(
    database: Database,
) -> None:
    december = LAST + timedelta(days=3)
    rows = [a_record(n, hour=at(LAST), reader=reader(n % 3)) for n in range(1, 7)]
    rows += [a_record(n, hour=at(december), reader=reader(n)) for n in range(10, 12)]
    await SqlStore(database).record(rows)
    assert (await SqlStatistics(database).counts(OURS, FIRST, december)).readers == 3
    assert (await SqlStatistics(database).counts(OURS, december, december)).readers == 2


async def test_where_nobody_is_noted_no_readers_are_counted(database: Database) -> None:
    await SqlStore(database).record([a_record(1, hour=at(LAST), reader=None)])
    assert (await SqlStatistics(database).counts(OURS, FIRST, LAST)).readers is None


async def test_votes_are_counted_by_passage(database: Database) -> None:
    feedback = SqlFeedback(database)

    def ballot(number: int, passage: str, day: date = LAST, guild: int = OURS) -> Ballot:
        return Ballot(number, f"{number:032x}", 20, guild, at(day), passage, "0123", None)

    await feedback.vote(ballot(1, "lamps.oil"), Vote.FOR)
    await feedback.vote(ballot(2, "lamps.oil"), Vote.AGAINST)
    await feedback.vote(ballot(3, "lamps.oil"), Vote.AGAINST)
    await feedback.vote(ballot(4, "lamps.storm"), Vote.FOR)
    await feedback.not_meant(ballot(5, "lamps.why-lit"))
    await feedback.vote(ballot(6, "lamps.oil", guild=THEIRS), Vote.AGAINST)
    await feedback.vote(ballot(7, "lamps.oil", FIRST - timedelta(days=1)), Vote.AGAINST)
    counts = await SqlStatistics(database).counts(OURS, FIRST, LAST)
    assert set(counts.votes) == {
        VoteCount("lamps.oil", "lamps.oil", 1, 2),
        VoteCount("lamps.storm", "lamps.storm", 1, 0),
    }


async def test_of_nothing_there_are_figures_too(database: Database) -> None:
    statistics = summarise(await SqlStatistics(database).counts(OURS, FIRST, LAST))
    assert (statistics.total.asked, statistics.readers, len(statistics.days)) == (0, None, 7)


# ------------------------------------------------------------------------- weeks


async def test_a_week_is_claimed_once_until_it_is_released(database: Database) -> None:
    reports = SqlReports(database)
    assert await reports.claim(OURS, 7)
    assert not await SqlReports(database).claim(OURS, 7)
    assert await reports.claim(THEIRS, 7)
    assert await reports.claim(OURS, 8)
    await reports.release(OURS, 7)
    assert await reports.claim(OURS, 7)


def test_a_week_goes_from_monday_to_sunday() -> None:
    assert week_begins(week_of(FIRST)) == week_begins(week_of(LAST)) == FIRST
    assert week_of(LAST + timedelta(days=1)) == week_of(LAST) + 1
    assert FIRST.isoweekday() == 1
