"""What moderators think of turns: on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database
from bot.store.judgements import Judged, SqlJudgements
from bot.store.model import Decided, StoreError
from bot.store.sql import SqlStore
from tests.store.builders import a_record

OURS, THEIRS = 300, 301


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = Database(address)
    await opened.prepare()
    await SqlStore(opened).record(
        [
            a_record(1, confidence=0.9),
            a_record(2, confidence=0.4, decided=Decided.ABSTAIN, passage=None, nearest="lamps.oil"),
            a_record(3, confidence=0.0, decided=Decided.ABSTAIN, passage=None),
            a_record(4, confidence=0.8, guild=THEIRS),
            a_record(5, confidence=0.7, is_shadow=True),
        ]
    )
    yield opened
    await opened.close()


async def test_turns_that_reached_a_passage_can_be_judged_the_newest_first(
    database: Database,
) -> None:
    judgements = SqlJudgements(database)
    assert await judgements.unjudged(OURS) == (5, 2, 1)
    turn = await judgements.turn(OURS, 2)
    assert turn is not None
    await judgements.judge(turn, is_right=False)
    assert await judgements.unjudged(OURS) == (5, 1)
    assert await judgements.all(OURS) == (Judged(0.7, None), Judged(0.4, False), Judged(0.9, None))
    await judgements.judge(turn, is_right=True)
    assert Judged(0.4, True) in await judgements.all(OURS)


async def test_a_number_that_is_no_id_is_refused_alike_by_every_database(
    database: Database,
) -> None:
    with pytest.raises(StoreError):
        await SqlJudgements(database).turn(OURS, 1 << 64)


async def test_a_guild_sees_its_own_turns_alone(database: Database) -> None:
    judgements = SqlJudgements(database)
    assert await judgements.turn(OURS, 4) is None
    assert await judgements.all(THEIRS) == (Judged(0.8, None),)


async def test_a_judgement_goes_with_its_turn(database: Database) -> None:
    judgements = SqlJudgements(database)
    turn = await judgements.turn(OURS, 1)
    assert turn is not None
    await judgements.judge(turn, is_right=True)
    await SqlStore(database).forget_messages([1])
    assert Judged(0.9, True) not in await judgements.all(OURS)
    await SqlStore(database).record([a_record(1, confidence=0.9)])
    assert Judged(0.9, None) in await judgements.all(OURS)
