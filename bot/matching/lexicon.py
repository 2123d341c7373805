"""Common English words: which exist, how rare they are, and which mean nearly the same."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bot.matching.arrays import FloatArray
from bot.text.tokens import stem


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """English words, the most frequent first, each with a short vector of its meaning.

    The vectors are unit length or zero, so that a dot product is a cosine.
    """

    words: Sequence[str]
    vectors: FloatArray
    """Shape (words, dimensions)."""
    near_starts: npt.NDArray[np.int64]
    """(words + 1) Where the near words of each begin in `near_words`."""
    near_words: npt.NDArray[np.uint16]
    """The rows of the words that mean nearly the same as each word, itself included."""
    spellings: frozenset[str] = frozenset()
    """Further, rarer words: that they exist is all that is known of them."""
    stem_ranks: Mapping[str, int] | None = None
    """The most frequent word of each stem; found out where it is not given."""
    _rank: dict[str, int] = field(init=False, repr=False)
    _stem_rank: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the words and, for words that are missing, their stems."""
        set_once = object.__setattr__
        set_once(self, "_rank", {word: at for at, word in enumerate(self.words)})
        given = self.stem_ranks
        set_once(self, "_stem_rank", stem_ranks_of(self.words) if given is None else given)

    def __contains__(self, word: str) -> bool:
        return word in self._rank

    def rarity(self, word: str) -> float:
        """Say how rare a word is: near 0 for the most frequent, 1 for one not listed."""
        rank = self._rank.get(word)
        if rank is None:
            rank = self._stem_rank.get(stem(word))
        if rank is None:
            return 1.0
        return math.log(rank + 2) / math.log(len(self.words) + 2)

    def vectors_of(self, words: Iterable[str]) -> FloatArray:
        """Give one row for each word: its vector, its stem's, or zeros."""
        rows = [self.row(word) for word in words]
        found = np.zeros((len(rows), self.vectors.shape[1]), dtype=np.float32)
        known = [at for at, row in enumerate(rows) if row >= 0]
        if known:
            found[known] = self.vectors[[rows[at] for at in known]]
        return found

    def vectors_of_surfaces(self, surfaces: Sequence[str]) -> FloatArray:
        """Do so for surfaces; a name of several words ("new_york") has the mean of theirs."""
        vectors = self.vectors_of(surfaces)
        for at, surface in enumerate(surfaces):
            if "_" in surface:
                mean = self.vectors_of(surface.split("_")).sum(axis=0)
                length = float(np.linalg.norm(mean))
                vectors[at] = mean / length if length else mean
        return vectors

    def near(self, word: str) -> list[int]:
        """Give the rows of all words that mean nearly the same; none for an unknown word."""
        row = self.row(word)
        if row < 0:
            return []
        rows: list[int] = self.near_words[
            self.near_starts[row] : self.near_starts[row + 1]
        ].tolist()
        return rows

    def row(self, word: str) -> int:
        """Give where a word's vector, or else its stem's, stands; -1 for an unknown word."""
        rank = self._rank.get(word)
        return self._stem_rank.get(stem(word), -1) if rank is None else rank


def stem_ranks_of(words: Iterable[str]) -> dict[str, int]:
    """Find the most frequent word of each stem; a third of a second for 28,000 words."""
    found: dict[str, int] = {}
    for rank, word in enumerate(words):
        found.setdefault(stem(word), rank)
    return found


EMPTY_LEXICON = Lexicon(
    words=(),
    vectors=np.zeros((0, 1), dtype=np.float32),
    near_starts=np.zeros(1, dtype=np.int64),
    near_words=np.zeros(0, dtype=np.uint16),
)
"""No knowledge of English: words then match by their letters only."""
