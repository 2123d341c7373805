"""What an operator sees of the fleet."""

from __future__ import annotations

from typing import Any

from bot.fleet.overview import State, overview
from bot.fleet.plan import Plan


def a_row(**changes: Any) -> dict[str, Any]:
    row = {"id": "a" * 32, "host": "h", "process": 7, "version": "1.0", "revision": "r1"}
    row |= {"change": 5, "is_ready": True, "block": 0, "epoch": 2, "age": 0.31}
    return row | changes


def a_lease(block: int, worker: str | None = "a" * 32, left: float = 3.0) -> dict[str, Any]:
    return {"block": block, "epoch": 2, "worker": worker, "left": left}


def test_each_process_is_told_with_its_shards_and_its_lag() -> None:
    rows = [
        a_row(),
        a_row(block=1, is_ready=False, change=3),
        a_row(block=None, epoch=None),
        a_row(block=2, age=4.5),
    ]
    found = overview(Plan(6, 2), 5, rows, [a_lease(0), a_lease(1), a_lease(2)])
    states = [process.state for process in found.processes]
    assert states == [State.READY, State.STARTING, State.STANDING_BY, State.SILENT]
    assert [process.lag for process in found.processes] == [0, 2, 0, 0]
    shards = [(process.first_shard, process.last_shard) for process in found.processes]
    assert shards == [(0, 1), (2, 3), (None, None), (4, 5)]
    assert found.orphans == ()


def test_shards_without_a_process_stand_out() -> None:
    leases = [a_lease(0), a_lease(1, worker=None), a_lease(2, left=-1.0)]
    assert overview(Plan(3, 1), 0, [a_row()], leases).orphans == (1, 2)


def test_different_files_stand_out_among_those_who_answer() -> None:
    leases = [a_lease(0), a_lease(1)]
    for state, is_told in (({"is_ready": True}, True), ({"age": 60.0}, False)):
        rows = [a_row(), a_row(block=1, revision="r2", **state)]
        assert overview(Plan(2, 1), 5, rows, leases).has_several_revisions is is_told
