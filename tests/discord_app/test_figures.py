"""/stats and the weekly report, in the running bot."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot import charts
from bot.dialogue import content_wording, editors_wording, teaching_wording
from bot.dialogue import report_wording as wording
from bot.dialogue import wording as general
from bot.discord_app.figures import show_figures
from bot.editorial.guild_settings import DEFAULTS
from bot.editorial.statistics import (
    Became,
    DayCount,
    Gap,
    PassageCount,
    PeriodCounts,
    StalePage,
    VoteCount,
    summarise,
)
from bot.newsroom.newsroom import Newsroom
from bot.store.address import sqlite_address
from bot.store.audit import Action, Deed
from bot.store.database import Database
from bot.store.model import Decided, ReaderHash, Store, StoreError, hour_of
from bot.store.sql import SqlStore
from bot.store.weekly import week_of
from tests.discord_app.conftest import Harbour, a_bot
from tests.discord_app.discord_rules import broken_rules
from tests.discord_app.reading import components_of, text_of
from tests.discord_app.test_content import open_to_all
from tests.store.builders import a_record

MONDAY = date(2026, 11, 30)


@dataclass
class Clock:
    """What the newsroom takes for the time."""

    now: datetime


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(MONDAY.year, MONDAY.month, MONDAY.day, 5, tzinfo=UTC))


@pytest.fixture
async def newsroom(
    library: Any, tmp_path: Path, empty_database: Path, clock: Clock
) -> AsyncIterator[Newsroom]:
    file = tmp_path / "newsroom.db"
    shutil.copy(empty_database, file)
    running = Newsroom(Database(sqlite_address(file)), library, now=lambda: clock.now)
    async with running:
        yield running


@pytest.fixture
def store(newsroom: Newsroom, tmp_path: Path) -> Store:
    """Keep turns where the newsroom counts them."""
    return SqlStore(Database(sqlite_address(tmp_path / "newsroom.db")))


@pytest.fixture(params=["charts", "tables"])
def has_charts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param == "charts":
        if not charts.is_available():
            pytest.skip("the extra “charts” is not installed")
        return True
    monkeypatch.setattr(charts, "is_available", lambda: False)
    return False


# ------------------------------------------------------------------------- /stats


async def test_stats_tell_moderators_what_was_asked(harbour: Harbour, has_charts: bool) -> None:
    await harbour.ask("what did the storm break?")
    answer = await harbour.ask("what did the storm break?", reader=harbour.bob)
    await harbour.ask("is there cheese on the moon, and lamps?")
    await harbour.bob.click(answer, label=general.VOTE_AGAINST)
    await harbour.recorder.flush()
    told = await harbour.moderator.slash(harbour.channel, "stats", days=1)
    assert told.ephemeral
    said = text_of(told)
    assert "3 questions from at least 2 people: 2 answered (67%), 0 asked back, 1 declined." in said
    assert "Votes on answers: 0 👍, 1 👎." in said
    assert ("Asked most" in said) != has_charts
    if has_charts:
        files = {one.filename: one.description for one in told.response.attachments}
        assert set(files) == {wording.PICTURE_QUESTIONS, wording.PICTURE_TOP}
        assert "“What did the storm break?”, twice" in files[wording.PICTURE_TOP]


async def test_stats_of_nothing_say_so(harbour: Harbour) -> None:
    told = await harbour.moderator.slash(harbour.channel, "stats")
    assert "No questions in this time." in text_of(told)


async def test_stats_go_back_no_further_than_what_is_kept(harbour: Harbour) -> None:
    told = await harbour.moderator.slash(harbour.channel, "stats", days=365)
    today = harbour.bot.desk.today
    days = harbour.recorder.keeping.days
    period = editors_wording.period(today - timedelta(days=days - 1), today)
    assert f"{wording.STATS_HEADING}: {period}" in text_of(told)
    assert wording.kept(days) in text_of(told)
    recent = await harbour.moderator.slash(harbour.channel, "stats", days=days)
    assert wording.kept(days) not in text_of(recent)


async def test_stats_are_a_guilds_own(harbour: Harbour) -> None:
    elsewhere = a_record(1, guild=harbour.guild.id + 1, hour=hour_of(datetime.now(UTC)))
    await harbour.store.record([elsewhere])
    told = await harbour.moderator.slash(harbour.channel, "stats")
    assert "No questions in this time." in text_of(told)


async def test_without_a_newsroom_stats_say_so(harbour: Harbour) -> None:
    await harbour.env.restart_bot(a_bot(harbour.library, harbour.state_dir))
    told = await harbour.moderator.slash(harbour.channel, "stats")
    assert text_of(told) == teaching_wording.EDITS_AWAY


async def test_readers_get_no_stats(harbour: Harbour) -> None:
    assert "stats" not in harbour.ann.available_commands(harbour.channel)
    open_to_all(harbour, "stats")
    refused = await harbour.ann.slash(harbour.channel, "stats")
    assert refused.ephemeral
    assert text_of(refused) == content_wording.MODERATORS_ONLY


async def test_without_the_database_moderators_are_told(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StoreError("locked")

    monkeypatch.setattr(harbour.newsroom.reporting, "statistics", fail)
    told = await harbour.moderator.slash(harbour.channel, "stats")
    assert teaching_wording.EDITS_AWAY in text_of(told)


def test_the_longest_of_everything_fits(has_charts: bool) -> None:
    long = "word ``` @everyone " * 30
    first = date(2026, 1, 1)
    counts = PeriodCounts(
        first=first,
        last=first + timedelta(days=364),
        days=tuple(DayCount(first + timedelta(days=n), Became.ANSWERED, 9) for n in range(365)),
        passages=tuple(PassageCount(f"p{n}", f"{n} {long}", n) for n in range(1, 50)),
        votes=tuple(VoteCount(f"p{n}", f"{n} {long}", n, n) for n in range(1, 50)),
        gaps=tuple(Gap(f"{n} {long}", n) for n in range(1, 50)),
        stale=tuple(StalePage(f"{n} {long}", first) for n in range(50)),
        readers=12_345,
    )
    shown = show_figures(summarise(counts), wording.STATS_HEADING, wording.WEEKLY_NOTE)
    components = shown.view.to_components()  # type: ignore[no-untyped-call]
    body = {"components": components, "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    assert not broken_rules("POST", "/channels/1/messages", body)
    assert bool(shown.files) == has_charts
    assert wording.WEEKLY_NOTE in str(components)


def test_labels_that_a_picture_cannot_show_are_told_in_a_table() -> None:
    if not charts.is_available():
        pytest.skip("the extra “charts” is not installed")
    first = date(2026, 1, 1)
    counts = PeriodCounts(
        first=first,
        last=first,
        days=(DayCount(first, Became.ANSWERED, 9),),
        passages=(PassageCount("p", "谁来付修桥的钱？", 9),),
        gaps=(Gap("is it open to bikes", 2),),
    )
    shown = show_figures(summarise(counts), wording.STATS_HEADING)
    names = [file.filename for file in shown.files]
    assert names == [wording.PICTURE_QUESTIONS, wording.PICTURE_GAPS]
    assert "谁来付修桥的钱？" in str(shown.view.to_components())  # type: ignore[no-untyped-call]


# ------------------------------------------------------------------------- the weekly report


async def wants_reports(harbour: Harbour, channel: Any) -> None:
    """Switch the weekly report on."""
    deed = Deed(harbour.guild.id, 1, Action.SETTINGS, "weekly report: on")
    wanted = replace(DEFAULTS, editors_channel=channel.id, sends_weekly_report=True)
    await harbour.newsroom.change(deed, wanted)


async def days_pass(harbour: Harbour, clock: Clock, **time: float) -> None:
    """Let time pass, and the bot look at the clock."""
    clock.now += timedelta(**time)
    await harbour.env.advance_time(601.0)


async def a_week_of_questions(harbour: Harbour) -> None:
    """Keep three questions of the week before `MONDAY`, and one of its first hour."""
    monday = hour_of(datetime(MONDAY.year, MONDAY.month, MONDAY.day, tzinfo=UTC))
    ours = {"guild": harbour.guild.id, "passage": "lamps.storm"}
    declined = {"decided": Decided.ABSTAIN, "passage": None}
    await harbour.store.record(
        [
            a_record(1, hour=monday - 1, **ours),
            a_record(2, hour=monday - 168, **ours),
            a_record(3, hour=monday - 50, **{**ours, **declined}),
            a_record(4, hour=monday, **ours),
            a_record(5, hour=monday - 169, **ours),
        ]
    )


async def test_the_report_of_a_week_comes_on_monday_morning_and_once(
    harbour: Harbour, clock: Clock
) -> None:
    editors = harbour.guild.create_text_channel("editors")
    await wants_reports(harbour, editors)
    await a_week_of_questions(harbour)
    before = week_of(MONDAY) - 2
    assert await harbour.newsroom.reporting.reports.claim(harbour.guild.id, before)
    await days_pass(harbour, clock)
    assert harbour.answers_in(editors) == []
    await days_pass(harbour, clock, hours=2)
    (report,) = harbour.answers_in(editors)
    said = text_of(report)
    assert f"### {wording.WEEKLY_HEADING}: 23 to 29 November 2026" in said
    assert "3 questions from at least 1 person: 2 answered (67%), 0 asked back, 1 declined." in said
    assert wording.WEEKLY_NOTE in said
    await harbour.restart()
    await days_pass(harbour, clock, days=2)
    assert len(harbour.answers_in(editors)) == 1
    await days_pass(harbour, clock, days=5)
    assert len(harbour.answers_in(editors)) == 2


async def test_what_several_people_asked_in_vain_is_in_the_report(
    harbour: Harbour, clock: Clock
) -> None:
    sunday = hour_of(datetime(MONDAY.year, MONDAY.month, MONDAY.day, tzinfo=UTC)) - 1
    cheese = {
        "question": "is there cheese on the moon?",
        "decided": Decided.ABSTAIN,
        "passage": None,
        "guild": harbour.guild.id,
        "hour": sunday,
    }
    people = [ReaderHash(f"{number:032x}") for number in range(3)]
    await harbour.store.record([a_record(n, reader=r, **cheese) for n, r in enumerate(people, 1)])
    await wants_reports(harbour, harbour.channel)
    await days_pass(harbour, clock, hours=2)
    (report,) = harbour.answers
    shown = str(components_of(report)) + text_of(report)
    assert "is there cheese on the moon?" in shown


async def test_where_no_files_may_be_attached_the_report_comes_in_lists(
    harbour: Harbour, clock: Clock, has_charts: bool
) -> None:
    files = {harbour.guild.me: discord.PermissionOverwrite(attach_files=not has_charts)}
    editors = harbour.guild.create_text_channel("editors", overwrites=files)
    await wants_reports(harbour, editors)
    await a_week_of_questions(harbour)
    await days_pass(harbour, clock, hours=2)
    (report,) = harbour.answers_in(editors)
    assert not report.attachments
    assert "Asked most" in text_of(report)


async def test_it_is_off_by_default(harbour: Harbour, clock: Clock) -> None:
    deed = Deed(harbour.guild.id, 1, Action.SETTINGS, "editors: here")
    await harbour.newsroom.change(deed, replace(DEFAULTS, editors_channel=harbour.channel.id))
    await days_pass(harbour, clock, days=7)
    assert harbour.answers == []


async def test_a_channel_of_another_guild_gets_no_report(harbour: Harbour, clock: Clock) -> None:
    elsewhere = harbour.env.create_guild("Elsewhere").create_text_channel("editors")
    await wants_reports(harbour, elsewhere)
    await days_pass(harbour, clock, days=7)
    assert harbour.answers_in(elsewhere) == []


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_a_report_that_cannot_be_sent_now_is_sent_later(
    harbour: Harbour, clock: Clock, status: int
) -> None:
    await wants_reports(harbour, harbour.channel)
    harbour.env.inject_error("POST", "/channels/*/messages", status=status)
    await days_pass(harbour, clock, hours=2)
    assert harbour.answers == []
    await days_pass(harbour, clock, minutes=10)
    assert len(harbour.answers) == 1


async def test_a_channel_that_is_closed_to_the_bot_is_not_tried_again_that_week(
    harbour: Harbour, clock: Clock
) -> None:
    await wants_reports(harbour, harbour.channel)
    harbour.env.inject_error("POST", "/channels/*/messages", status=403, code=50001)
    await days_pass(harbour, clock, hours=2)
    await days_pass(harbour, clock, hours=2)
    assert harbour.answers == []


async def test_a_database_that_is_away_delays_a_report(
    harbour: Harbour, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StoreError("locked")

    await wants_reports(harbour, harbour.channel)
    with monkeypatch.context() as patched:
        patched.setattr(harbour.newsroom.reporting, "statistics", fail)
        await days_pass(harbour, clock, hours=2)
    assert harbour.answers == []
    await days_pass(harbour, clock, minutes=10)
    assert len(harbour.answers) == 1
