"""The recorder: readers never wait for it, it loses only what it must, and it counts that."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.keeping import KEEP_NOTHING, Keeping
from bot.store.memory import MemoryStore
from bot.store.model import NewerSchemaError, StoreError, hour_of
from bot.store.readers import ReaderKeys
from bot.store.recorder import Pace, Recorder
from tests.store.builders import NOW, a_record
from tests.store.faults import FaultyStore, StuckStore

KEYS = ReaderKeys(b"k" * 32)
KEEPING = Keeping(days=30, keys=KEYS)
HOUR = hour_of(NOW)
AT_ONCE = Pace(pause_s=0.0)


def a_recorder(store: MemoryStore, keeping: Keeping = KEEPING, pace: Pace = AT_ONCE) -> Recorder:
    """Make a recorder whose clock stands still and that pauses for no time."""
    return Recorder(store, keeping, pace, now=lambda: NOW)


async def test_what_is_taken_is_written_in_the_background_and_at_the_end() -> None:
    store = FaultyStore()
    async with a_recorder(store) as recorder:
        recorder.record(a_record(1, hour=HOUR))
        await store.asked(1)
        recorder.record(a_record(2, hour=HOUR))
    assert await store.count() == 2
    assert recorder.dropped == 0


async def test_it_writes_in_batches() -> None:
    store = FaultyStore()
    recorder = a_recorder(store, pace=Pace(batch=200))
    for message in range(1, 502):
        recorder.record(a_record(message))
    await recorder.flush()
    assert store.batches == [200, 200, 101]


async def test_a_store_that_is_away_at_the_start_is_used_once_it_is_there() -> None:
    store = FaultyStore(StoreError("away"))
    async with a_recorder(store) as recorder:
        assert recorder.problem == "away"
        recorder.record(a_record(1, hour=HOUR))
        store.fault = None
        await store.asked(1)
    assert await store.count() == 1
    assert recorder.problem is None
    assert recorder.dropped == 0


async def test_a_newer_schema_is_told_at_the_start() -> None:
    with pytest.raises(NewerSchemaError):
        await a_recorder(FaultyStore(NewerSchemaError("9999"))).__aenter__()


async def test_a_fault_that_passes_loses_nothing() -> None:
    store = FaultyStore()
    async with a_recorder(store, pace=Pace(pause_s=0.0)) as recorder:
        store.fault = OSError("locked")
        recorder.record(a_record(1, hour=HOUR))
        await store.asked(1)
        store.fault = None
        await store.asked(2)
    assert await store.count() == 1
    assert recorder.dropped == 0


async def test_a_batch_that_is_refused_again_and_again_is_dropped_and_counted() -> None:
    store = FaultyStore(OSError("no such column"))
    async with a_recorder(store) as recorder:
        recorder.record(a_record(1, hour=HOUR))
        await store.asked(3)
        store.fault = None
        recorder.record(a_record(2, hour=HOUR))
        await store.asked(4)
    assert recorder.dropped == 1
    assert await store.count() == 1


async def test_what_is_too_much_is_refused_and_counted() -> None:
    recorder = a_recorder(MemoryStore(), pace=Pace(capacity=10))
    for message in range(1, 16):
        recorder.record(a_record(message))
    assert (recorder.waiting, recorder.dropped) == (10, 5)


async def test_a_stuck_store_ends_in_time_and_its_rows_are_counted() -> None:
    store = StuckStore()
    recorder = a_recorder(store, pace=Pace(flush_s=0.0))
    async with recorder:
        recorder.record(a_record(1, hour=HOUR))
        await store.is_asked.wait()
        recorder.record(a_record(2, hour=HOUR))
    assert recorder.dropped == 2


async def test_trouble_is_one_line_and_not_one_a_row(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    store = FaultyStore(OSError("full"))
    async with a_recorder(store) as recorder:
        for message in range(1, 300):
            recorder.record(a_record(message, question="my secret", hour=HOUR))
        await store.asked(6)
        store.fault = None
    told = [record.getMessage() for record in caplog.records if "not recorded" in record.message]
    assert len(told) == 1
    assert "OSError" in told[0]
    assert "my secret" not in caplog.text


async def test_nothing_is_taken_where_nothing_is_kept() -> None:
    store = MemoryStore()
    await store.record([a_record(1, hour=HOUR)])
    async with a_recorder(store, KEEP_NOTHING) as recorder:
        recorder.record(a_record(2, hour=HOUR))
        recorder.forget_guild(300)
        assert recorder.waiting == 0
        await recorder.flush()
    assert await store.count() == 0


async def test_what_is_old_is_erased_at_the_start() -> None:
    store = FaultyStore()
    first = HOUR - 30 * 24
    await store.record([a_record(1, hour=first - 1), a_record(2, hour=first)])
    async with a_recorder(store) as recorder:
        recorder.record(a_record(3, hour=HOUR))
        await store.asked(2)
    assert await store.count() == 2


# ------------------------------------------------------------------------- erasing


async def test_an_erasure_takes_what_waits_and_what_is_written() -> None:
    store = MemoryStore()
    recorder = a_recorder(store)
    recorder.record(a_record(1))
    await recorder.flush()
    recorder.record(a_record(2))
    recorder.forget_messages([1, 2])
    recorder.record(a_record(3))
    await recorder.flush()
    assert {turn.message for turn in await store.turns_of_reader({a_record().reader})} == {3}  # type: ignore[arg-type]  # it has one


async def test_an_erasure_that_comes_while_its_turn_is_written_is_not_lost() -> None:
    store = StuckStore()
    async with a_recorder(store) as recorder:
        recorder.record(a_record(1, hour=HOUR))
        await store.is_asked.wait()
        recorder.forget_messages([1])
        store.go_on.set()
    assert await store.count() == 0


async def test_a_version_that_comes_while_another_is_written_is_not_lost() -> None:
    store = StuckStore()
    again = a_record(1, hour=HOUR, question="who pays?")
    async with a_recorder(store) as recorder:
        recorder.record(a_record(1, hour=HOUR))
        await store.is_asked.wait()
        recorder.record(again)
        store.go_on.set()
    assert again.reader is not None
    assert await store.turns_of_reader({again.reader}) == (again,)


async def test_an_erasure_waits_for_a_store_that_is_away() -> None:
    store = FaultyStore()
    await store.record([a_record(1, hour=HOUR), a_record(2, hour=HOUR)])
    store.fault = OSError("locked")
    recorder = a_recorder(store)
    recorder.forget_messages([1])
    for _ in range(5):
        with pytest.raises(OSError, match="locked"):
            await recorder.flush()
    store.fault = None
    await recorder.flush()
    assert await store.count() == 1


async def test_a_guild_and_a_channel_go() -> None:
    store = MemoryStore()
    recorder = a_recorder(store)
    for message, (guild, channel) in enumerate([(1, 10), (1, 11), (2, 20), (2, 21)], start=1):
        recorder.record(a_record(message, guild=guild, channel=channel))
    await recorder.flush()
    recorder.forget_guild(1)
    recorder.forget_channel(20)
    await recorder.flush()
    assert await store.count() == 1


async def test_a_reader_is_found_in_every_month_that_is_kept() -> None:
    store = MemoryStore()
    recorder = a_recorder(store)
    for days in (0, 15, 29):
        then = NOW - timedelta(days=days)
        record = a_record(days + 1, hour=hour_of(then), reader=KEYS.of(7, then))
        recorder.record(record)
    recorder.record(a_record(99, reader=KEYS.of(8, NOW)))
    assert len(await recorder.turns_of_reader(7)) == 3
    assert await recorder.forget_reader(7) == 3
    assert await store.count() == 1


# ------------------------------------------------------------------------- what is kept


@given(st.integers(0, 400), st.integers(0, 500))
def test_what_a_reader_asked_is_findable_for_as_long_as_it_is_kept(days: int, ago: int) -> None:
    keeping, then = Keeping(days, KEYS), NOW - timedelta(days=ago)
    is_kept = hour_of(then) >= keeping.first_hour(NOW)
    assert is_kept == (ago <= days and days > 0)
    if is_kept:
        assert KEYS.of(7, then) in keeping.hashes_of(7, NOW)


def test_readers_are_noted_only_where_that_is_wanted() -> None:
    assert Keeping(30, KEYS).hash_of(7, NOW) == KEYS.of(7, NOW)
    assert Keeping(30, KEYS, notes_readers=False).hash_of(7, NOW) is None
    assert Keeping(30).hash_of(7, NOW) is None
    assert Keeping(30).hashes_of(7, NOW) == frozenset()
