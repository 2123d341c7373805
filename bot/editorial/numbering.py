"""Gives each string a number while anything uses it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.editorial.growing import grown
from bot.editorial.stars import IdArray


class Numbering:
    """Different strings, and how often each is used. What is used no more is forgotten."""

    def __init__(self) -> None:
        self.names: list[str] = []
        """By number; empty where the number is free."""
        self._uses = np.zeros(0, dtype=np.int64)
        self._number_of: dict[str, int] = {}
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._number_of)

    @property
    def size(self) -> int:
        """Say from where on there are no numbers."""
        return len(self.names)

    def find(self, name: str) -> int | None:
        """Give the number of a string that is there."""
        return self._number_of.get(name)

    def take(self, names: Sequence[str]) -> tuple[IdArray, list[int]]:
        """Count strings once more for each time that they are given; give all, and the new ones."""
        found = [*map(self._number_of.get, names)]
        new: list[int] = []
        for at, number in enumerate(found):
            if number is None:
                found[at] = self._taken(names[at], new)
        numbers = np.array(found, dtype=np.int64)
        self._uses = grown(self._uses, self.size, 0)
        np.add.at(self._uses, numbers, 1)
        return numbers, new

    def release(self, numbers: IdArray) -> IdArray:
        """Count strings once less for each time that they are given; give those that are gone."""
        np.subtract.at(self._uses, numbers, 1)
        touched = np.unique(numbers)
        gone: IdArray = touched[self._uses[touched] == 0]
        for number in gone.tolist():
            del self._number_of[self.names[number]]
            self.names[number] = ""
            self._free.append(number)
        return gone

    def _taken(self, name: str, new: list[int]) -> int:
        """Give a string a number, unless it came twice and has got one just now."""
        number = self._number_of.get(name)
        if number is None:
            number = self._new(name)
            new.append(number)
        return number

    def _new(self, name: str) -> int:
        number = self._free.pop() if self._free else len(self.names)
        if number == len(self.names):
            self.names.append(name)
        self.names[number] = name
        self._number_of[name] = number
        return number
