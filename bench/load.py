"""How much one bot takes: `python -m bench.load`; prints figures, and ends with 1 where one misses.

The bot is the real one, `python -m bot run`, on one core; what plays Discord is on another, over
real sockets, and is never what limits (its share of a core is printed). Discord's own limits are
switched off: a bot may send 50 requests a second unless Discord raised that.

Messages that are not to the bot come as fast as it reads them. Questions come such that 48 are
open all the time; then one at a time; then at random moments with other messages beside, and once
more while the content is reloaded. A decision's time has its wait for a turn in it; that and the
lag of the loop are the bot's own figures, as /metrics has them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.driving import Course, Driver
from bench.exposed import quantile
from bench.lean_discord import LeanDiscord
from bench.loop_lag import make_up_vectors
from bench.made_up import made_up_messages, write_pages
from bench.soak import soak
from bench.watched import a_watched_bot
from bot.settings import Settings

GUILDS_PER_SHARD: Final = 1_000
MANY: Final = 50_000
"""Questions, from which on fewer answers a second are wanted."""

DECISION_S: Final = 0.05
LAG_S: Final = 0.02
MEMORY_MB, ENCODER_MB = 450, 76
"""The encoder's is what loading it and reading two texts adds to a process."""

USUAL_RATE: Final = 25.0
"""Questions a second at random moments: half of what Discord takes from a bot."""
_REPEATED: Final = 100
"""Different messages; all but the first of each find everything at hand."""

_REAL_VECTORS_UP_TO: Final = 5_000
"""Questions that are encoded for real; for more, vectors are made up, which takes seconds. No
message is near those, so that nearly all answers say that there is none; to compare is the same."""


@dataclass(frozen=True, slots=True)
class Content:
    """A folder of made-up pages, with the state of a bot that has read them before."""

    folder: Path
    questions: int
    labels: Sequence[str]

    @property
    def settings(self) -> dict[str, str]:
        """Name the folders for a bot."""
        return {
            "BOT_CONTENT_DIR": str(self.folder / "content"),
            "BOT_STATE_DIR": str(self.folder / "state"),
        }

    def change(self) -> None:
        """Add a question, so that there is something to reload."""
        page = self.folder / "content" / "story-0" / "more.txt"
        told = f"-\nWhat is number {perf_counter():.6f}?\nA number.\n"
        page.write_text(told, encoding="utf-8")


def prepared(questions: int, folder: Path, encoder: str) -> Content:
    """Write pages, and encodings for the many; what is there is kept."""
    rng = random.Random(questions)
    labels_file = folder / "labels"
    if not labels_file.exists():
        labels = write_pages(questions, folder / "content", rng)
        labels_file.write_text("\n".join(labels), encoding="utf-8")
    content = Content(folder, questions, labels_file.read_text(encoding="utf-8").split("\n"))
    if encoder != "off" and questions > _REAL_VECTORS_UP_TO and not (folder / "vectors").exists():
        settings = Settings(
            content_dir=folder / "content", state_dir=folder / "state", encoder=encoder
        )
        make_up_vectors(settings)
        (folder / "vectors").touch()
    return content


