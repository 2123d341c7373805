"""What is still to be written: turns up to a limit, and every erasure."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Final

from bot.store.model import Store, TurnRecord

_ERASED_AT_ONCE: Final = 500
_MOST_MESSAGES: Final = 100_000
"""Erasures that wait; with a database away for so long, the oldest are left to expiry."""


class Pending:
    """Turns and erasures that wait. An erasure takes the turns that wait with it.

    So erasures can always be written first: what is added after them is not meant by them.
    """

    def __init__(self, capacity: int) -> None:
        self.turns: dict[int, TurnRecord] = {}
        """By message, the oldest first."""
        self.refused = 0
        """Turns that came when it was full."""
        self.erasures_lost = 0
        self._capacity = capacity
        self._messages: dict[int, None] = {}
        self._channels: dict[int, None] = {}
        self._guilds: dict[int, None] = {}

    @property
    def erasures(self) -> int:
        """How many erasures wait."""
        return len(self._messages) + len(self._channels) + len(self._guilds)

    @property
    def is_empty(self) -> bool:
        """Nothing waits."""
        return not self.turns and not self.erasures

    def add(self, turn: TurnRecord) -> None:
        """Take a turn; refuse it when there are too many."""
        if len(self.turns) < self._capacity or turn.message in self.turns:
            self.turns[turn.message] = turn
        else:
            self.refused += 1

    def done(self, written: Iterable[TurnRecord]) -> None:
        """Let go of turns that are written, unless a newer version of one has come meanwhile."""
        for turn in written:
            if self.turns.get(turn.message) is turn:
                del self.turns[turn.message]

    def forget_messages(self, messages: Iterable[int]) -> None:
        """Take an erasure of messages."""
        for message in messages:
            self.turns.pop(message, None)
            self._messages[message] = None
        while len(self._messages) > _MOST_MESSAGES:
            del self._messages[next(iter(self._messages))]
            self.erasures_lost += 1

    def forget_channel(self, channel: int) -> None:
        """Take an erasure of a channel."""
        self._drop(lambda turn: turn.channel == channel)
        self._channels[channel] = None

    def forget_guild(self, guild: int) -> None:
        """Take an erasure of a guild."""
        self._drop(lambda turn: turn.guild == guild)
        self._guilds[guild] = None

    def calls(self, store: Store) -> Iterator[Callable[[], Awaitable[object]]]:
        """Give what is to be erased, as calls to await; each counts as done when it returns."""
        while messages := tuple(islice(self._messages, _ERASED_AT_ONCE)):
            yield partial(store.forget_messages, messages)
            _remove(self._messages, messages)
        for waiting, forget in (
            (self._channels, store.forget_channel),
            (self._guilds, store.forget_guild),
        ):
            while some := tuple(islice(waiting, 1)):
                yield partial(forget, some[0])
                _remove(waiting, some)

    def _drop(self, is_meant: Callable[[TurnRecord], bool]) -> None:
        for message in [message for message, turn in self.turns.items() if is_meant(turn)]:
            del self.turns[message]


def _remove(waiting: dict[int, None], done: Iterable[int]) -> None:
    for item in done:
        waiting.pop(item, None)
