"""Unanswered questions of guilds: read as they come, and as they go."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

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


async def page(newsroom: Newsroom, number: int = 0, *, people: int = 2, guild: int = GUILD) -> Page:
    responder = newsroom.library.of(guild).responder
    return await newsroom.gaps.page(guild, number, 5, people=people, responder=responder)


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


async def test_pages_follow_each_other(newsroom: Newsroom, store: SqlStore) -> None:
    words = ("anchor", "barley", "copper", "dragon", "engine", "falcon", "garlic")
    for at, word in enumerate(words):
        await store.record([a_turn(2 * at + 1, word), a_turn(2 * at + 2, word, "b")])
    first, second = await page(newsroom), await page(newsroom, 1)
    assert (len(first.shown), first.has_more) == (5, True)
    assert (len(second.shown), second.has_more) == (2, False)
    assert {found.question for found in (*first.shown, *second.shown)} == set(words)


async def test_only_a_few_guilds_stay_at_hand(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_ROOMS", 2)
    for guild in (1, 2, 3):
        await page(newsroom, guild=guild)
    assert list(newsroom.gaps._rooms) == [2, 3]


async def test_what_is_not_compared_in_time_is_compared_behind(
    newsroom: Newsroom, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE_S", 0.0)
    monkeypatch.setattr(module, "_BREATH_S", 0.0)
    await store.record([a_turn(1, LAMPS), a_turn(2, LAMPS, "b")])
    assert (await page(newsroom)).pending == 1
    await newsroom.gaps._behind[GUILD]
    assert (await page(newsroom)).pending == 0


async def test_what_was_erased_is_let_go_of_though_nobody_looks(
    newsroom: Newsroom, store: SqlStore
) -> None:
    await store.record([a_turn(1, LAMPS), a_turn(2, LAMPS, "b")])
    await page(newsroom)
    await store.forget_messages([1])
    await newsroom.gaps.refresh()
    assert newsroom.gaps._rooms[GUILD].grouping.turns == 1
    await newsroom.leave(GUILD)
    assert GUILD not in newsroom.gaps._rooms