class Report:
    """Prints figures as they come, and remembers those that miss their target."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def say(self, name: str, told: str, *, meets: bool | None = None) -> None:
        """Print a figure; `meets` says whether it has a target, and meets it."""
        mark = "" if meets is None else ("  ok" if meets else "  MISSED")
        print(f"{name:52s} {told}{mark}", flush=True)
        if meets is False:
            self.missed.append(name)

    def rate(self, name: str, course: Course, count: float, target: float) -> None:
        """Print how many of something there were a second."""
        a_second = count / course.seconds
        told = (
            f"{a_second:7,.0f}/s, {count / course.bot_s:7,.0f} for each second of CPU time"
            f"  n {count:,.0f}  (target {target:,.0f})  {course.told()}"
        )
        self.say(name, told, meets=a_second >= target)

    def times(self, name: str, course: Course) -> None:
        """Print the times of decisions, and the lag of the loop."""
        for what, histogram, bound in (
            ("decision", "match_seconds", DECISION_S),
            ("loop lag", "loop_lag_seconds", LAG_S),
        ):
            spread = course.counted.histogram(histogram)
            within, half, most = (
                spread.share_within(bound),
                spread.bound_of(0.5),
                spread.bound_of(0.99),
            )
            told = f"p50 ≤ {half * 1000:g} ms, p99 ≤ {most * 1000:g} ms"
            told += f"; {within:.2%} within {bound * 1000:g} ms  n {spread.n:,d}"
            self.say(f"{name}: {what}", told, meets=within >= 0.99)
        half, most = (quantile(course.waits_s, share) * 1000 for share in (0.5, 0.99))
        told = f"p50 {half:.1f} ms, p99 {most:.1f} ms  n {len(course.waits_s):,d}  {course.told()}"
        self.say(f"{name}: sent to replied", told)


@dataclass(frozen=True, slots=True)
class Bench:
    """One bot with one content, what asks it, and where figures go."""

    driver: Driver
    content: Content
    report: Report
    seconds: float
    rng: random.Random
    has_encoder: bool

    @property
    def name(self) -> str:
        """Name the content by its size."""
        return f"{self.content.questions:,} questions"

    @property
    def target(self) -> float:
        """Give the answers a second that are wanted."""
        return 100.0 if self.content.questions >= MANY else 1_000.0

    def new(self, count: int) -> Sequence[str]:
        """Make so many messages of which each is new to the encoder."""
        return made_up_messages(self.content.labels, count, self.rng)

    async def filtered(self) -> None:
        """Send messages that are not to the bot."""
        course = await self.driver.flood(self.driver.passing(20_000), self.seconds)
        self.report.rate("messages that are not to the bot", course, course.passed, 10_000)

    async def repeated(self) -> None:
        """Ask few different messages over and over."""
        few = self.new(_REPEATED)
        await self.driver.ask_in_a_window(self.driver.ready(few), 60)
        again = self.driver.ready(self.rng.choices(few, k=int(self.seconds * 3_000)))
        course = await self.driver.ask_in_a_window(again, self.seconds)
        name = f"{self.name}: answers, {_REPEATED} messages repeated"
        self.report.rate(name, course, course.answers, self.target)

    async def cold(self) -> None:
        """Ask what was never asked."""
        new = self.driver.ready(self.new(int(self.seconds * 1_000)))
        course = await self.driver.ask_in_a_window(new, self.seconds)
        name = f"{self.name}: answers, each message new"
        self.report.say(f"{self.name}: what was decided", _decided(course))
        self.report.rate(name, course, course.answers, self.target)

    async def alone(self) -> None:
        """Ask one after the other, so that none waits for its turn."""
        new = self.driver.ready(self.new(int(self.seconds * 1_000)))
        course = await self.driver.ask_in_a_window(new, self.seconds, window=1)
        self.report.times(f"{self.name}: one at a time", course)

    async def steady(self, a_second: float) -> None:
        """Ask at a steady rate, with other messages beside."""
        beside = self.driver.passing(5_000)
        course = await self.driver.ask_at_a_rate(
            self.new, a_second, asyncio.sleep(self.seconds * 2), beside=beside
        )
        self.report.times(f"{self.name}: {a_second:.0f}/s", course)

    async def reloading(self, a_second: float, times: int) -> None:
        """Do the same during reloads."""
        beside = self.driver.passing(5_000)
        reloads_s: list[float] = []

        async def reload_again_and_again() -> None:
            for _ in range(times):
                self.content.change()
                begin = perf_counter()
                await self.driver.bots[0].reload()
                reloads_s.append(perf_counter() - begin)

        course = await self.driver.ask_at_a_rate(
            self.new, a_second, reload_again_and_again(), beside=beside
        )
        self.report.times(f"{self.name}: {a_second:.0f}/s in reloads", course)
        told = f"{min(reloads_s):.1f} to {max(reloads_s):.1f} s  n {times}"
        self.report.say(f"{self.name}: a reload took", told)

    def memory(self, when: str) -> None:
        """Look at the bot's memory; the target is for what is its own."""
        used = self.driver.bots[0].resources()
        most = MEMORY_MB + (ENCODER_MB if self.has_encoder else 0)
        told = f"own {used.own_mb:.0f} MB, RSS with mapped files {used.rss_mb:.0f} MB"
        told += f"; {used.threads} threads, {used.handles} handles"
        self.report.say(f"{self.name}: memory {when}", told, meets=used.own_mb <= most)


