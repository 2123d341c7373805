"""What was asked in each guild and not answered: read as it comes, grouped, and still open."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, Final

from bot.dialogue.responder import Responder
from bot.editorial.reading import Read
from bot.newsroom.asking_again import AskAgain
from bot.newsroom.comparing import Comparing, catch_up
from bot.newsroom.open_gaps import Open, OpenGaps
from bot.newsroom.room import Room
from bot.store.audit import Action, Deed

if TYPE_CHECKING:
    from bot.newsroom.newsroom import Newsroom

MOST_ROOMS: Final = 64
MOST_TEXTS_IN_ROOMS: Final = 100_000
"""Guilds whose groups stay at hand, and the texts in all of them: some 140 MB."""

ENOUGH_PEOPLE: Final = 2
"""From so many on a group shows, unless moderators ask for others: nobody is to be singled out."""

_PATIENCE_S: Final = 0.4
"""After this, what is not compared waits; it is compared while nobody looks."""

_ASKED_AGAIN: Final = 40
_ASKED_BACK: Final = 20
"""Questions that are asked again for one page, and to find the page before: some 5 ms each."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the groups that are open."""

    shown: tuple[Open, ...]
    previous: int | None
    """From where on the page before begins; none on the first one."""
    next: int | None
    """From where on to look further; none where that is all."""
    pending: int
    """Texts that are still to be compared; until then each stands for itself."""


class Gaps:
    """Unanswered questions of guilds. What touches the database raises `StoreError`."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._rooms: OrderedDict[int, Room] = OrderedDict()
        self._comparing = Comparing()

    async def page(
        self,
        guild: int,
        start: int,
        size: int,
        *,
        people: int = ENOUGH_PEOPLE,
        responder: Responder,
    ) -> Page:
        """Give a guild's groups that are open, those of most people first, from a place on.

        What readers put to the editors shows however few they were. Places count all groups,
        also those that are answered by now; where many are, a page may have fewer than it could.
        """

        def chosen(found: OpenGaps, asking: AskAgain) -> tuple[list[Open], int | None, int | None]:
            shown, further = found.from_(start, size)
            asking.left = _ASKED_BACK
            return shown, found.before(start, size), further

        async with self._open(guild, people, responder) as (room, found, asking):
            shown, previous, further = await asyncio.to_thread(chosen, found, asking)
            return Page(tuple(shown), previous, further, room.grouping.pending)

    async def biggest(
        self, guild: int, first_hour: int, last_hour: int, most: int, *, responder: Responder
    ) -> tuple[Open, ...]:
        """Give a guild's largest groups that are open, of those asked about within some hours."""
        async with self._open(guild, ENOUGH_PEOPLE, responder) as (_, found, _):
            return await asyncio.to_thread(
                lambda: tuple(found.biggest(first_hour, last_hour, most))
            )

    @asynccontextmanager
    async def _open(
        self, guild: int, people: int, responder: Responder
    ) -> AsyncIterator[tuple[Room, OpenGaps, AskAgain]]:
        """Hold a guild's groups still while somebody looks at them."""
        until = monotonic() + _PATIENCE_S
        dismissed = await self._newsroom.dismissals.of(guild)
        asks = await self._newsroom.asking.kept.of_guild(guild)
        room = self._room(guild)
        today = self._newsroom.now.date()
        async with room.lock:
            await room.read_on(self._newsroom.questions, guild)
            self._make_place()
            asking = AskAgain(room.answered, responder, today, _ASKED_AGAIN)

            def groups() -> OpenGaps:
                room.grouping.leave_out(dismissed)
                catch_up(room.grouping, until)
                shown = room.grouping.groups(minimum_people=people)
                return OpenGaps(shown, asks, dismissed, asking)

            yield room, await asyncio.to_thread(groups), asking
        self._comparing.go_on(guild, room, lambda: self._rooms.get(guild) is room)

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
                room.answered.known.clear()
                await room.read_on(self._newsroom.questions, guild)

    async def all_compared(self, guild: int) -> None:
        """Wait until all is compared that was pending when somebody looked."""
        await self._comparing.done(guild)

    def forget(self, guild: int) -> None:
        """Let go of all that a guild asked."""
        self._rooms.pop(guild, None)

    def stop(self) -> None:
        """Leave what is compared behind."""
        self._comparing.stop()

    # ----------------------------------------------------------------- rooms

    @property
    def rooms(self) -> tuple[int, ...]:
        """The guilds whose groups are at hand; the one that was looked at last comes last."""
        return tuple(self._rooms)

    def turns_at_hand(self, guild: int) -> int:
        """Count a guild's turns that are in memory."""
        return self._rooms[guild].grouping.turns if guild in self._rooms else 0

    def _room(self, guild: int) -> Room:
        likeness = self._newsroom.library.of(guild).likeness
        room = self._rooms.get(guild)
        if room is None or room.name != likeness.name:
            begun = replace(likeness, read=self._reading(guild)).grouping()
            room = self._rooms[guild] = Room(likeness.name, begun)
        self._rooms.move_to_end(guild)
        return room

    def _make_place(self) -> None:
        """Let go of what nobody has looked at for the longest time."""
        texts = sum(room.grouping.weight for room in self._rooms.values())
        while len(self._rooms) > 1 and (
            len(self._rooms) > MOST_ROOMS or texts > MOST_TEXTS_IN_ROOMS
        ):
            _, gone = self._rooms.popitem(last=False)
            texts -= gone.grouping.weight

    def _reading(self, guild: int) -> Read:
        """Read each text as the content of that time tells."""
        library = self._newsroom.library
        return lambda words: library.of(guild).likeness.read(words)
