"""The fleet's rules, without a process or a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fleet.plan import REST_PER_S, Plan, Wish, rest_share
from bot.fleet.standing import ASLEEP_S, TTL_S, Hold, Standing
from bot.fleet.start_limit import StartLimit
from tests.fleet.history import Ownership, faults_of_ownership

sizes = st.integers(1, 2_000)


@given(sizes, sizes)
def test_every_shard_is_in_one_block(shards: int, size: int) -> None:
    plan = Wish(shards, size).plan(recommended=1)
    of_blocks = [shard for block in range(plan.blocks) for shard in plan.shards_of(block)]
    assert of_blocks == list(range(shards))
    assert all(plan.shards_of(block) for block in range(plan.blocks))


def test_without_a_wish_one_process_has_what_discord_recommends() -> None:
    assert Wish().plan(7) == Plan(shards=7, block_size=7)
    assert Wish(block_size=2).plan(7) == Plan(7, 2)


@pytest.mark.parametrize(
    ("wish", "is_accepted"),
    [
        (Wish(), True),
        (Wish(4), True),
        (Wish(8), False),
        (Wish(4, 2), True),
        (Wish(None, 4), False),
    ],
)
def test_only_what_an_operator_asked_for_can_differ(wish: Wish, is_accepted: bool) -> None:
    assert wish.accepts(Plan(4, 2)) is is_accepted


def test_a_block_larger_than_all_shards_is_all_of_them() -> None:
    assert Wish(None, 16).accepts(Wish(None, 16).plan(2))


@given(st.integers(1, 10_000))
def test_all_shares_together_are_what_discord_allows(owners: int) -> None:
    assert owners * rest_share(owners) == pytest.approx(REST_PER_S)


# ------------------------------------------------------------------------- standing


def awake_until(hold: Hold, until: float) -> Hold:
    """Let time pass in a process that runs."""
    now = hold.awake_at
    while now < until:
        now = min(now + ASLEEP_S / 2, until)
        hold = hold.awake(now)
    return hold


def test_a_lease_holds_for_its_time() -> None:
    hold = Hold(renewed_at=100.0, awake_at=100.0)
    assert hold.at(100.0) is hold.at(100.0 + TTL_S - 0.01) is Standing.HELD


def test_who_was_asleep_for_too_long_is_unsure_until_the_database_has_spoken() -> None:
    woken = Hold(renewed_at=100.0, awake_at=100.0).awake(110.0)
    assert woken.at(110.0) is Standing.UNSURE
    assert awake_until(woken, 130.0).at(130.0) is Standing.UNSURE
    assert woken.renewed(111.0).at(111.0) is Standing.HELD
    assert woken.lost().at(111.0) is Standing.LOST


def test_who_wakes_is_unsure_before_it_has_noticed_that_it_slept() -> None:
    assert Hold(renewed_at=100.0, awake_at=103.9).at(106.0) is Standing.UNSURE


def test_a_nap_within_the_lease_does_no_harm() -> None:
    assert Hold(renewed_at=100.0, awake_at=100.0).awake(103.5).at(103.5) is Standing.HELD


def test_who_was_awake_all_the_time_goes_on_without_the_database() -> None:
    hold = awake_until(Hold(renewed_at=100.0, awake_at=100.0), 200.0)
    assert hold.at(200.0) is Standing.CUT_OFF


def test_who_leaves_answers_on_unless_it_falls_asleep() -> None:
    hold = awake_until(Hold(100.0, 100.0).leaving(), 108.0)
    assert hold.at(108.0) is Standing.HELD
    assert hold.at(120.0) is Standing.UNSURE


@given(st.lists(st.floats(0, 3 * TTL_S), max_size=20), st.floats(0, 3 * TTL_S))
def test_whoever_was_stopped_past_its_lease_never_speaks_before_it_has_asked(
    naps: list[float], last: float
) -> None:
    hold, now = Hold(renewed_at=0.0, awake_at=0.0), 0.0
    for nap in naps:
        now += nap
        hold = hold.awake(now)
    now += last
    was_stopped = any(nap > ASLEEP_S for nap in (*naps, last))
    if was_stopped and now >= TTL_S:
        assert hold.at(now) is Standing.UNSURE
    else:
        assert hold.at(now) in (Standing.HELD, Standing.CUT_OFF)


# ------------------------------------------------------------------------- sessions


@pytest.mark.parametrize(("remaining", "is_spent"), [(1000, False), (51, False), (50, True)])
def test_a_twentieth_of_the_days_sessions_is_kept_back(remaining: int, is_spent: bool) -> None:
    limit = StartLimit(1000, remaining, reset_after_s=60.0, max_concurrency=16)
    assert limit.is_nearly_spent is is_spent


def test_shards_share_a_turn_as_discord_counts() -> None:
    assert StartLimit(1000, 1000, 0.0, max_concurrency=16).bucket_of(35) == 3
    assert StartLimit(1000, 1000, 0.0, max_concurrency=1).bucket_of(35) == 0


# ------------------------------------------------------------------------- the checker itself


def test_the_checker_finds_what_must_never_happen() -> None:
    good = [Ownership(0, 1, "a", True), Ownership(1, 1, "b", True)]
    taken_over = [Ownership(0, 2, "b", True), Ownership(1, 1, "b", False)]
    assert list(faults_of_ownership([good, taken_over])) == []
    for broken in (
        [Ownership(0, 1, "c", True)],
        [Ownership(0, 0, "a", True)],
        [Ownership(0, 1, "a", True), Ownership(1, 2, "a", True)],
    ):
        assert list(faults_of_ownership([good, broken])) != []
