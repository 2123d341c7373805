"""What readers put to the editors, kept and erased: on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store.asks import Ask, SqlAsks
from bot.store.database import Database
from bot.store.model import ReaderHash
from bot.store.sql import SqlStore

ANN = ReaderHash("a" * 32)
ASK = Ask(1, "v" * 32, 20, 300, 498_754, "who lit the lamps?", reader=ANN)
THEIRS = replace(ASK, voter="w" * 32, reader=ReaderHash("b" * 32))


async def messages_of(asks: SqlAsks, guild: int) -> list[int]:
    return [ask.message for ask in await asks.of_guild(guild)]


@pytest.fixture
def asks(database: Database) -> SqlAsks:
    return SqlAsks(database)


async def test_nobody_asks_the_same_twice_and_others_may(asks: SqlAsks) -> None:
    assert await asks.put(ASK)
    assert not await asks.put(ASK)
    assert await asks.put(THEIRS)
    assert await asks.put(replace(ASK, message=2, guild=301))
    assert await messages_of(asks, 300) == [1, 1]


async def test_whoever_wants_to_hear_of_an_answer_is_told_once(asks: SqlAsks) -> None:
    await asks.put(ASK)
    await asks.put(THEIRS)
    assert await asks.guilds_waiting() == ()
    assert await asks.want_to_hear(1, ASK.voter, 77)
    assert not await asks.want_to_hear(9, ASK.voter, 77)
    assert await asks.guilds_waiting() == (300,)
    (waiting,) = await asks.waiting(300)
    assert waiting == replace(ASK, to_tell=77)
    assert await asks.claim(waiting)
    assert not await asks.claim(waiting)
    assert await asks.waiting(300) == ()
    assert await messages_of(asks, 300) == [1, 1]


async def test_a_reader_is_found_by_hash_and_by_the_id_that_was_left(asks: SqlAsks) -> None:
    await asks.put(ASK)
    await asks.put(THEIRS)
    unknown = replace(ASK, message=2, reader=None)
    await asks.put(unknown)
    await asks.want_to_hear(2, unknown.voter, 77)
    assert {ask.message for ask in await asks.of_reader(77, [ANN])} == {1, 2}
    assert await asks.of_reader(78, []) == ()
    assert await asks.forget_reader(77, [ANN]) == 2
    assert await messages_of(asks, 300) == [1]


async def test_asks_go_with_their_message_channel_guild_and_time(
    asks: SqlAsks, database: Database
) -> None:
    store = SqlStore(database)
    for number, ask in enumerate((ASK, ASK, ASK, ASK), 1):
        await asks.put(replace(ask, message=number, channel=number, guild=number, hour=number))
    await store.forget_messages([1])
    await store.forget_channel(2)
    await store.forget_guild(3)
    assert [await messages_of(asks, guild) for guild in (1, 2, 3, 4)] == [[], [], [], [4]]
    await store.expire(5)
    assert await messages_of(asks, 4) == []
