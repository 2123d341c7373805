"""What the model of a large bot says, where that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.simulate import World, fleet_for, limits, main, table, table_of_limits

WORLD = World()


def test_a_thousand_servers_are_one_shard() -> None:
    assert fleet_for(1_000, WORLD).shards == 1
    assert fleet_for(1_001, WORLD).shards == 2


def test_small_bots_begin_one_session_at_a_time_and_large_ones_sixteen() -> None:
    small, large = fleet_for(100_000, WORLD), fleet_for(1_000_000, WORLD)
    assert small.identify_s == pytest.approx(100 * WORLD.identify_s)
    assert large.identify_s == pytest.approx(63 * WORLD.identify_s)
    assert (small.starts_a_day, large.starts_a_day) == (1_000, 5_000)


def test_every_process_holds_what_all_servers_want() -> None:
    few, many = fleet_for(100_000, WORLD), fleet_for(1_000_000, WORLD)
    assert many.shared_mb == pytest.approx(10 * few.shared_mb)
    own_mb = few.process_mb - few.shared_mb
    assert many.process_mb - many.shared_mb == pytest.approx(own_mb)


def test_the_loudest_servers_make_one_process_busier_than_the_others() -> None:
    even = fleet_for(100_000, replace(WORLD, tail=0.0))
    uneven = fleet_for(100_000, WORLD)
    assert uneven.busiest_core > even.busiest_core


def test_the_same_numbers_give_the_same_fleet() -> None:
    assert fleet_for(50_000, WORLD, seed=3) == fleet_for(50_000, WORLD, seed=3)


def test_what_breaks_first_stands_first_and_breaks_there() -> None:
    found = limits(WORLD)
    assert [limit.guilds for limit in found] == sorted(limit.guilds for limit in found)
    burst = next(limit for limit in found if "breaking news" in limit.name)
    at_the_limit = fleet_for(round(burst.guilds), WORLD)
    assert at_the_limit.burst_a_second == pytest.approx(WORLD.rest_a_second, rel=0.001)


def test_a_raised_limit_breaks_later() -> None:
    raised = limits(replace(WORLD, rest_a_second=500.0))
    assert all(limit.guilds > 4_000_000 for limit in raised if "Discord’s limit" in limit.name)


def test_tables_have_a_column_for_each_size_and_a_line_for_each_limit() -> None:
    told = table([fleet_for(size, WORLD) for size in (1_000, 2_000)]).splitlines()
    assert {line.count("|") for line in told} == {4}
    assert table_of_limits(WORLD).count("\n") == len(limits(WORLD)) + 1


def test_every_number_can_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--servers", "1000", "--guilds-per-shard", "100", "--host-price", "7"])
    told = capsys.readouterr().out
    assert "| shards | 10 |" in told
    assert "| cost a month | 7 |" in told
