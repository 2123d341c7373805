"""What an operator decided to keep: for how long, and whether rows say whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.store.model import ReaderHash, hour_of
from bot.store.readers import ReaderKeys


@dataclass(frozen=True, slots=True)
class Keeping:
    """What an operator decided to keep."""

    days: int
    """For so long; 0 keeps nothing."""
    keys: ReaderKeys | None = None
    """Of readers' hashes; none where nothing tells which rows are whose."""
    notes_readers: bool = True
    """New rows get their reader's hash."""

    def first_hour(self, now: datetime) -> int:
        """Give the oldest hour that is still kept."""
        return hour_of(now - timedelta(days=self.days)) + (0 if self.days else 1)

    def hash_of(self, reader: int, now: datetime) -> ReaderHash | None:
        """Give what a new row says of its reader."""
        return self.keys.of(reader, now) if self.keys and self.notes_readers else None

    def voter(self, reader: int, message: int) -> str:
        """Give what stands for a reader at one message; the same for all where nothing may."""
        return self.keys.at_message(reader, message) if self.keys else ""

    def hashes_of(self, reader: int, now: datetime) -> frozenset[ReaderHash]:
        """Give all that rows which are kept may say of a reader."""
        first = now - timedelta(days=self.days + 1)
        return self.keys.within(reader, first, now) if self.keys else frozenset()


KEEP_NOTHING: Final = Keeping(days=0)
