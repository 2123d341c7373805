"""What was asked in a guild, read back: on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database
from bot.store.questions import SqlQuestions
from bot.store.sql import SqlStore
from tests.store.builders import a_record


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = Database(address)
    await opened.prepare()
    yield opened
    await opened.close()


async def test_the_latest_questions_come_first_and_each_once(database: Database) -> None:
    asked = ("why?", "who?", "why?", "when?")
    turns = [a_record(at, question=words, hour=at) for at, words in enumerate(asked, 1)]
    await SqlStore(database).record([*turns, a_record(9, guild=301), a_record(10, guild=None)])
    questions = SqlQuestions(database)
    assert await questions.latest(300, limit=9) == ("when?", "why?", "who?")
    assert await questions.latest(300, limit=2) == ("when?", "why?")
    assert await questions.latest(302, limit=9) == ()
