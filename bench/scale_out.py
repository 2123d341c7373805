"""What a second process brings: `python -m bench.scale_out`; prints figures.

One process on one core, then two on two, with one PostgreSQL (`--postgres` names one that may be
emptied; else one of the tests' own) and half of the shards each. Whatever plays Discord, and the
database, need some of the same two cores: hence the answers for each CPU second of the bots too,
which tell what is lost because there are two. Then the files change, and one process has all
read them: the time is taken until each serves them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.driving import Course, Driver
from bench.lean_discord import LeanDiscord
from bench.load import Content, prepared
from bench.made_up import made_up_messages
from bench.watched import a_watched_bot
from bot.store.address import database_address
from bot.store.changes import SqlChanges
from bot.store.database import Database
from tests.store.own_postgres import a_postgres, empty

SHARDS: Final = 2
_GUILDS: Final = 400
_RATIO: Final = 1.8
_SEEN_S: Final = 2.0
_LOOK_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Measured:
    """What a number of processes did."""

    course: Course
    reloads_s: Sequence[float]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.course.answers / self.course.seconds

    @property
    def thrift(self) -> float:
        """Answers for each CPU second of the bots."""
        return self.course.answers / self.course.bot_s


async def measure(
    given: argparse.Namespace, address: str, content: Content, processes: int
) -> Measured:
    """Ask a fleet of so many processes."""
    rng = random.Random(given.seed)
    async with (
        LeanDiscord(_GUILDS, SHARDS) as discord,
        _fleet(given, discord, address, content, processes) as driver,
    ):
        texts = made_up_messages(content.labels, given.repeated or 200, rng)
        await driver.ask_in_a_window(driver.ready(texts), 60)
        count = int(given.seconds * (3_000 if given.repeated else 1_200)) * processes
        asked = (
            rng.choices(texts, k=count)
            if given.repeated
            else made_up_messages(content.labels, count, rng)
        )
        course = await driver.ask_in_a_window(driver.ready(asked), given.seconds)
        reloads = [await _reload(driver, address, content) for _ in range(given.reloads)]
    return Measured(course, reloads)


@asynccontextmanager
async def _fleet(
    given: argparse.Namespace,
    discord: LeanDiscord,
    address: str,
    content: Content,
    processes: int,
) -> AsyncIterator[Driver]:
    settings = content.settings | {
        "BOT_DATABASE_URL": address,
        "BOT_ENCODER": given.encoder,
        "BOT_SHARDS": str(SHARDS),
        "BOT_WORKER_SHARDS": str(SHARDS // processes),
    }
    async with AsyncExitStack() as stack:
        bots = []
        for number in range(processes):
            core = number if number < (os.cpu_count() or 1) else None
            log = content.folder / f"worker-{number}.log"
            bot = a_watched_bot(discord, log, core, **settings)
            bots.append(await stack.enter_async_context(bot))
        await discord.until_all_connected(120)
        await asyncio.sleep(2)
        yield Driver(discord, *bots, seed=given.seed)


async def _reload(driver: Driver, address: str, content: Content) -> float:
    """Have all read the files, and time until each serves what is new."""
    served = "content_loaded_timestamp_seconds"
    before = [(await bot.exposed()).count(served) for bot in driver.bots]
    content.change()
    database = Database(database_address(address))
    began = perf_counter()
    await SqlChanges(database).want_files_read()
    async with asyncio.timeout(120):
        while still_serves_old(  # noqa: ASYNC110  (other processes, no event)
            before, [(await bot.exposed()).count(served) for bot in driver.bots]
        ):
            await asyncio.sleep(_LOOK_S)
    took = perf_counter() - began
    await database.close()
    return took


def still_serves_old(before: Sequence[float], now: Sequence[float]) -> bool:
    """Say whether some process serves what it served before."""
    return any(was == is_now for was, is_now in zip(before, now, strict=True))


def main(argv: Sequence[str] | None = None) -> int:
    """Measure one process and two; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--repeated", type=int, help="ask so few different messages; else new ones")
    parser.add_argument("--reloads", type=int, default=5)
    parser.add_argument("--encoder", default="auto", help="auto or off")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", help="the address of a database that may be emptied")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "bench-load")
    given = parser.parse_args(argv)
    content = prepared(given.questions, given.folder / str(given.questions), given.encoder)
    measured = []
    with a_postgres(given.postgres) as address:
        for processes in (1, 2):
            asyncio.run(empty(address))
            measured.append(asyncio.run(measure(given, address, content, processes)))
            _tell(processes, measured[-1])
    one, two = measured
    ratio, thrift = two.rate / one.rate, 2 * two.thrift / one.thrift
    print(f"throughput ratio {ratio:.2f}; by CPU seconds of the bots alone {thrift:.2f}")
    slowest = max(two.reloads_s, default=0.0)
    return 0 if ratio >= _RATIO and slowest <= _SEEN_S else 1


def _tell(processes: int, measured: Measured) -> None:
    course = measured.course
    print(
        f"{processes} process(es): {measured.rate:,.0f} answers/s, {measured.thrift:,.0f} for each"
        f" CPU second of the bots  n {course.answers:,.0f}  {course.told()}",
        flush=True,
    )
    if measured.reloads_s:
        ordered = sorted(measured.reloads_s)
        print(
            f"  files read by all: median {ordered[len(ordered) // 2]:.2f} s,"
            f" longest {ordered[-1]:.2f} s  n {len(ordered)}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
