"""Finds labels by a few letters, while a reader is still typing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from bot.corpus.model import Passage
from bot.text.normalise import fold

_BETWEEN = "\n"
"""Never in a folded name: folding turns all white space into blanks."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Names in one long string, so that looking for letters is one search in C.

    100,000 names take a few milliseconds to look through.
    """

    _passages: tuple[Passage, ...]
    _names: str
    _starts: tuple[int, ...]

    @classmethod
    def build(cls, named: Iterable[tuple[str, Passage]]) -> Suggestions:
        """Index names, the most welcome first; a passage may have several."""
        pairs = [(_letters(name), passage) for name, passage in named]
        starts = accumulate((len(name) + len(_BETWEEN) for name, _ in pairs), initial=0)
        return cls(
            _passages=tuple(passage for _, passage in pairs),
            _names=_BETWEEN.join(name for name, _ in pairs),
            _starts=tuple(starts)[: len(pairs)],
        )

    def holding(self, typed: str) -> Iterator[Passage]:
        """Give the passages whose name holds the letters, in the order of the names."""
        letters, at = _letters(typed), 0
        while self._starts and (at := self._names.find(letters, at)) >= 0:
            number = bisect_right(self._starts, at) - 1
            yield self._passages[number]
            if number + 1 == len(self._starts):
                return
            at = self._starts[number + 1]


def _letters(name: str) -> str:
    """Fold a name without its apostrophes, which hardly anybody types."""
    return fold(name).replace("'", "")
