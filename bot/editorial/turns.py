"""Keeps turns in 32 bytes each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.editorial.gaps import Asked
from bot.editorial.numbering import Numbering
from bot.editorial.stars import IdArray

TurnArray = npt.NDArray[np.void]

NOTHING: Final = -1
NOBODY: Final = 0

_TURN: Final = np.dtype(
    [
        ("message", np.int64),
        ("reader", np.int64),
        ("hour", np.int32),
        ("spelling", np.int32),
        ("nearest", np.int32),
        ("confidence", np.float32),
    ]
)


class Turns:
    """A table of turns by message. Each has the number of how its question is spelt."""

    def __init__(self) -> None:
        self.table: TurnArray = np.zeros(0, dtype=_TURN)
        """In the order of messages."""
        self._passages = Numbering()

    def __len__(self) -> int:
        return len(self.table)

    def add(self, turns: Sequence[Asked], spellings: IdArray) -> None:
        """Put turns in, none of whose messages is there."""
        if not turns:
            return
        new = np.zeros(len(turns), dtype=_TURN)
        new["message"], _, new["hour"], new["confidence"], nearest, readers = zip(
            *turns, strict=True
        )
        new["reader"] = [*map(_number_of_reader, readers)]
        new["spelling"] = spellings
        new["nearest"] = NOTHING
        near = [(at, passage) for at, passage in enumerate(nearest) if passage is not None]
        numbers, _ = self._passages.take([passage for _, passage in near])
        new["nearest"][[at for at, _ in near]] = numbers
        new = new[np.argsort(new["message"])]
        is_later = not len(self) or new["message"][0] > self.table["message"][-1]
        table = np.concatenate([self.table, new])
        self.table = table if is_later else table[np.argsort(table["message"], kind="stable")]

    def remove(self, messages: Iterable[int]) -> IdArray:
        """Take turns out; give how they were spelt, each as often as it was."""
        is_meant = np.zeros(len(self), dtype=np.bool_)
        is_meant[self.find(messages)[1]] = True
        return self.remove_where(is_meant)

    def find(self, messages: Iterable[int]) -> tuple[IdArray, IdArray]:
        """Give those of some messages that are in, and where."""
        wanted = np.fromiter(messages, dtype=np.int64)
        at = np.searchsorted(self.table["message"], wanted)
        is_in = at < len(self)
        is_in[is_in] = self.table["message"][at[is_in]] == wanted[is_in]
        return wanted[is_in], at[is_in]

    def remove_where(self, is_meant: npt.NDArray[np.bool_]) -> IdArray:
        """Take turns out by a mask over the table; give how they were spelt."""
        gone = self.table[is_meant]
        if len(gone):
            self.table = self.table[~is_meant]
            self._passages.release(gone["nearest"][gone["nearest"] != NOTHING].astype(np.int64))
        return np.asarray(gone["spelling"], dtype=np.int64)

    def oldest(self, count: int) -> npt.NDArray[np.bool_]:
        """Mark so many turns, the oldest ones."""
        order = np.argsort(self.table["hour"], kind="stable")  # then by message, as they are
        marked = np.zeros(len(self.table), dtype=np.bool_)
        marked[order[:count]] = True
        return marked

    def longest_unasked(self, count: int) -> npt.NDArray[np.bool_]:
        """Mark all turns of so many spellings, those whose latest turn is the oldest."""
        latest_first = np.argsort(self.table["hour"], kind="stable")[::-1]
        spellings, first = np.unique(self.table["spelling"][latest_first], return_index=True)
        unasked = spellings[np.argsort(-first, kind="stable")][:count]
        return np.isin(self.table["spelling"], unasked)

    def passage(self, number: int) -> str | None:
        """Give the id of a passage by the number it has here."""
        return None if number == NOTHING else self._passages.names[number]


def _number_of_reader(reader: str | None) -> int:
    """Give a number that stands for a reader's hash while this process runs."""
    return NOBODY if reader is None else hash(reader) or 1
