"""What was asked in each guild and not answered: read as it comes, grouped, and still open."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Final, Self

from bot.dialogue.model import Utterance
from bot.dialogue.responder import Responder
from bot.editorial.gaps import Asked, Gap
from bot.editorial.grouping import Grouping
from bot.editorial.likeness import Likeness
from bot.editorial.reading import Reading, spoken_words
from bot.matching.model import Answer
from bot.store.asks import Ask
from bot.store.audit import Action, Deed
from bot.store.questions import Standing, mark_of

if TYPE_CHECKING:
    from bot.newsroom.newsroom import Newsroom

MOST_ROOMS: Final = 8
"""Guilds whose groups stay at hand: up to 100 MB each where 50,000 different texts were asked."""

ENOUGH_PEOPLE: Final = 2
"""From so many on a group shows, unless moderators ask for others: nobody is to be singled out."""

_AT_ONCE: Final = 5_000
_SLICE: Final = 32
"""Texts that are compared without a pause: some 0.2 s with the encoder."""

_PATIENCE_S: Final = 0.6
"""For so long who asks waits for texts to be compared; the rest goes on behind."""

_BREATH_S: Final = 0.1
"""Between slices, so that readers' questions are answered meanwhile."""

_TRIED: Final = 5
"""Of a group's wordings, so many are asked again to see whether they are answered by now."""


@dataclass(frozen=True, slots=True)
class Open:
    """A group that is still not answered."""

    gap: Gap
    question: str
    """The first of its wordings that is not answered by now."""
    message: int
    """The turn, or the ask, that has these words."""
    asks: int
    """How many readers put it to the editors."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the groups that are open."""

    shown: tuple[Open, ...]
    has_more: bool
    pending: int
    """Texts that are still to be compared; until then each stands for itself."""


@dataclass(slots=True)
class _Room:
    """What is known of one guild's unanswered questions."""

    name: str
    """That of the vectors."""
    grouping: Grouping
    marks: dict[int, int] = field(default_factory=dict)
    """Message → mark of the turns that were read."""
    sum: int = 0
    latest: int = 0
    responder: Responder | None = None
    """Whom `is_answered` is of."""
    is_answered: dict[str, bool] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def standing(self) -> Standing:
        return Standing(len(self.marks), self.sum)

    def add(self, turns: tuple[Asked, ...]) -> None:
        for turn in turns:
            mark = mark_of(turn.message, turn.question)
            self.sum += mark - self.marks.get(turn.message, 0)
            self.marks[turn.message] = mark
            self.latest = max(self.latest, turn.message)
        self.grouping.add(turns)

    def drop(self, messages: list[int]) -> None:
        for message in messages:
            self.sum -= self.marks.pop(message)
        self.grouping.forget_messages(messages)


class Gaps:
    """Unanswered questions of guilds. What touches the database raises `StoreError`."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._rooms: OrderedDict[int, _Room] = OrderedDict()
        self._behind: dict[int, asyncio.Task[None]] = {}

    async def page(
        self,
        guild: int,
        number: int,
        size: int,
        *,
        people: int = ENOUGH_PEOPLE,
        responder: Responder,
    ) -> Page:
        """Give a guild's groups that are open, those of most people first; pages count from 0.

        What readers put to the editors shows however few they were.
        """
        room = self._room(guild)
        async with room.lock:
            await self._read_on(room, guild)
            await asyncio.to_thread(_catch_up, room.grouping, _PATIENCE_S)
            dismissed = await self._newsroom.dismissals.of(guild)
            asks = await self._newsroom.asking.kept.of_guild(guild)
            asking = _AskAgain.of(room, responder, self._newsroom.now.date())

            def chosen() -> tuple[list[tuple[Gap, str, int]], bool]:
                gaps = room.grouping.gaps(minimum_people=people, dismissed=dismissed)
                return _cut(_open(asking, gaps, asks, dismissed), number * size, size)

            found, has_more = await asyncio.to_thread(chosen)
        shown = [await self._named(guild, *one) for one in found]
        self._go_on_behind(guild, room)
        return Page(tuple(shown), has_more, room.grouping.pending)

    async def _named(self, guild: int, gap: Gap, question: str, asks: int) -> Open:
        message = await self._newsroom.questions.message_asking(guild, question, gap.messages)
        return Open(gap, question, message or gap.messages[-1], asks)

    async def dismiss(self, guild: int, moderator: int, question: str) -> int:
        """Let a group show no more; give the dismissal's id."""
        deed = Deed(guild, moderator, Action.DISMISS, "an unanswered question")  # it expires
        return await self._newsroom.dismissals.dismiss(deed, question, self._newsroom.now)

    async def restore(self, guild: int, moderator: int, dismissal: int) -> bool:
        """Let a group show again; say whether it was dismissed."""
        deed = Deed(guild, moderator, Action.UNDO, "a dismissed question")
        return await self._newsroom.dismissals.restore(deed, dismissal, self._newsroom.now)

    async def refresh(self) -> None:
        """Let go of what was erased or has expired, also where nobody looks."""
        for guild, room in [*self._rooms.items()]:
            async with room.lock:
                room.is_answered.clear()
                await self._read_on(room, guild)

    def forget(self, guild: int) -> None:
        """Let go of all that a guild asked."""
        self._rooms.pop(guild, None)

    def stop(self) -> None:
        """Leave what is compared behind."""
        for task in self._behind.values():
            task.cancel()

    # ----------------------------------------------------------------- reading

    def _room(self, guild: int) -> _Room:
        """Give a guild's room; what has not been asked for the longest time makes place."""
        likeness = self._newsroom.library.of(guild).likeness
        room = self._rooms.get(guild)
        if room is None or room.name != likeness.name:
            room = self._rooms[guild] = _Room(likeness.name, self._begin(guild, likeness))
        self._rooms.move_to_end(guild)
        while len(self._rooms) > MOST_ROOMS:
            self._rooms.popitem(last=False)
        return room

    def _begin(self, guild: int, likeness: Likeness) -> Grouping:
        """Begin to group by the vectors of now, and the readings of the time of each text."""
        library = self._newsroom.library

        def read(words: str) -> Reading:
            return library.of(guild).likeness.read(words)

        return replace(likeness, read=read).grouping()

    async def _read_on(self, room: _Room, guild: int) -> None:
        """Read what came since the last time; where that does not do, compare everything.

        Then something was erased or has expired, was answered after an edit, or came late.
        """
        questions = self._newsroom.questions
        standing = await questions.standing(guild)
        if standing == room.standing:
            return
        while turns := await questions.unanswered_after(guild, room.latest, limit=_AT_ONCE):
            await asyncio.to_thread(room.add, turns)
        if standing == room.standing:
            return
        marks = await questions.marks(guild)
        gone = [message for message in room.marks if message not in marks]
        new = [message for message, mark in marks.items() if room.marks.get(message) != mark]
        turns = await questions.unanswered_at(guild, new)
        await asyncio.to_thread(room.drop, gone)
        await asyncio.to_thread(room.add, turns)

    def _go_on_behind(self, guild: int, room: _Room) -> None:
        """Compare what is pending while nobody waits for it."""
        running = self._behind.get(guild)
        if room.grouping.pending and (running is None or running.done()):
            self._behind[guild] = asyncio.create_task(self._compare(guild, room))

    async def _compare(self, guild: int, room: _Room) -> None:
        while self._rooms.get(guild) is room and room.grouping.pending:
            async with room.lock:
                await asyncio.to_thread(room.grouping.catch_up, _SLICE)
            await asyncio.sleep(_BREATH_S)


