"""Finds labels by a few letters, while a reader is still typing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from bot.corpus.model import Passage
from bot.matching.model import Comparing, Matcher
from bot.matching.packed import Starts, Texts
from bot.matching.regressions import best_first
from bot.text.normalise import fold

_END: Final = "\n"
"""Ends each packed name; never in a folded one, for folding turns all white space into blanks."""


def glanced(matcher: Matcher, text: str) -> Iterator[Passage]:
    """Rank what a reader is still typing by a first look: to read passages takes too long."""
    found = matcher.compare(text) if isinstance(matcher, Comparing) else None
    if found is None:
        yield from (candidate.passage for candidate in matcher.rank(text))
        return
    yield from (found.passages[at] for at, _ in best_first(found.scores, found.confidence))


def packed_names(names: Iterable[str]) -> Texts:
    """Fold names and pack them, so that they can be kept for another time."""
    return Texts.of(_letters(name) + _END for name in names)


@dataclass(frozen=True, slots=True, eq=False)
class Suggestions:
    """Names in one long string, so that looking for letters is one search in C.

    100,000 names take a few milliseconds to look through.
    """

    _passages: Sequence[Passage]
    _names: bytes
    """Packed one after the other."""
    _starts: Starts

    @classmethod
    def build(cls, named: Iterable[tuple[str, Passage]]) -> Self:
        """Index names, the most welcome first; a passage may have several."""
        pairs = list(named)
        return cls.of(packed_names(name for name, _ in pairs), [passage for _, passage in pairs])

    @classmethod
    def of(cls, names: Texts, passages: Sequence[Passage]) -> Self:
        """Take names that were packed before, with the passage of each."""
        return cls(passages, names.letters.tobytes(), names.starts)

    def holding(self, typed: str) -> Iterator[Passage]:
        """Give the passages whose name holds the letters, in the order of the names."""
        letters, at = _letters(typed).encode("utf-8", "surrogatepass"), 0
        while self._passages and (at := self._names.find(letters, at)) >= 0:
            number = int(self._starts.searchsorted(at, "right")) - 1
            if number >= len(self._passages):
                return
            yield self._passages[number]
            at = int(self._starts[number + 1])


def _letters(name: str) -> str:
    """Fold a name without its apostrophes, which hardly anybody types."""
    return fold(name).replace("'", "")
