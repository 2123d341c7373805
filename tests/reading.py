"""Sequences that count how much of them is read: work grows as a text does, not as its square."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class CountedReads(Sequence[T]):
    """A sequence that counts the values that are taken out of it, those of slices included."""

    def __init__(self, values: Sequence[T]) -> None:
        self._values = values
        self.reads = 0

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[T]:
        self.reads += len(self._values)
        return iter(self._values)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        self.reads += len(self._values[at]) if isinstance(at, slice) else 1
        return self._values[at]
