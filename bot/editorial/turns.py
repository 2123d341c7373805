"""Keeps turns in little memory: 32 bytes each, their words, and where to find their message."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.editorial.gaps import Asked
from bot.editorial.growing import grown
from bot.editorial.stars import IdArray

FREE: Final = -1
NOBODY: Final = 0

_TURN: Final = np.dtype(
    [
        ("message", np.int64),
        ("reader", np.uint64),
        ("hour", np.int32),
        ("point", np.int32),
        ("nearest", np.int32),
        ("confidence", np.float32),
    ]
)
_EMPTY: Final = np.array((0, NOBODY, 0, FREE, FREE, 0.0), dtype=_TURN)


class Turns:
    """A table of turns. Each belongs to a point: a number that stands for its words."""

    def __init__(self) -> None:
        self._table = np.zeros(0, dtype=_TURN)
        self._words: list[str] = []
        self._row_of: dict[int, int] = {}
        self._free: list[int] = []
        self._passages: list[str] = []
        self._number_of: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._row_of)

    def __contains__(self, message: int) -> bool:
        return message in self._row_of

    def add(self, asked: Asked, point: int, words: str) -> None:
        """Put a turn in, whose message is not there yet."""
        row = self._free.pop() if self._free else len(self._words)
        if row == len(self._words):
            self._words.append(words)
            self._table = grown(self._table, row + 1, _EMPTY)
        self._words[row] = words
        nearest = FREE if asked.nearest is None else self._number(asked.nearest)
        reader = _number_of_reader(asked.reader)
        self._table[row] = (
            asked.message, reader, asked.hour, point, nearest, asked.confidence,
        )  # fmt: skip
        self._row_of[asked.message] = row

    def remove(self, messages: Iterable[int]) -> list[int]:
        """Take turns out; give the points that they belonged to, each as often as it was."""
        rows = [self._row_of.pop(m) for m in set(messages) if m in self._row_of]
        points: list[int] = self._table["point"][rows].tolist()
        self._table["point"][rows] = FREE
        self._table["message"][rows] = self._table["reader"][rows] = 0
        for row in rows:
            self._words[row] = ""
        self._free.extend(rows)
        return points

    def messages_of(self, readers: Collection[str]) -> list[int]:
        """Find the turns of whom any of these hashes stands for."""
        numbers = np.array([_number_of_reader(reader) for reader in readers], dtype=np.uint64)
        return self._messages(np.isin(self._table["reader"], numbers))

    def messages_before(self, hour: int) -> list[int]:
        """Find the turns that are older."""
        return self._messages(self._table["hour"] < hour)

    def messages_at(self, points: Collection[int]) -> list[int]:
        """Find the turns of points."""
        return self._messages(np.isin(self._table["point"], list(points)))

    def oldest(self, count: int) -> list[int]:
        """Find so many turns, the oldest ones."""
        live = np.flatnonzero(self._table["point"] != FREE)
        order = np.lexsort((self._table["message"][live], self._table["hour"][live]))
        oldest: list[int] = self._table["message"][live[order[:count]]].tolist()
        return oldest

    def longest_unasked(self, count: int) -> list[int]:
        """Find so many points, those whose latest turn is the oldest."""
        live = self._table[self._table["point"] != FREE]
        latest = np.lexsort((live["message"], live["hour"]))
        points, from_the_end = np.unique(live["point"][latest[::-1]], return_index=True)
        unasked: list[int] = points[np.argsort(-from_the_end, kind="stable")][:count].tolist()
        return unasked

    def _messages(self, is_meant: npt.NDArray[np.bool_]) -> list[int]:
        is_live = self._table["point"] != FREE
        found: list[int] = self._table["message"][is_live & is_meant].tolist()
        return found

    def by_group(self, group_of: IdArray) -> tuple[npt.NDArray[np.void], IdArray, IdArray]:
        """Give all turns, those of a group together and the oldest first; groups; their rows."""
        rows = np.flatnonzero(self._table["point"] != FREE)
        live = self._table[rows]
        groups = group_of[live["point"]]
        order = np.lexsort((live["message"], live["hour"], groups))
        return live[order], groups[order], rows[order]

    def words(self, row: int) -> str:
        """Give what was asked."""
        return self._words[row]

    def passage(self, number: int) -> str | None:
        """Give the id of a passage by the number it has here."""
        return None if number == FREE else self._passages[number]

    def _number(self, passage: str) -> int:
        number = self._number_of.setdefault(passage, len(self._passages))
        if number == len(self._passages):
            self._passages.append(passage)
        return number


def _number_of_reader(reader: str | None) -> int:
    if reader is None:
        return NOBODY
    digest = hashlib.blake2b(reader.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") or 1
