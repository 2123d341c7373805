"""Whether a bot stays as it is: looks at its memory, handles and threads, for minutes or hours."""

from __future__ import annotations

import argparse
import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bench.driving import BESIDE_A_SECOND, Driver
from bench.exposed import Resources, slope
from bench.lean_discord import LeanDiscord
from bench.made_up import made_up_messages
from bench.watched import a_watched_bot

if TYPE_CHECKING:
    from bench.load import Content, Report

LOOK_S: Final = 15.0
ASKED_A_SECOND: Final = 20.0
_FILLING: Final = 30_000
"""Answers before the first look; what a bot remembers of readers and quotes is full then."""

_DIFFERENT: Final = 1_000

_GROWTH: Final = 0.02
"""Of its memory, that a bot may gain between the second and the last quarter of a soak."""

_MORE_HANDLES: Final = 8


@dataclass(frozen=True, slots=True)
class Soaked:
    """What was seen, and when."""

    minutes: Sequence[float]
    looks: Sequence[Resources]

    @property
    def settled(self) -> Sequence[Resources]:
        """Leave out the first quarter, in which what is short-lived settles."""
        return self.looks[len(self.looks) // 4 :]

    def mb_an_hour(self) -> float:
        """Say how fast its own memory grows, once it has settled."""
        points = zip(self.minutes, (look.own_mb for look in self.looks), strict=True)
        return slope(list(points)[len(self.looks) // 4 :]) * 60

    def faults(self) -> list[str]:
        """Name what is not flat."""
        third = max(len(self.settled) // 3, 1)
        first, last = self.settled[:third], self.settled[-third:]
        before, after = (sum(look.own_mb for look in some) / third for some in (first, last))
        found = []
        if after > before * (1 + _GROWTH):
            found.append(f"its own memory grows: {before:.0f} to {after:.0f} MB")
        for name in ("handles", "threads"):
            most = max(getattr(look, name) for look in first)
            now = min(getattr(look, name) for look in last)
            if now > most + _MORE_HANDLES:
                found.append(f"it has more {name}: {most} to {now}")
        return found


async def soak(given: argparse.Namespace, content: Content, report: Report) -> None:
    """Ask at a steady rate, with other messages beside, and look at the bot now and then."""
    shards = -(-given.guilds // 1_000)
    settings = content.settings | {"BOT_ENCODER": given.encoder}
    rng = random.Random(given.seed)
    async with (
        LeanDiscord(given.guilds, shards) as discord,
        a_watched_bot(discord, content.folder / "bot.log", given.core, **settings) as bot,
    ):
        await discord.until_all_connected(300)
        driver = Driver(discord, bot)
        passing = driver.passing(20_000)

        def new(count: int) -> Sequence[str]:
            return made_up_messages(content.labels, count, rng)

        few = new(_DIFFERENT)
        await driver.ask_in_a_window(driver.ready(rng.choices(few, k=_FILLING)), 600)
        begin, minutes, looks, answers = time.monotonic(), [0.0], [bot.resources()], 0.0
        while minutes[-1] < given.soak:
            pause = asyncio.sleep(LOOK_S)
            course = await driver.ask_at_a_rate(new, ASKED_A_SECOND, pause, beside=passing)
            answers += course.answers
            minutes.append((time.monotonic() - begin) / 60)
            looks.append(bot.resources())
            if len(looks) % 8 == 0:
                _tell(minutes[-1], looks[-1])
        counts = await bot.exposed()
    soaked = Soaked(minutes, looks)
    first, last = looks[0], looks[-1]
    report.say(
        f"{minutes[-1]:.0f} minutes, {content.questions:,} questions, {given.guilds:,} guilds",
        f"{ASKED_A_SECOND:.0f} questions and {BESIDE_A_SECOND:.0f} others a second;"
        f" n {answers:,.0f} answers, load {course.load:.1f}",
    )
    report.say("its own memory", f"{first.own_mb:.0f} to {last.own_mb:.0f} MB")
    report.say("its own memory, from a quarter on", f"{soaked.mb_an_hour():+.1f} MB an hour")
    report.say("RSS", f"{first.rss_mb:.0f} to {last.rss_mb:.0f} MB")
    report.say(
        "handles, threads", f"{first.handles}, {first.threads} to {last.handles}, {last.threads}"
    )
    report.say("faults that readers were told of", f"{counts.count('faults_total'):.0f}")
    for fault in soaked.faults():
        report.say("is flat", fault, meets=False)


def _tell(minute: float, look: Resources) -> None:
    told = f"own {look.own_mb:.0f} MB, RSS {look.rss_mb:.0f} MB, {look.handles} handles"
    print(f"  minute {minute:5.1f}: {told}, {look.threads} threads", flush=True)
