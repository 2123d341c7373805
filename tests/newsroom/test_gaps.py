"""Unanswered questions of guilds: read as they come, and as they go."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.editorial.gaps import Asked
from bot.newsroom import gaps as module
from bot.newsroom.gaps import Page
from bot.newsroom.newsroom import Newsroom
from bot.store.address import sqlite_address
from bot.store.asks import Ask
from bot.store.database import Database
from bot.store.model import Decided, ReaderHash, TurnRecord
from bot.store.sql import SqlStore
from tests.discord_app.bridge import CLOSED, a_bridge_library
from tests.store.builders import NOW, a_record

GUILD = 300
LAMPS = "who lit the lamps on the pier"
CAKE = "where can i buy a cake"


@pytest.fixture
def library(tmp_path: Path) -> Any:
    return a_bridge_library(tmp_path)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(sqlite_address(tmp_path / "bot.db"))
    await opened.prepare()
    yield opened
    await opened.close()


@pytest.fixture
def store(database: Database) -> SqlStore:
    return SqlStore(database)


@pytest.fixture
async def newsroom(tmp_path: Path, library: Any, database: Database) -> AsyncIterator[Newsroom]:
    file = sqlite_address(tmp_path / "bot.db")
    async with Newsroom(Database(file), library, now=lambda: NOW) as running:
        yield running


def a_turn(message: int, question: str, reader: str = "a", **changes: Any) -> TurnRecord:
    changes = {"decided": Decided.ABSTAIN, "passage": None, **changes}
    return a_record(message, question=question, reader=ReaderHash(reader), **changes)


async def page(newsroom: Newsroom, start: int = 0, *, people: int = 2, guild: int = GUILD) -> Page:
    responder = newsroom.library.of(guild).responder
    return await newsroom.gaps.page(guild, start, 5, people=people, responder=responder)


async def questions(newsroom: Newsroom, *, people: int = 2, guild: int = GUILD) -> list[str]:
    return [found.question for found in (await page(newsroom, people=people, guild=guild)).shown]


async def test_what_two_people_asked_shows_and_what_one_asked_does_not(
    newsroom: Newsroom, store: SqlStore
) -> None:
    await store.record([a_turn(1, LAMPS), a_turn(2, LAMPS + "?", "b"), a_turn(3, CAKE)])
    (found,) = (await page(newsroom)).shown
    assert (found.question, found.gap.turns, found.gap.people) == (LAMPS, 2, 2)
    assert found.message == 1
    assert await questions(newsroom, people=1) == [LAMPS, CAKE]
    assert await questions(newsroom, guild=301) == []


async def test_turns_are_read_as_they_come_and_go(newsroom: Newsroom, store: SqlStore) -> None:
    assert await questions(newsroom) == []
    await store.record([a_turn(5, LAMPS), a_turn(6, LAMPS, "b"), a_turn(7, LAMPS, "c")])
    assert (await page(newsroom)).shown[0].gap.turns == 3
    await store.record([a_turn(2, LAMPS, "d")])  # it comes late
    assert (await page(newsroom)).shown[0].gap.turns == 4
    await store.forget_messages([5, 2])
    assert (await page(newsroom)).shown[0].gap.turns == 2
    await store.record([a_turn(6, LAMPS, "b", decided=Decided.ANSWER)])  # edited, and answered
    assert await questions(newsroom) == []
    await store.record([a_turn(6, CAKE, "b"), a_turn(7, CAKE, "c")])
    assert await questions(newsroom) == [CAKE]


async def test_what_is_answered_by_now_shows_no_more(newsroom: Newsroom, store: SqlStore) -> None:
    await store.record([a_turn(1, CLOSED), a_turn(2, CLOSED, "b"), a_turn(3, LAMPS)])
    await store.record([a_turn(4, LAMPS, "b")])
    assert await questions(newsroom) == [LAMPS]


async def test_a_dismissed_question_shows_no_more_until_that_is_taken_back(
    newsroom: Newsroom, store: SqlStore
) -> None:
    await store.record([a_turn(1, LAMPS), a_turn(2, LAMPS, "b")])
    dismissal = await newsroom.gaps.dismiss(GUILD, 99, LAMPS)
    assert await questions(newsroom) == []
    assert await newsroom.gaps.restore(GUILD, 99, dismissal)
    assert await questions(newsroom) == [LAMPS]


async def test_what_was_put_to_the_editors_shows_however_few_they_were(
    newsroom: Newsroom, store: SqlStore
) -> None:
    await store.record([a_turn(1, LAMPS), a_turn(2, LAMPS, "b"), a_turn(3, CAKE)])
    ask = Ask(1, "v", 20, GUILD, 498_754, LAMPS)
    for one in (ask, replace(ask, voter="w"), replace(ask, message=3, question=CAKE)):
        await newsroom.asking.put(one)
    shown = (await page(newsroom)).shown
    assert [(found.question, found.asks) for found in shown] == [(LAMPS, 2), (CAKE, 1)]
    await newsroom.gaps.dismiss(GUILD, 99, CAKE)
    assert await questions(newsroom) == [LAMPS]


async def ask_for_each(store: SqlStore, words: Sequence[str]) -> None:
    for at, word in enumerate(words):
        await store.record([a_turn(2 * at + 1, word), a_turn(2 * at + 2, word, "b")])


WORDS = ("anchor", "barley", "copper", "dragon", "engine", "falcon", "garlic")


async def test_pages_follow_each_other_both_ways(newsroom: Newsroom, store: SqlStore) -> None:
    await ask_for_each(store, WORDS)
    first = await page(newsroom)
    assert (len(first.shown), first.previous) == (5, None)
    assert first.next is not None
    second = await page(newsroom, first.next)
    assert (len(second.shown), second.next) == (2, None)
    assert {found.question for found in (*first.shown, *second.shown)} == set(WORDS)
    assert second.previous is not None
    assert await page(newsroom, second.previous) == first


async def test_pages_pass_over_what_is_answered_by_now(newsroom: Newsroom, store: SqlStore) -> None:
    await ask_for_each(store, [*WORDS[:5], CLOSED, "helmet"])  # the latest come first
    first = await page(newsroom)
    assert [found.question for found in first.shown] == ["helmet", *reversed(WORDS[1:5])]
    assert first.next is not None
    second = await page(newsroom, first.next)
    assert ([found.question for found in second.shown], second.next) == (["anchor"], None)
    assert second.previous == 0


async def test_no_page_asks_too_much_again(
    newsroom: Newsroom, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_ASKED_AGAIN", 2)
    monkeypatch.setattr(module, "_ASKED_BACK", 0)
    await ask_for_each(store, WORDS)
    shown: list[str] = []
    start: int | None = 0
    while start is not None:
        found = await page(newsroom, start)
        shown += [one.question for one in found.shown]
        assert len(found.shown) == (1 if start == 6 else 2)
        start = found.next
    assert shown == [*reversed(WORDS)]
    assert len((await page(newsroom)).shown) == 5  # all of it is known by now


async def test_the_biggest_of_some_hours_are_found(newsroom: Newsroom, store: SqlStore) -> None:
    await ask_for_each(store, [LAMPS, CAKE])
    await store.record([a_turn(9, CAKE), a_turn(10, CLOSED), a_turn(11, CLOSED, "b")])
    await store.record([a_turn(at, "anchor", f"r{at}", hour=1) for at in range(20, 25)])
    hour, responder = 498_754, newsroom.library.of(GUILD).responder
    found = await newsroom.gaps.biggest(GUILD, hour, hour, 5, responder=responder)
    assert [(one.question, one.gap.turns) for one in found] == [(CAKE, 3), (LAMPS, 2)]
    (first,) = await newsroom.gaps.biggest(GUILD, 0, hour, 1, responder=responder)
    assert first.question == "anchor"


async def test_only_a_few_guilds_stay_at_hand(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_ROOMS", 2)
    for guild in (1, 2, 3):
        await page(newsroom, guild=guild)
    assert list(newsroom.gaps.rooms) == [2, 3]


async def test_only_so_many_texts_stay_at_hand_in_all(
    newsroom: Newsroom, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_TEXTS_IN_ROOMS", 5)
    for guild in (1, 2, 3):
        await store.record([a_turn(10 * guild + n, f"{guild} {n}", guild=guild) for n in (1, 2)])
        await page(newsroom, guild=guild)
    assert list(newsroom.gaps.rooms) == [2, 3]
    await store.record([a_turn(50 + n, f"more {n}", guild=2) for n in range(4)])
    await page(newsroom, guild=2)
    assert list(newsroom.gaps.rooms) == [2]


async def test_what_is_not_compared_in_time_is_compared_behind(
    newsroom: Newsroom, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE_S", 0.0)
    await store.record([a_turn(1, LAMPS), a_turn(2, LAMPS, "b")])
    assert (await page(newsroom)).pending == 1
    await newsroom.gaps.all_compared(GUILD)
    assert (await page(newsroom)).pending == 0


async def test_only_the_hours_that_changed_are_read_again(
    newsroom: Newsroom, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[int, ...]] = []
    unanswered = newsroom.questions.unanswered

    async def noted(guild: int, hours: Collection[int]) -> tuple[Asked, ...]:
        read.append(tuple(hours))
        return await unanswered(guild, hours)

    monkeypatch.setattr(newsroom.questions, "unanswered", noted)
    await store.record([a_turn(at, LAMPS, f"r{at}", hour=100 + at % 3) for at in range(1, 7)])
    assert (await page(newsroom)).shown[0].gap.turns == 6
    await page(newsroom)
    assert read == [(100, 101, 102)]
    await store.record([a_turn(8, LAMPS, "z", hour=102)])
    await store.record([a_turn(3, CAKE, hour=100)])  # edited
    assert (await page(newsroom)).shown[0].gap.messages == (6, 1, 4, 2, 5, 8)
    assert read[1:] == [(100, 102)]
    await store.expire(101)
    assert (await page(newsroom)).shown[0].gap.messages == (1, 4, 2, 5, 8)
    assert len(read) == 2


async def test_what_was_erased_is_let_go_of_though_nobody_looks(
    newsroom: Newsroom, store: SqlStore
) -> None:
    await store.record([a_turn(1, LAMPS), a_turn(2, LAMPS, "b")])
    await page(newsroom)
    await store.forget_messages([1])
    await newsroom.gaps.refresh()
    assert newsroom.gaps.turns_at_hand(GUILD) == 1
    await newsroom.leave(GUILD)
    assert newsroom.gaps.turns_at_hand(GUILD) == 0
