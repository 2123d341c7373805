"""How much is answered to whom: token buckets, with one hint before silence.

Pure, for the time is always passed in, in seconds that never go backwards.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Pace(Enum):
    """What becomes of a question."""

    ANSWER = auto()
    HINT = auto()
    """It is too much; say so, once."""
    SILENCE = auto()
    """It is too much, and that was said."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many questions at once, and again after so long."""

    questions: int
    within_s: float


READER: Final = Allowance(5, 30.0)
CHANNEL: Final = Allowance(10, 30.0)
GUILD: Final = Allowance(60, 60.0)

MOST_KEPT: Final = 10_000
"""Buckets of each kind; one that is let go is full when it is needed again."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    hinted_at: float = float("-inf")


class Buckets:
    """The buckets of all readers, of all channels, or of all guilds."""

    def __init__(self, allowance: Allowance, *, capacity: int) -> None:
        self._allowance = allowance
        self._capacity = capacity
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def has_room(self, key: int, now: float) -> bool:
        """Say whether one more question is allowed, and take nothing yet."""
        return self._filled(key, now).left >= 1.0

    def take(self, key: int, now: float) -> None:
        """Count a question."""
        self._filled(key, now).left -= 1.0

    def is_hint_due(self, key: int, now: float) -> bool:
        """Say whether it is time to say that it is too much, and count that as said."""
        bucket = self._filled(key, now)
        if now - bucket.hinted_at < self._allowance.within_s:
            return False
        bucket.hinted_at = now
        return True

    def _filled(self, key: int, now: float) -> _Bucket:
        """Give a bucket with what has flowed in since it was looked at."""
        most = float(self._allowance.questions)
        bucket = self._buckets.setdefault(key, _Bucket(most, now))
        self._buckets.move_to_end(key)
        if len(self._buckets) > self._capacity:
            self._buckets.popitem(last=False)
        flowed = (now - bucket.at) * most / self._allowance.within_s
        bucket.left, bucket.at = min(most, bucket.left + flowed), now
        return bucket

    def __len__(self) -> int:
        return len(self._buckets)


class Pacing:
    """Holds questions against the allowances of their reader, channel and guild. For everybody."""

    def __init__(self, *, capacity: int = MOST_KEPT) -> None:
        self._of_readers = Buckets(READER, capacity=capacity)
        self._of_channels = Buckets(CHANNEL, capacity=capacity)
        self._of_guilds = Buckets(GUILD, capacity=capacity)

    def admit(
        self, reader: int, channel: int, guild: int | None, *, now: float, may_hint: bool = True
    ) -> Pace:
        """Say what becomes of a question; one that is refused counts nowhere.

        Without `may_hint` there is no hint, and it stays due: nobody waits for an answer.
        """
        places = [(self._of_readers, reader), (self._of_channels, channel)]
        if guild is not None:
            places.append((self._of_guilds, guild))
        full = next(((some, key) for some, key in places if not some.has_room(key, now)), None)
        if full is not None:
            buckets, key = full
            is_hint = may_hint and buckets.is_hint_due(key, now)
            return Pace.HINT if is_hint else Pace.SILENCE
        for buckets, key in places:
            buckets.take(key, now)
        return Pace.ANSWER
