"""The vectors of many texts, small enough to keep: what matching scans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import FloatArray
from bot.matching.encoder import Encoding

Int8Array = NDArray[np.int8]
RowArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """What is kept of one encoding."""

    sentence: FloatArray
    """(sentence dimension,); kept as int8 with one scale, which moves a cosine by 0.005 at most."""
    tokens: Int8Array
    """(kept pieces, token dimension)."""


@dataclass(frozen=True, slots=True)
class Projection:
    """How an encoding is made small."""

    digest: str
    """Names all that decides the result, so that nothing of another projection is taken for it."""
    project: Callable[[Encoding], Stored]
    """Gives the same dimensions for every encoding."""


def do_nothing() -> None:
    """Keep arrays that are in memory where they are."""


@dataclass(frozen=True, slots=True, eq=False)
class TextVectors:
    """The vectors of some texts. The arrays may be memory-mapped, and hold other texts besides."""

    rows: RowArray
    """(texts,): where each text stands in `scales` and `sentences`."""
    sentences: Int8Array
    """(stored, sentence dimension): to be multiplied with `scales`."""
    scales: FloatArray
    """(stored,)"""
    starts: RowArray
    """(stored + 1,): the tokens of a stored text begin here and end where the next begin."""
    tokens: Int8Array
    """(stored tokens, token dimension)"""
    let_go: Callable[[], None] = do_nothing
    """Tells that what was read need not stay in memory: it can be mapped again at once."""

    @classmethod
    def none(cls) -> Self:
        """Give the vectors of no texts."""
        no_rows, no_vectors = np.zeros(0, dtype=np.int64), np.zeros((0, 0), dtype=np.int8)
        return cls(
            rows=no_rows,
            sentences=no_vectors,
            scales=np.zeros(0, dtype=np.float32),
            starts=np.zeros(1, dtype=np.int64),
            tokens=no_vectors,
        )

    def __len__(self) -> int:
        return len(self.rows)

    def sentences_of(self, texts: RowArray) -> FloatArray:
        """Give the sentence vectors of these texts, by position: (texts, sentence dimension)."""
        rows = self.rows[texts]
        return self.sentences.take(rows, axis=0).astype(np.float32) * self.scales[rows, np.newaxis]
