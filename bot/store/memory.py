"""Keeps turns in memory, until the process ends: for the preview, and for trying things."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bot.store.model import MOST_TURNS, ReaderHash, TurnRecord


class MemoryStore:
    """A store that nothing of outlives the process. It is never unavailable."""

    def __init__(self) -> None:
        self._turns: dict[int, TurnRecord] = {}

    async def prepare(self) -> None:
        """Do nothing: it is always ready."""

    async def record(self, turns: Sequence[TurnRecord]) -> None:
        """Keep turns."""
        self._turns.update((turn.message, turn) for turn in turns)

    async def forget_messages(self, messages: Collection[int]) -> int:
        """Erase the turns of these messages."""
        return self._forget(lambda turn: turn.message in messages)

    async def forget_channel(self, channel: int) -> int:
        """Erase the turns of a channel."""
        return self._forget(lambda turn: turn.channel == channel)

    async def forget_guild(self, guild: int) -> int:
        """Erase the turns of a guild."""
        return self._forget(lambda turn: turn.guild == guild)

    async def forget_reader(self, hashes: Collection[ReaderHash]) -> int:
        """Erase the turns of a reader."""
        return self._forget(lambda turn: turn.reader in hashes)

    async def turns_of_reader(self, hashes: Collection[ReaderHash]) -> tuple[TurnRecord, ...]:
        """Give the turns of a reader."""
        found = [turn for turn in self._turns.values() if turn.reader in hashes]
        return tuple(sorted(found, key=lambda turn: (turn.hour, turn.message))[-MOST_TURNS:])

    async def expire(self, before_hour: int) -> int:
        """Erase what is old."""
        return self._forget(lambda turn: turn.hour < before_hour)

    async def count(self) -> int:
        """Count the turns."""
        return len(self._turns)

    async def close(self) -> None:
        """Do nothing: there is nothing to let go of."""

    def _forget(self, is_meant: Callable[[TurnRecord], bool]) -> int:
        meant = [message for message, turn in self._turns.items() if is_meant(turn)]
        for message in meant:
            del self._turns[message]
        return len(meant)
