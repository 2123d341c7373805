"""What the bot minds so as to be no nuisance: with whom it talks, what was said, where to rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from bot.dialogue.memory import Memory
from bot.dialogue.model import Turn

_REPEAT_S: Final = 30.0
"""What a channel has just read is not said again to whoever did not call the bot."""

_COMPANY_S: Final = 24 * 3600.0
"""For so long the bot goes on with whom it spoke to last in a thread."""

_TALK_S: Final = 5 * 60.0
"""For so long after a word between readers, what they say may be for each other."""

_HINT_S: Final = 24 * 3600.0
"""For so long a reader who was told that a reply could not be read is not told so again."""

_REST_S: Final = 10 * 60.0
"""A channel where we may not speak is left alone for this long."""

_CHANNELS: Final = 5_000
_READERS: Final = 10_000


@dataclass(slots=True)
class Manners:
    """What is remembered of channels and readers, for a while."""

    _said: Memory[tuple[int, str], bool] = field(
        default_factory=lambda: Memory(capacity=_CHANNELS, lifetime_s=_REPEAT_S)
    )
    _company: Memory[int, int] = field(
        default_factory=lambda: Memory(capacity=_CHANNELS, lifetime_s=_COMPANY_S)
    )
    """By channel, the reader whom the bot spoke to last."""
    _talk: Memory[int, bool] = field(
        default_factory=lambda: Memory(capacity=_CHANNELS, lifetime_s=_TALK_S)
    )
    """Channels in which readers talk to each other."""
    _hinted: Memory[int, bool] = field(
        default_factory=lambda: Memory(capacity=_READERS, lifetime_s=_HINT_S)
    )
    _resting: Memory[int, bool] = field(
        default_factory=lambda: Memory(capacity=_CHANNELS, lifetime_s=_REST_S)
    )

    def say(self, channel: int, turn: Turn) -> None:
        """Take note of what a channel has read."""
        if turn.reply.passage is not None:
            self._said.remember((channel, turn.reply.passage.id), True, now=monotonic())

    def was_just_said(self, channel: int, turn: Turn) -> bool:
        """Say whether a channel has just read the same."""
        passage = turn.reply.passage
        key = (channel, "" if passage is None else passage.id)
        return bool(self._said.recall(key, now=monotonic()))

    def speak_to(self, reader: int, channel: int) -> None:
        """Take note of whom the bot has just spoken to in a channel."""
        self._company.remember(channel, reader, now=monotonic())
        self._talk.forget(channel)

    def hear_talk(self, channel: int) -> None:
        """Take note that readers may be talking to each other in a channel."""
        self._talk.remember(channel, True, now=monotonic())

    def is_talking_with(self, reader: int, channel: int) -> bool:
        """Say whether the bot spoke to a reader last, and nobody else has a word there now."""
        now = monotonic()
        is_company = self._company.recall(channel, now=now) == reader
        return is_company and not self._talk.recall(channel, now=now)

    def is_hint_due(self, reader: int) -> bool:
        """Say whether a reader may be told how to be read, and count that as said."""
        if self._hinted.recall(reader, now=monotonic()):
            return False
        self._hinted.remember(reader, True, now=monotonic())
        return True

    def rest(self, channel: int) -> None:
        """Leave a channel alone for a while."""
        self._resting.remember(channel, True, now=monotonic())

    def wake(self, channel: int) -> None:
        """Leave a channel alone no longer."""
        self._resting.forget(channel)

    def resting(self) -> tuple[int, ...]:
        """Give the channels that are being left alone."""
        return self._resting.keys(now=monotonic())

    def is_resting(self, channel: int) -> bool:
        """Say whether a channel is being left alone."""
        return bool(self._resting.recall(channel, now=monotonic()))
