"""Drives a bot: as many messages as it takes, a window of open questions, or a steady rate."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter, process_time
from typing import Final

from bench.exposed import Exposed
from bench.frames import passing_messages, questions, shard_of
from bench.lean_discord import LeanDiscord
from bench.watched import WatchedBot

WINDOW: Final = 48
"""Questions that are open at a time; with more than a hundred the bot says that it is busy."""

BESIDE_A_SECOND: Final = 500.0
"""Messages that are not to the bot, where questions come at a steady rate."""

_AT_ONCE: Final = 200
"""Questions that are made at a time, which takes some milliseconds."""

_CHUNK: Final = 64
_TICK_S: Final = 0.005


@dataclass(frozen=True, slots=True)
class Ready:
    """A question that is ready to be sent."""

    guild: int
    message: int
    frame: bytes


@dataclass(frozen=True, slots=True)
class Course:
    """What happened between two looks at a bot."""

    seconds: float
    counted: Exposed
    bot_s: float
    """CPU seconds of the bots."""
    generator_s: float
    """CPU seconds of this process: with as many as there are seconds, it was what limited."""
    waits_s: Sequence[float] = ()
    """From a question's sending to its reply's arrival."""
    load: float = field(default_factory=lambda: os.getloadavg()[0])

    @property
    def answers(self) -> float:
        """How many questions were decided."""
        return self.counted.count("decisions_total")

    @property
    def passed(self) -> float:
        """How many messages were heard that were not to the bot."""
        return self.counted.count("messages_total", addressed="nobody")

    def told(self) -> str:
        """Say what the machine did meanwhile."""
        busy, driving = self.bot_s / self.seconds, self.generator_s / self.seconds
        return f"bot {busy:.0%}, generator {driving:.0%} of a core, load {self.load:.1f}"


class Driver:
    """Sends to the bots of one Discord, and looks at them before and after."""

    def __init__(self, discord: LeanDiscord, *bots: WatchedBot, seed: int = 1) -> None:
        self.discord, self.bots = discord, bots
        self.rng = random.Random(seed)
        self._sent: dict[int, tuple[float, int]] = {}
        """When open questions were sent, and to which guild."""
        self._waits_s: list[float] = []
        self._on_reply: Callable[[int], None] = lambda _: None
        self._next_message = discord.guilds[-1] + (1 << 40)
        discord.on_post = self._replied

    def _replied(self, question: int) -> None:
        sent = self._sent.pop(question, None)
        if sent is not None:
            sent_at, guild = sent
            self._waits_s.append(perf_counter() - sent_at)
            self._on_reply(guild)

    def ready(self, texts: Sequence[str]) -> list[Ready]:
        """Make questions ready to be sent."""
        first = self._next_message
        self._next_message += len(texts)
        made = questions(self.discord.guilds, texts, first, self.rng)
        frame = self.discord.frame
        return [Ready(g, m, frame("MESSAGE_CREATE", told)) for g, m, told in made]

    def passing(self, count: int) -> list[tuple[int, bytes]]:
        """Make messages ready that are not to the bot."""
        made = passing_messages(self.discord.guilds, count, self.rng)
        return [(guild, self.discord.frame("MESSAGE_CREATE", told)) for guild, told in made]

    def _ask(self, question: Ready) -> None:
        self._sent[question.message] = perf_counter(), question.guild
        self.discord.send(question.guild, question.frame)

    async def flood(self, frames: Sequence[tuple[int, bytes]], seconds: float) -> Course:
        """Send, on each shard as fast as the bot reads."""
        by_shard: dict[int, list[bytes]] = {shard: [] for shard in self.discord.lines}
        for guild, frame in frames:
            by_shard[shard_of(guild, self.discord.shards)].append(frame)
        flooding = [
            asyncio.create_task(self._flood(shard, ready)) for shard, ready in by_shard.items()
        ]
        await asyncio.sleep(1.0)
        course = await self.watch(asyncio.sleep(seconds))
        for task in flooding:
            task.cancel()
        await asyncio.gather(*flooding, return_exceptions=True)
        await self.until_all_is_heard()
        return course

    async def _flood(self, shard: int, frames: Sequence[bytes]) -> None:
        line = self.discord.lines[shard]
        chunks = [b"".join(frames[at : at + _CHUNK]) for at in range(0, len(frames), _CHUNK)]
        while True:
            for chunk in chunks:
                await line.write_in_turn(chunk)
                await asyncio.sleep(0)

    async def until_all_is_heard(self) -> None:
        """Wait until the bots have worked through what was sent."""
        heard = -1.0
        while True:
            now = (await self.exposed()).count("messages_total")
            if now == heard:
                return
            heard = now
            await asyncio.sleep(0.5)

    async def ask_in_a_window(
        self, ready: Sequence[Ready], seconds: float, window: int = WINDOW
    ) -> Course:
        """Ask so that each bot has so many open questions, until time or questions end."""
        shards = self.discord.shards
        left = {
            shard: iter([one for one in ready if shard_of(one.guild, shards) == shard])
            for shard in range(shards)
        }
        done = asyncio.Event()

        def ask_next(guild: int) -> None:
            question = next(left[shard_of(guild, shards)], None)
            if question is None or done.is_set():
                done.set()
            else:
                self._ask(question)

        async def drive() -> None:
            for number in range(window * len(self.bots)):
                ask_next(self.discord.guilds[number % shards])
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await done.wait()
            done.set()

        self._on_reply = ask_next
        course = await self.watch(drive())
        await self._until_replied()
        self._on_reply = lambda _: None
        return course

    async def ask_at_a_rate(
        self,
        texts: Callable[[int], Sequence[str]],
        a_second: float,
        until: Awaitable[object],
        *,
        beside: Sequence[tuple[int, bytes]] = (),
    ) -> Course:
        """Ask at random moments, so many a second, until something is over.

        `texts` gives so many questions. Messages that are not to the bot may come `beside`.
        """
        course = await self.watch(self._at_a_rate(texts, a_second, until, beside))
        await self._until_replied()
        return course

    async def _at_a_rate(
        self,
        texts: Callable[[int], Sequence[str]],
        a_second: float,
        until: Awaitable[object],
        beside: Sequence[tuple[int, bytes]],
    ) -> None:
        over = asyncio.ensure_future(until)
        begin = ask_at = perf_counter()
        passed, ready = 0, iter(self.ready(texts(_AT_ONCE)))
        while not over.done():
            now = perf_counter()
            while ask_at <= now:
                question = next(ready, None)
                if question is None:
                    ready = iter(self.ready(texts(_AT_ONCE)))
                    continue
                self._ask(question)
                ask_at += self.rng.expovariate(a_second)
            while beside and passed < (now - begin) * BESIDE_A_SECOND:
                self.discord.send(*beside[passed % len(beside)])
                passed += 1
            await asyncio.sleep(_TICK_S)
        await over

    async def _until_replied(self) -> None:
        async with asyncio.timeout(30):
            while self._sent:  # noqa: ASYNC110  (posts from elsewhere, no event)
                await asyncio.sleep(0.05)

    async def watch(self, doing: Awaitable[object]) -> Course:
        """Look at the bots before and after something is done."""
        before, bot_s, spent = await self.exposed(), self._bot_s(), process_time()
        begin, waits_from = perf_counter(), len(self._waits_s)
        await doing
        seconds, waits = perf_counter() - begin, self._waits_s[waits_from:]
        bot_s, spent = self._bot_s() - bot_s, process_time() - spent
        return Course(seconds, (await self.exposed()).since(before), bot_s, spent, waits)

    async def exposed(self) -> Exposed:
        """Give the metrics of all bots together."""
        return Exposed.total([await bot.exposed() for bot in self.bots])

    def _bot_s(self) -> float:
        return sum(bot.resources().cpu_s for bot in self.bots)
