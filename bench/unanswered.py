"""How fast editors see what was not answered: `python -m bench.unanswered`.

The whole way from the database to a page of groups, and `/stats` beside it, for a guild with
100,000 turns. The vectors are made up, so that nothing waits for an encoder; what is asked again,
to see whether it is answered by now, is asked of the shipped pages.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
from threadpoolctl import threadpool_limits

from bench.grouping import made_up_turns, made_up_vectors
from bot.dialogue.model import Utterance
from bot.discord_app.figures import show_figures
from bot.discord_app.workers import take_short_turns
from bot.edition import Edition
from bot.editorial.gaps import Asked
from bot.editorial.likeness import Likeness
from bot.editorial.reading import read_plainly
from bot.garbage import settle
from bot.library import Library
from bot.matching.arrays import FloatArray
from bot.newsroom.newsroom import Newsroom
from bot.settings import Settings
from bot.store.address import sqlite_address
from bot.store.database import Database
from bot.store.model import Decided, ReaderHash, TurnRecord, hour_begins
from bot.store.sql import SqlStore
from tests.store.own_postgres import a_postgres

GUILD: Final = 300
SIZE: Final = 5
NIGHT_H: Final = 490_700
LATE: Final = 20
_AT_ONCE: Final = 2_000
_WATCH_S: Final = 0.01
_COUNT: Final = itertools.count()


@dataclass(frozen=True)
class MadeUp:
    """Content whose questions are compared by made-up vectors."""

    edition: Edition

    def __getattr__(self, name: str) -> Any:
        return getattr(self.edition, name)

    @property
    def likeness(self) -> Likeness:
        """Compare by subject."""
        return Likeness("made up", _vectors, read_plainly, 0.76)


@lru_cache(maxsize=200_000)
def _vector(text: str) -> FloatArray:
    return np.asarray(made_up_vectors([text])[0].astype(np.float16))


def _vectors(texts: Iterable[str]) -> FloatArray:
    return np.stack([_vector(text) for text in texts]).astype(np.float32)


def records(turns: Iterable[Asked], share: float) -> Iterator[TurnRecord]:
    """Make rows of turns, of which a share was not answered."""
    rng = random.Random(7)
    for turn in turns:
        is_answered = rng.random() >= share
        question = turn.question.capitalize() + "?" if rng.random() < 0.1 else turn.question
        yield TurnRecord(
            message=(turn.message + 4_000_000) << 22 | rng.randrange(1 << 22),
            channel=20,
            guild=GUILD,
            hour=turn.hour,
            question=question,
            decided=Decided.ANSWER if is_answered else Decided.ABSTAIN,
            confidence=turn.confidence,
            passage=turn.nearest if is_answered else None,
            nearest=None if is_answered else turn.nearest,
            revision="0123456789ab",
            reader=ReaderHash(turn.reader or ""),
        )


async def fill(address: str, rows: list[TurnRecord]) -> None:
    """Keep rows in an empty database."""
    store = SqlStore(Database(address))
    await store.prepare()
    for begin in range(0, len(rows), _AT_ONCE):
        await store.record(rows[begin : begin + _AT_ONCE])
    await store.close()


class Measured:
    """Times what is awaited, and how long the event loop was kept waiting meanwhile."""

    def __init__(self) -> None:
        self._longest = 0.0

    async def __call__(self, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        """Print how long something takes, and give its result."""
        watch = asyncio.create_task(self._watch())
        await asyncio.sleep(0.02)
        self._longest = 0.0
        began, used = time.perf_counter(), time.process_time()
        result = await work()
        wall, used = time.perf_counter() - began, time.process_time() - used
        watch.cancel()
        print(f"  {name:<44}{wall:7.3f} s, {used:7.3f} s of one core; "
              f"loop late by {self._longest * 1000:4.0f} ms at most")  # fmt: skip
        return result

    async def _watch(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(_WATCH_S)
            self._longest = max(self._longest, time.perf_counter() - began - _WATCH_S)


async def measure(address: str, library: Library, rows: list[TurnRecord]) -> None:
    """Print what pages and figures take."""
    await fill(address, rows)
    settle()  # as the running bot does
    made_up: Any = SimpleNamespace(of=lambda guild: MadeUp(library.of(guild)), serve=lambda _: None)
    measured = Measured()
    store = SqlStore(Database(address))
    night = hour_begins(NIGHT_H)
    responder = library.current.responder
    questions = (f"{row.question} {next(_COUNT)}" for row in rows)

    def newsroom() -> Newsroom:
        return Newsroom(Database(address), made_up, now=lambda: night)

    def page(running: Newsroom, number: int) -> Callable[[], Awaitable[Any]]:
        return lambda: running.gaps.page(GUILD, (number - 1) * SIZE, SIZE, responder=responder)

    async def answered() -> None:
        question = Utterance(next(questions))
        await asyncio.to_thread(responder.respond, question, today=night.date())

    async with newsroom() as running:
        await measured(f"page {LATE}, cold", page(running, LATE))
        running.gaps.stop()
    async with newsroom() as running:
        shown = await measured("page 1, cold", page(running, 1))
        print(f"    {shown.pending:,} texts pending")
        await measured("page 1, again", page(running, 1))
        await measured(f"page {LATE}, then", page(running, LATE))

        _print_latencies("alone", [await _timed(answered) for _ in range(50)])
        behind = asyncio.create_task(
            measured("compared behind", lambda: running.gaps.all_compared(GUILD))
        )
        took: list[float] = []
        while not behind.done():
            await asyncio.sleep(0.1)
            took.append(await _timed(answered))
        _print_latencies("meanwhile", took)
        await measured("page 1, all compared", page(running, 1))
        await measured("page 1, again", page(running, 1))
        await measured(f"page {LATE}, again", page(running, LATE))
        for count in (1, 500):
            await store.record(list(_more(rows, count)))
            await measured(f"page 1, {count} more turns", page(running, 1))
        await store.forget_messages([row.message for row in rows[:200]])
        await measured("page 1, 200 turns erased", page(running, 1))
        await store.expire(rows[0].hour + 24)
        await measured("page 1, a day expired", page(running, 1))
        responder = library.current.responder_of(0.1)
        await measured(f"page {LATE}, another responder", page(running, LATE))
        days = timedelta(days=29)
        figures = running.reporting.statistics
        corpus = library.current.corpus
        first, last = (night - days).date(), night.date()
        told = await measured("/stats 30 days", lambda: figures(GUILD, first, last, corpus))
        for when in ("first", "again"):
            drawing = partial(asyncio.to_thread, show_figures, told, "")
            await measured(f"its pictures, {when}", drawing)
        week = (night - timedelta(days=6)).date()
        await measured("the weekly report's figures", lambda: figures(GUILD, week, last, corpus))
    await store.close()


async def _timed(work: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


def _print_latencies(when: str, took: list[float]) -> None:
    middle = sorted(took)[len(took) // 2]
    print(f"    {len(took)} questions answered {when}: {middle * 1000:.0f} ms, "
          f"{max(took) * 1000:.0f} ms at most")  # fmt: skip


def _more(rows: list[TurnRecord], count: int) -> Iterator[TurnRecord]:
    for at, row in enumerate(rows[:count]):
        message = rows[-1].message + (at + 1 << 22) + count
        yield replace(row, message=message, hour=NIGHT_H, question=f"{row.question} really")


def main() -> None:
    """Measure on both databases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=100_000)
    parser.add_argument("--texts", type=int, default=40_000)
    parser.add_argument("--unanswered", type=float, default=1.0, help="their share")
    parser.add_argument("--on", choices=("sqlite", "postgres", "both"), default="both")
    given = parser.parse_args()
    threadpool_limits(limits=1, user_api="blas")
    take_short_turns()
    turns = made_up_turns(given.turns, given.texts, random.Random(given.turns))
    rows = list(records(turns, given.unanswered))
    for row in rows:
        _vector(row.question.lower().rstrip("?"))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(content_dir=Path("content"), state_dir=Path(folder))
        library = Library.open(settings)
        if given.on != "postgres":
            print("SQLite")
            address = sqlite_address(Path(folder) / "bot.db")
            asyncio.run(measure(address, library, rows))
        if given.on != "sqlite":
            print("PostgreSQL")
            with a_postgres() as address:
                asyncio.run(measure(address, library, rows))


if __name__ == "__main__":
    main()