def _catch_up(grouping: Grouping, patience_s: float) -> None:
    until = monotonic() + patience_s
    while grouping.pending and monotonic() < until:
        grouping.catch_up(_SLICE)


@dataclass(frozen=True, slots=True)
class _AskAgain:
    """Asks questions again, each once as long as the same responder answers."""

    responder: Responder
    today: date
    known: dict[str, bool]

    @classmethod
    def of(cls, room: _Room, responder: Responder, today: date) -> Self:
        """Forget what was answered when somebody else answered."""
        if room.responder is not responder:
            room.responder, room.is_answered = responder, {}
        return cls(responder, today, room.is_answered)

    def unanswered(self, questions: tuple[str, ...]) -> str | None:
        """Find the first of some wordings that is not answered by now."""
        return next((q for q in questions[:_TRIED] if not self._is_answered(q)), None)

    def _is_answered(self, question: str) -> bool:
        if question not in self.known:
            self.known[question] = is_answered(self.responder, question, self.today)
        return self.known[question]


def is_answered(responder: Responder, question: str, today: date) -> bool:
    """Say whether a question is answered now."""
    return isinstance(responder.respond(Utterance(question), today=today).decision, Answer)


def _open(
    asking: _AskAgain,
    gaps: tuple[Gap, ...],
    asks: tuple[Ask, ...],
    dismissed: tuple[str, ...],
) -> Iterator[tuple[Gap, str, int]]:
    """Give groups that are open, and after them what readers put to the editors beside."""
    asked = _by_message(asks)
    for gap in gaps:
        question = asking.unanswered(gap.questions)
        count = sum(len(asked.pop(message, ())) for message in gap.messages) if asked else 0
        if question is not None:
            yield gap, question, count
    left_out = set(map(spoken_words, dismissed))
    for gap, count in _gaps_of(asked):
        question = asking.unanswered(gap.questions)
        if question is not None and spoken_words(question) not in left_out:
            yield gap, question, count


def _by_message(asks: tuple[Ask, ...]) -> dict[int, list[Ask]]:
    found: dict[int, list[Ask]] = {}
    for ask in asks:
        found.setdefault(ask.message, []).append(ask)
    return found


def _gaps_of(asked: Mapping[int, list[Ask]]) -> Iterator[tuple[Gap, int]]:
    """Make groups of asks that are in no group: each of the same words."""
    by_words: dict[str, list[Ask]] = {}
    for asks in asked.values():
        for ask in asks:
            by_words.setdefault(spoken_words(ask.question), []).append(ask)
    for same in by_words.values():
        hours = [ask.hour for ask in same]
        messages = tuple(dict.fromkeys(ask.message for ask in same))
        people = len({ask.reader or ask.voter for ask in same})
        told = (same[0].question,), len(messages), people, None, 0.0
        yield Gap(*told, min(hours), max(hours), messages), len(same)


def _cut(
    everything: Iterator[tuple[Gap, str, int]], start: int, size: int
) -> tuple[list[tuple[Gap, str, int]], bool]:
    found: list[tuple[Gap, str, int]] = []
    for at, one in enumerate(everything):
        if at >= start + size:
            return found, True
        if at >= start:
            found.append(one)
    return found, False
