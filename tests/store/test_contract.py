"""What every store promises, held against each of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.database import Database
from bot.store.model import MOST_TURNS, Decided, ReaderHash, Store, StoreError, TurnRecord
from bot.store.sql import SqlStore
from tests.store.builders import a_record, records

ANN, BOB = ReaderHash("a" * 32), ReaderHash("b" * 32)


async def messages(store: Store, *hashes: ReaderHash) -> list[int]:
    """Give the messages of the turns of these readers, Ann's when none is named."""
    return [turn.message for turn in await store.turns_of_reader(set(hashes or (ANN,)))]


async def test_what_is_recorded_reads_back(store: Store) -> None:
    declined = a_record(
        (1 << 63) - 1,
        channel=None,
        guild=None,
        decided=Decided.ABSTAIN,
        passage=None,
        nearest="lamps.storm",
        question="¿qué “pasó”? 🏮 ' \\ %s",
    )
    await store.record([declined, a_record(5)])
    assert set(await store.turns_of_reader({ANN})) == {declined, a_record(5)}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(records, max_size=5, unique_by=lambda turn: turn.message))
async def test_anything_that_is_recorded_reads_back(store: Store, turns: list[TurnRecord]) -> None:
    await store.record(turns)
    hashes = {turn.reader for turn in turns if turn.reader}
    assert set(await store.turns_of_reader(hashes)) == set(turns)
    await store.forget_messages([turn.message for turn in turns])
    assert await store.count() == 0


async def test_nothing_is_no_fault(store: Store) -> None:
    await store.record([])
    assert await store.forget_messages([]) == 0
    assert await store.forget_reader(set()) == 0
    assert await store.turns_of_reader(set()) == ()
    assert await store.count() == 0


async def test_a_message_is_kept_once_in_its_latest_version(store: Store) -> None:
    first, again = a_record(1), a_record(1, question="who pays?", decided=Decided.CLARIFY)
    await store.record([first, a_record(2)])
    await store.record([again])
    assert await store.count() == 2
    assert again in await store.turns_of_reader({ANN})


async def test_a_message_twice_at_once_is_kept_once(store: Store) -> None:
    again = a_record(1, question="who pays?")
    await store.record([a_record(1), again])
    assert await store.turns_of_reader({ANN}) == (again,)


async def test_a_deleted_message_goes_and_others_stay(store: Store) -> None:
    await store.record([a_record(1), a_record(2), a_record(3)])
    assert await store.forget_messages([1, 3, 4]) == 2
    assert await messages(store) == [2]


async def test_a_thousand_messages_go_at_once(store: Store) -> None:
    await store.record([a_record(n) for n in range(1, 1_201)])
    assert await store.forget_messages(range(1, 1_200)) == 1_199
    assert await messages(store) == [1_200]


async def test_a_guild_goes_and_direct_messages_stay(store: Store) -> None:
    await store.record([a_record(1), a_record(2, guild=None), a_record(3, guild=301)])
    assert await store.forget_guild(300) == 1
    assert await messages(store) == [2, 3]


async def test_a_channel_goes(store: Store) -> None:
    await store.record([a_record(1), a_record(2, channel=None), a_record(3, channel=21)])
    assert await store.forget_channel(20) == 1
    assert await messages(store) == [2, 3]


async def test_a_reader_goes_by_all_hashes_and_others_stay(store: Store) -> None:
    other_month = ReaderHash("c" * 32)
    turns = a_record(1), a_record(2, reader=other_month), a_record(3, reader=BOB)
    await store.record([*turns, a_record(4, reader=None)])
    assert await store.forget_reader({ANN, other_month}) == 2
    assert await messages(store, ANN, other_month, BOB) == [3]
    assert await store.count() == 2


async def test_what_is_old_expires(store: Store) -> None:
    await store.record([a_record(n, hour=100 + n) for n in range(1, 6)])
    assert await store.expire(103) == 2
    assert await messages(store) == [3, 4, 5]


async def test_turns_come_the_oldest_first_and_the_latest_of_many(store: Store) -> None:
    many = [a_record(n, hour=n // 7) for n in range(1, MOST_TURNS + 3)]
    await store.record(many)
    assert await store.turns_of_reader({ANN}) == tuple(many[2:])


async def test_preparing_again_changes_nothing(store: Store) -> None:
    await store.record([a_record(1)])
    await store.prepare()
    assert await messages(store) == [1]


async def test_a_batch_is_recorded_as_a_whole_or_not_at_all(address: str) -> None:
    store = SqlStore(Database(address))
    await store.prepare()
    impossible = replace(a_record(2), revision=None)  # type: ignore[arg-type]  # a bug of ours
    with pytest.raises(StoreError) as caught:
        await store.record([a_record(1, question="my secret"), impossible])
    assert await store.count() == 0
    assert "my secret" not in str(caught.value)
    await store.close()
