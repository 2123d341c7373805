"""How much one bot takes: `python -m bench.load`; prints figures, and ends with 1 where one misses.

The bot is the real one, `python -m bot run`, on one core; what plays Discord is on another, over
real sockets, and is never what limits (its share of a core is printed). Discord's own limits are
switched off: a bot may send 50 requests a second unless Discord raised that.

Messages that are not to the bot come as fast as it reads them. Questions come such that 48 are
open all the time, then at random moments with half of what the bot took: there the times of
decisions and the lag of the loop are taken, and once more while the content is reloaded.
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

from bench.driving import WINDOW, Course, Driver
from bench.exposed import quantile
from bench.lean_discord import LeanDiscord
from bench.loop_lag import make_up_vectors
from bench.made_up import made_up_messages, write_pages
from bench.soak import soak
from bench.watched import WatchedBot, a_watched_bot
from bot.settings import Settings

GUILDS_PER_SHARD: Final = 1_000
DECISION_S: Final = 0.05
LAG_S: Final = 0.02
_REPEATED: Final = 100
"""Different messages, where all but the first of each find everything at hand."""

_REAL_VECTORS_UP_TO: Final = 5_000
"""Questions that are encoded for real; for more, vectors are made up, which takes seconds."""


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
        make_up_vectors(
            Settings(content_dir=folder / "content", state_dir=folder / "state", encoder=encoder)
        )
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

    def rate(self, name: str, course: Course, count: float, target: float) -> float:
        """Print how many of something there were a second."""
        a_second = count / course.seconds
        told = (
            f"{a_second:7,.0f}/s, {count / course.bot_s:7,.0f} for each second of CPU time"
            f"  n {count:,.0f}  (target {target:,.0f})  {course.told()}"
        )
        self.say(name, told, meets=a_second >= target)
        return a_second

    def times(self, name: str, course: Course) -> None:
        """Print the times of decisions, and the lag of the loop."""
        for what, histogram, bound in (
            ("decision", "match_seconds", DECISION_S),
            ("loop lag", "loop_lag_seconds", LAG_S),
        ):
            spread = course.counted.histogram(histogram)
            within = spread.share_within(bound)
            told = (
                f"p50 ≤ {spread.bound_of(0.5) * 1000:g} ms, p99 ≤ {spread.bound_of(0.99) * 1000:g}"
                f" ms; {within:.2%} within {bound * 1000:g} ms  n {spread.n:,d}"
            )
            self.say(f"{name}: {what}", told, meets=within >= 0.99)
        waits = course.waits_s
        told = (
            f"p50 {quantile(waits, 0.5) * 1000:.1f} ms, p99 {quantile(waits, 0.99) * 1000:.1f} ms"
        )
        self.say(f"{name}: question sent to reply heard", f"{told}  n {len(waits):,d}")


async def measure(given: argparse.Namespace, content: Content, report: Report) -> None:
    """Measure with one content."""
    many = content.questions >= 50_000
    target = 100.0 if many else 1_000.0
    shards = -(-given.guilds // GUILDS_PER_SHARD)
    name = f"{content.questions:,} questions"
    print(f"\n{name}, {given.guilds:,} guilds on {shards} shards, encoder {given.encoder}")
    async with LeanDiscord(given.guilds, shards) as discord:
        begin = perf_counter()
        settings = content.settings | {"BOT_ENCODER": given.encoder}
        async with a_watched_bot(discord, content.folder, given.core, **settings) as bot:
            await discord.until_all_connected(300)
            driver = Driver(discord, bot)
            await driver.until_all_is_heard()
            report.say(
                "from the start until all guilds are known", f"{perf_counter() - begin:.1f} s"
            )
            _memory(report, f"{name}: RSS once all is read", bot)
            await _rates(given, content, report, driver, name, target)
            _memory(report, f"{name}: RSS after all of it", bot)


async def _rates(
    given: argparse.Namespace,
    content: Content,
    report: Report,
    driver: Driver,
    name: str,
    target: float,
) -> None:
    rng = random.Random(given.seed)
    wanted = set(given.only or PARTS)
    passing = driver.passing(20_000)
    if "filtered" in wanted:
        course = await driver.flood(passing, given.seconds)
        report.rate("messages that are not to the bot", course, course.passed, 10_000)
    if "repeated" in wanted:
        few = made_up_messages(content.labels, _REPEATED, rng)
        await driver.ask_in_a_window(driver.ready(few), 60)
        again = driver.ready(rng.choices(few, k=int(given.seconds * 3_000)))
        course = await driver.ask_in_a_window(again, given.seconds)
        report.rate(f"{name}: answers, messages repeated", course, course.answers, target)
    cold = target / 4
    if "cold" in wanted:
        new = driver.ready(made_up_messages(content.labels, int(given.seconds * 1_500), rng))
        course = await driver.ask_in_a_window(new, given.seconds)
        cold = report.rate(f"{name}: answers, each message new", course, course.answers, target)
        report.say(f"{name}: what was decided", _decided(course))
    if "steady" in wanted or "reload" in wanted:
        half = cold / 2
        count = int(half * (given.seconds + given.reload_seconds) * 1.5) + WINDOW
        ready = driver.ready(made_up_messages(content.labels, count, rng))
        cut = len(ready) * int(given.seconds) // int(given.seconds + given.reload_seconds)
        beside = {"beside": passing, "beside_a_second": 500.0}
        course = await driver.ask_at_a_rate(ready[:cut], half, given.seconds, **beside)
        report.times(f"{name}: {half:.0f}/s beside 500 others/s", course)
        if "reload" in wanted:
            content.change()
            driver.bots[0].reload()
            course = await driver.ask_at_a_rate(ready[cut:], half, given.reload_seconds, **beside)
            report.times(f"{name}: the same during a reload", course)
            served = "is read" in driver.bots[0].log.read_text(encoding="utf-8")
            report.say(f"{name}: the reload was over by then", str(served))


def _decided(course: Course) -> str:
    counts = {
        kind: course.counted.count("decisions_total", decision=kind)
        for kind in ("answer", "clarify", "abstain")
    }
    return ", ".join(
        f"{kind} {count / max(course.answers, 1):.0%}" for kind, count in counts.items()
    )


def _memory(report: Report, name: str, bot: WatchedBot) -> None:
    used = bot.resources()
    told = f"{used.rss_mb:.0f} MB, of which its own {used.own_mb:.0f} MB"
    report.say(name, f"{told}; {used.threads} threads, {used.handles} handles")


PARTS: Final = ("filtered", "repeated", "cold", "steady", "reload")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure each size that is asked for; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, nargs="+", default=[2_000, 100_000])
    parser.add_argument("--guilds", type=int, default=2_500)
    parser.add_argument("--seconds", type=float, default=10.0, help="of each measurement")
    parser.add_argument("--reload-seconds", type=float, default=20.0)
    parser.add_argument("--only", nargs="+", choices=PARTS)
    parser.add_argument("--encoder", default="auto", help="auto or off")
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
