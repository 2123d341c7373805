"""Kills and stops real processes of a fleet: `python -m bench.fleet`; prints figures, and faults.

Two blocks of two shards, three processes, a PostgreSQL (`--postgres` names one that may be
emptied; else one of the tests' own) and the fake Discord, all on this machine. Each round spoils
one process: kill -9, SIGSTOP and later SIGCONT, or SIGTERM; and has a guild's pages changed. A
new process takes the place of whichever ended, as a service manager would see to it. What is
measured: seconds until another process is connected for the shards; until every process says
that it goes by a change (it says so once a second). What is checked: nothing in the history of
leases breaks the rules, a process that wakes up sends nothing, every question that was asked
while all was well has one visible answer, and no question ever has two.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from bot.corpus.overlay import Overlay
from bot.store.address import database_address
from bot.store.audit import Action, Deed
from bot.store.changes import SqlChanges
from bot.store.database import Database
from bot.store.revisions import SqlRevisions
from tests.fleet.history import faults_of_ownership
from tests.fleet.running import Fleet, a_fleet
from tests.store.own_postgres import a_postgres

_NAMES = ("kill -9", "SIGSTOP", "SIGTERM")


@dataclass(slots=True)
class _Course:
    """What was measured, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    number: int = 3


async def _run(address: str, rounds: int, seed: int) -> _Course:
    course, rng = _Course(), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with a_fleet(Path(folder), address, shards=4, block=2) as fleet:
            database = Database(address)
            await fleet.start("p1", "p2", "p3")
            await fleet.until_each_shard_has()
            await _until_one_stands_by(fleet)
            for number in range(rounds):
                await _publish(fleet, database, course, number)
                await _spoil(fleet, course, _NAMES[number % len(_NAMES)], rng.randrange(4))
                print(f"round {number + 1} of {rounds}", file=sys.stderr)
            course.faults += faults_of_ownership(fleet.looks)
            for question in {int(posted["nonce"]) for posted in fleet.discord.posted}:
                if fleet.discord.visible_answers(question) != 1:
                    course.faults.append(f"question {question} has several visible answers")
            await database.close()
    return course


async def _publish(fleet: Fleet, database: Database, course: _Course, number: int) -> None:
    """Change a guild's pages, and time until all processes go by it."""
    guild = fleet.discord.guild_of(0)
    page = f"-\nWhy are the lamps lit at noon?\nFor the {number}th time.\n".encode()
    deed = Deed(guild, 99, Action.PUBLISH, "lamps")
    overlay = Overlay({"bridge/lamps.md": page})
    await SqlRevisions(database).publish(deed, overlay, seen=number, at=datetime.now(UTC))
    began = monotonic()
    await fleet.until_all_follow(await SqlChanges(database).latest())
    course.seconds["a change is in force everywhere"].append(monotonic() - began)


async def _spoil(fleet: Fleet, course: _Course, how: str, shard: int) -> None:
    """Do harm to the owner of a shard, and time until another process is connected for it."""
    victim = fleet.owner_of(shard)
    process, began, before = fleet.processes[victim], monotonic(), len(fleet.discord.sent)
    process.send({"kill -9": signal.SIGKILL, "SIGSTOP": signal.SIGSTOP}.get(how, signal.SIGTERM))
    await fleet.until_others_have_all_of(victim)
    course.seconds[how].append(monotonic() - began)
    if fleet.owner_of(shard) == victim:
        course.faults.append(f"{victim} still has shard {shard}")
    course.asked += await fleet.ask_everywhere()
    if how == "SIGSTOP":
        process.send(signal.SIGCONT)
        if await process.exit_status() != 75:
            course.faults.append(f"{victim} did not ask to be started again")
        if victim in {attempt.process for attempt in fleet.discord.sent[before:]}:
            course.faults.append(f"{victim} spoke for shards that were not its own")
    await process.exit_status()
    course.number += 1
    await fleet.start(f"p{course.number}")
    await _until_one_stands_by(fleet)
    course.asked += await fleet.ask_everywhere()


async def _until_one_stands_by(fleet: Fleet) -> None:
    while not await fleet.rows.has_standby():  # noqa: ASYNC110  (rows, no event)
        await asyncio.sleep(0.05)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; 1 when something happened that must not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", help="the address of a database that may be emptied")
    given = parser.parse_args(argv)
    with a_postgres(given.postgres) as address:
        course = asyncio.run(_run(database_address(address), given.rounds, given.seed))
    for what, seconds in course.seconds.items():
        ordered = sorted(seconds)
        middle = ordered[len(ordered) // 2]
        print(f"{what}: n={len(ordered)}, median {middle:.2f} s, longest {ordered[-1]:.2f} s")
    print(f"{len(course.asked)} questions, one visible answer each")
    for fault in course.faults:
        print(f"FAULT: {fault}")
    return 1 if course.faults else 0


if __name__ == "__main__":
    sys.exit(main())
