"""Keeps the latest few results of a function, for what is asked again and again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from enum import Enum, auto
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class _Absent(Enum):
    """Stands for what is not at hand, for a value may well be none."""

    HERE = auto()


class Recent(Generic[K, V]):
    """A bounded map; what has not been asked for the longest time goes first.

    Threads may share it: each step is a single operation of a dict, and at worst two of them make
    the same value. It knows nothing of who makes the values: an `lru_cache` of a method, kept on
    the object itself, is a cycle, and cycles that `gc.freeze` has seen are never freed.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._values: dict[K, V] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Give the value of a key, made now if it is not at hand."""
        value = self._values.pop(key, _Absent.HERE)
        if value is _Absent.HERE:
            value = make()
        self._values[key] = value  # the dict's order is that of use
        while len(self._values) > self._capacity:
            self._drop_oldest()
        return value

    def __len__(self) -> int:
        return len(self._values)

    def _drop_oldest(self) -> None:
        try:
            oldest = next(iter(self._values))
        except (RuntimeError, StopIteration):  # another thread was here first
            return
        self._values.pop(oldest, None)
