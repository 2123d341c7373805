"""What readers say of answers: on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.store.database import Database
from bot.store.feedback import SOMETHING_ELSE, Ballot, Opinion, SqlFeedback, Vote
from bot.store.model import ReaderHash
from bot.store.readers import ReaderKeys
from bot.store.sql import SqlStore

ANN, BOB = ReaderHash("a" * 32), ReaderHash("b" * 32)
BALLOT = Ballot(
    message=1,
    voter="f" * 32,
    channel=20,
    guild=300,
    hour=498_754,
    passage="lamps.why-lit",
    revision="0123456789ab",
    reader=ANN,
)


@pytest.fixture
def feedback(database: Database) -> SqlFeedback:
    return SqlFeedback(database)


async def test_a_vote_counts_until_it_is_changed_or_taken_back(feedback: SqlFeedback) -> None:
    assert await feedback.vote(BALLOT, Vote.FOR) is Vote.FOR
    assert await feedback.of_reader({ANN}) == (Opinion(BALLOT, Vote.FOR, None),)
    assert await feedback.vote(BALLOT, Vote.AGAINST) is Vote.AGAINST
    assert await feedback.of_reader({ANN}) == (Opinion(BALLOT, Vote.AGAINST, None),)
    assert await feedback.vote(BALLOT, Vote.AGAINST) is None
    assert await feedback.of_reader({ANN}) == ()


async def test_a_person_has_one_vote_on_an_answer(feedback: SqlFeedback) -> None:
    await feedback.vote(BALLOT, Vote.FOR)
    await feedback.vote(replace(BALLOT, voter="e" * 32, reader=BOB), Vote.AGAINST)
    await feedback.vote(replace(BALLOT, message=2), Vote.AGAINST)
    assert [one.vote for one in await feedback.of_reader({ANN})] == [Vote.FOR, Vote.AGAINST]
    assert [one.vote for one in await feedback.of_reader({BOB})] == [Vote.AGAINST]


async def test_presses_at_once_are_counted_one_after_the_other(feedback: SqlFeedback) -> None:
    await asyncio.gather(*(feedback.vote(BALLOT, Vote.FOR) for _ in range(3)))
    assert [one.vote for one in await feedback.of_reader({ANN})] == [Vote.FOR]


async def test_the_same_vote_on_what_a_corrected_answer_shows_now_is_a_new_one(
    feedback: SqlFeedback,
) -> None:
    await feedback.vote(BALLOT, Vote.AGAINST)
    other = replace(BALLOT, passage="lamps.storm")
    assert await feedback.vote(other, Vote.AGAINST) is Vote.AGAINST
    assert await feedback.of_reader({ANN}) == (Opinion(other, Vote.AGAINST, None),)


async def test_what_was_meant_stands_beside_the_vote(feedback: SqlFeedback) -> None:
    await feedback.vote(BALLOT, Vote.AGAINST)
    await feedback.not_meant(BALLOT)
    assert await feedback.of_reader({ANN}) == (Opinion(BALLOT, Vote.AGAINST, SOMETHING_ELSE),)
    await feedback.meant(BALLOT.message, BALLOT.voter, "lamps.storm")
    assert await feedback.vote(BALLOT, Vote.AGAINST) is None
    assert await feedback.of_reader({ANN}) == (Opinion(BALLOT, None, "lamps.storm"),)


async def test_a_choice_counts_only_for_one_who_meant_something_else(
    feedback: SqlFeedback,
) -> None:
    await feedback.meant(BALLOT.message, BALLOT.voter, "lamps.storm")
    await feedback.vote(BALLOT, Vote.FOR)
    await feedback.meant(BALLOT.message, BALLOT.voter, "lamps.storm")
    assert await feedback.of_reader({ANN}) == (Opinion(BALLOT, Vote.FOR, None),)


@pytest.mark.parametrize("how", ["message", "channel", "guild", "reader", "age"])
async def test_it_goes_with_what_it_is_about(
    database: Database, feedback: SqlFeedback, how: str
) -> None:
    await feedback.vote(BALLOT, Vote.FOR)
    store = SqlStore(database)
    match how:
        case "message":
            await store.forget_messages([BALLOT.message])
        case "channel":
            await store.forget_channel(BALLOT.channel)
        case "guild":
            await store.forget_guild(BALLOT.guild)
        case "reader":
            await store.forget_reader({ANN})
        case _:
            await store.expire(BALLOT.hour + 1)
    assert await feedback.of_reader({ANN}) == ()


def test_one_message_has_one_code_for_a_reader_and_no_two_messages_share_it() -> None:
    keys = ReaderKeys(b"k" * 32)
    assert keys.at_message(7, 1) == keys.at_message(7, 1)
    codes = {keys.at_message(reader, message) for reader in (7, 8) for message in (1, 2)}
    assert len(codes) == 4
