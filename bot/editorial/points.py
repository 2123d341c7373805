"""Gives each text a number while anybody has asked it."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable

import numpy as np

from bot.editorial.stars import IdArray


class Points:
    """Different texts, how often each was asked, and which of them are still to be compared."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        """By number; empty where the number is free."""
        self.counts: list[int] = []
        self.pending: set[int] = set()
        self._ties: list[int] = []
        self._number_of: dict[str, int] = {}
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._number_of)

    @property
    def size(self) -> int:
        """Say from where on there are no numbers."""
        return len(self.texts)

    def find(self, text: str) -> int | None:
        """Give the number of a text that is there."""
        return self._number_of.get(text)

    def one_more(self, text: str) -> int:
        """Count a text, and give its number."""
        number = self._number_of.get(text)
        if number is None:
            number = self._new(text)
        self.counts[number] += 1
        return number

    def fewer(self, numbers: Iterable[int]) -> list[int]:
        """Count texts once less for each time that they are given; give those that are gone."""
        gone = []
        for number in numbers:
            self.counts[number] -= 1
            if not self.counts[number]:
                gone.append(number)
                self._drop(number)
        return gone

    def precedence(self) -> IdArray:
        """Rank all numbers: the most asked first; what the numbers are makes no difference."""
        counts = np.array(self.counts, dtype=np.int64)
        order = np.lexsort((np.array(self._ties, dtype=np.int64), -counts))
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        return rank

    def _new(self, text: str) -> int:
        number = heapq.heappop(self._free) if self._free else len(self.texts)
        if number == len(self.texts):
            self.texts.append(text)
            self.counts.append(0)
            self._ties.append(0)
        self.texts[number] = text
        digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
        self._ties[number] = int.from_bytes(digest, "big") >> 1
        self._number_of[text] = number
        self.pending.add(number)
        return number

    def _drop(self, number: int) -> None:
        del self._number_of[self.texts[number]]
        self.texts[number] = ""
        self._ties[number] = 0
        self.pending.discard(number)
        heapq.heappush(self._free, number)