async def measure(given: argparse.Namespace, content: Content, report: Report) -> None:
    """Measure with one content."""
    shards = -(-given.guilds // GUILDS_PER_SHARD)
    print(
        f"\n{content.questions:,} questions, {given.guilds:,} guilds, encoder {given.encoder}, "
        f"reranker {given.reranker}"
    )
    settings = content.settings | {
        "BOT_ENCODER": given.encoder,
        "BOT_RERANKER": given.reranker,
    }
    log, begin = content.folder / "bot.log", perf_counter()
    async with (
        LeanDiscord(given.guilds, shards) as discord,
        a_watched_bot(discord, log, given.core, **settings) as bot,
    ):
        await discord.until_all_connected(300)
        driver = Driver(discord, bot)
        await driver.until_all_is_heard()
        report.say("from the start until all guilds are known", f"{perf_counter() - begin:.1f} s")
        rng, has_encoder = random.Random(given.seed), given.encoder != "off"
        bench = Bench(driver, content, report, given.seconds, rng, has_encoder)
        bench.memory("at the start")
        await _parts(bench, given)
        bench.memory("after all of it")


async def _parts(bench: Bench, given: argparse.Namespace) -> None:
    wanted = set(given.only or PARTS)
    if "filtered" in wanted:
        await bench.filtered()
    if "repeated" in wanted:
        await bench.repeated()
    if "cold" in wanted:
        await bench.cold()
    if "alone" in wanted:
        await bench.alone()
    if "steady" in wanted:
        await bench.steady(given.rate)
    if "reload" in wanted:
        await bench.reloading(given.rate, given.reloads)


def _decided(course: Course) -> str:
    counts = {
        kind: course.counted.count("decisions_total", decision=kind)
        for kind in ("answer", "clarify", "abstain")
    }
    whole = max(course.answers, 1)
    return ", ".join(f"{kind} {count / whole:.0%}" for kind, count in counts.items())


PARTS: Final = ("filtered", "repeated", "cold", "alone", "steady", "reload")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure each size that is asked for; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, nargs="+", default=[2_000, 100_000])
    parser.add_argument("--guilds", type=int, default=2_500)
    parser.add_argument("--seconds", type=float, default=10.0, help="of each measurement")
    parser.add_argument("--rate", type=float, default=USUAL_RATE, help="questions a second")
    parser.add_argument("--reloads", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=PARTS)
    parser.add_argument("--encoder", default="auto", help="auto or off")
    parser.add_argument("--reranker", default="auto", help="auto or off")
    parser.add_argument("--core", type=int, default=0, help="the bot's; the generator gets others")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="only this, at a steady rate")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "bench-load")
    given = parser.parse_args(argv)
    _leave_core_to_the_bot(given.core)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    report = Report()
    for questions in given.questions:
        content = prepared(questions, given.folder / str(questions), given.encoder)
        asyncio.run(soak(given, content, report) if given.soak else measure(given, content, report))
    for name in report.missed:
        print(f"MISSED: {name}")
    return 1 if report.missed else 0


def _leave_core_to_the_bot(core: int) -> None:
    others = os.sched_getaffinity(0) - {core}
    if others:
        os.sched_setaffinity(0, others)


if __name__ == "__main__":
    sys.exit(main())
