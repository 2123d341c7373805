"""Leases, agreements and turns in PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.fleet.plan import Plan, Wish
from bot.fleet.rows import DisagreementError, Lease, SqlFleet, Who
from bot.fleet.standing import TTL_S
from bot.store.database import Database
from bot.store.tables import LEASES

A, B, C = (Who(name * 32, "host", number, "1.0") for number, name in enumerate("abc"))


@pytest.fixture
async def database(postgres: str) -> AsyncIterator[Database]:
    opened = Database(postgres)
    await opened.prepare()
    yield opened
    await opened.close()


@pytest.fixture
def fleet(database: Database) -> SqlFleet:
    return SqlFleet(database)


async def held(fleet: SqlFleet, who: Who) -> Lease:
    lease = await fleet.claim(who.id)
    assert lease is not None
    return lease


async def let_time_pass(database: Database, seconds: float) -> None:
    """Let all leases be so much older."""
    async with database.writing() as connection:
        await connection.execute(update(LEASES).values(expires=LEASES.c.expires - seconds))


async def test_every_process_gets_another_block_until_none_is_left(fleet: SqlFleet) -> None:
    assert await fleet.agree(Wish(5, 2), 1, None) == Plan(5, 2)
    leases = [await held(fleet, who) for who in (A, B, C)]
    assert [(lease.block, lease.epoch) for lease in leases] == [(0, 1), (1, 1), (2, 1)]
    assert await fleet.claim("d" * 32) is None


async def test_of_many_at_once_no_two_get_the_same_block(postgres: str) -> None:
    fleets = [SqlFleet(Database(postgres)) for _ in range(6)]
    await fleets[0].prepare()
    await asyncio.gather(*(fleet.agree(Wish(4, 1), 1, None) for fleet in fleets))
    claims = [fleet.claim(f"{number}" * 32) for number, fleet in enumerate(fleets)]
    found = [lease for lease in await asyncio.gather(*claims) if lease is not None]
    while len(found) < 4:  # one that was just locked was passed over
        found.append(await held(fleets[0], A))
    assert sorted(lease.block for lease in found) == [0, 1, 2, 3]
    assert await fleets[0].claim(A.id) is None
    for fleet in fleets:
        await fleet.close()


async def test_a_lease_that_ran_out_is_anothers_and_the_first_owner_hears_of_it(
    fleet: SqlFleet, database: Database
) -> None:
    await fleet.agree(Wish(1), 1, None)
    lease = await held(fleet, A)
    assert (await fleet.beat(A, lease)).is_held
    assert await fleet.claim(B.id) is None
    await let_time_pass(database, TTL_S)
    later = await held(fleet, B)
    assert later == replace(lease, epoch=2)
    assert not (await fleet.beat(A, lease)).is_held
    assert (await fleet.beat(B, later)).is_held


async def test_a_lease_that_ran_out_unnoticed_can_be_renewed(
    fleet: SqlFleet, database: Database
) -> None:
    await fleet.agree(Wish(1), 1, None)
    lease = await held(fleet, A)
    await let_time_pass(database, 3600)
    assert (await fleet.beat(A, lease)).is_held
    assert await fleet.claim(B.id) is None


async def test_an_owner_that_leaves_gives_its_block_at_once(fleet: SqlFleet) -> None:
    await fleet.agree(Wish(1), 1, None)
    lease = await held(fleet, A)
    await fleet.beat(A, lease)
    await fleet.leave(A.id)
    assert await fleet.workers() == []
    assert (await held(fleet, B)).epoch == 2


async def test_an_owner_that_hands_over_sees_when_its_successor_is_ready(fleet: SqlFleet) -> None:
    await fleet.agree(Wish(1), 1, None)
    lease = await held(fleet, A)
    assert not await fleet.has_standby()
    await fleet.beat(B, None)
    assert await fleet.has_standby()
    await fleet.let_go(A.id, lease)
    assert not (await fleet.beat(A, lease, renews=False)).is_succeeded
    later = await held(fleet, B)
    await fleet.beat(B, later)
    assert not (await fleet.beat(A, lease, renews=False)).is_succeeded
    await fleet.beat(replace(B, is_ready=True), later)
    assert (await fleet.beat(A, lease, renews=False)).is_succeeded


async def test_owners_are_counted_for_the_share_of_requests(fleet: SqlFleet) -> None:
    await fleet.agree(Wish(3, 1), 1, None)
    await held(fleet, A)
    lease = await held(fleet, B)
    assert (await fleet.beat(B, lease)).owners == 2
    assert (await fleet.beat(C, None)).owners == 2


# ------------------------------------------------------------------------- agreements


async def test_the_first_process_decides_for_those_who_wish_nothing(fleet: SqlFleet) -> None:
    await fleet.agree(Wish(), 6, None)
    await held(fleet, A)
    assert await fleet.agree(Wish(), 9, None) == Plan(6, 6)


@pytest.mark.parametrize(
    ("wish", "name"), [(Wish(8), "BOT_SHARDS"), (Wish(None, 3), "BOT_WORKER_SHARDS")]
)
async def test_another_wish_is_refused_while_processes_run(
    fleet: SqlFleet, wish: Wish, name: str
) -> None:
    await fleet.agree(Wish(6, 2), 1, None)
    await held(fleet, A)
    with pytest.raises(DisagreementError, match=f"{name}: [62], as the processes that run") as told:
        await fleet.agree(wish, 1, None)
    assert told.value.setting == name
    assert await fleet.plan() == Plan(6, 2)


async def test_when_nobody_runs_the_shards_are_divided_anew_and_no_old_owner_comes_back(
    fleet: SqlFleet, database: Database
) -> None:
    await fleet.agree(Wish(6, 2), 1, None)
    old = [await held(fleet, who) for who in (A, B, C)]
    await let_time_pass(database, TTL_S)
    assert await fleet.agree(Wish(2, 1), 1, None) == Plan(2, 1)
    assert [row["block"] for row in await fleet.leases()] == [0, 1]
    for who, lease in zip((A, B, C), old, strict=True):
        assert not (await fleet.beat(who, lease)).is_held
    assert (await held(fleet, A)).plan == Plan(2, 1)


async def test_another_readers_secret_is_refused_until_an_operator_lets_it_in(
    fleet: SqlFleet,
) -> None:
    await fleet.agree(Wish(), 1, "one secret")
    await fleet.agree(Wish(), 1, None)
    with pytest.raises(DisagreementError, match="reader-secret"):
        await fleet.agree(Wish(), 1, "another secret")
    await fleet.forget_readers_check()
    await fleet.agree(Wish(), 1, "another secret")


# ------------------------------------------------------------------------- turns


async def test_shards_of_a_bucket_take_turns_and_other_buckets_do_not_wait(
    fleet: SqlFleet,
) -> None:
    assert await fleet.take_turn(0) == 0.0
    assert 0 < await fleet.take_turn(0) <= 5.25
    assert await fleet.take_turn(1) == 0.0


async def test_of_many_at_once_one_has_the_turn(postgres: str) -> None:
    fleets = [SqlFleet(Database(postgres)) for _ in range(5)]
    await fleets[0].prepare()
    waits = await asyncio.gather(*(fleet.take_turn(7) for fleet in fleets))
    assert sorted(wait > 0 for wait in waits) == [False, True, True, True, True]
    for fleet in fleets:
        await fleet.close()
