"""The space in which single words of a message and of a passage are compared.

The states that an encoder gives to word pieces crowd around their mean, and a few directions
drown all others. Centred, turned and scaled, fewer numbers compare better: the whitening of
Mu & Viswanath 2018 ("All-but-the-Top"), here fitted or trained once and shipped with the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.matching.arrays import FloatArray
from bot.matching.encoder import Encoding
from bot.matching.vectors import Projection, Stored

INT8_STEPS: Final = 254.0
"""Steps of an int8 per unit: no number of a unit vector of this size is near a half."""


@dataclass(frozen=True, slots=True, eq=False)
class TokenSpace:
    """An affine map of unit vectors, whose results are brought to unit length."""

    matrix: FloatArray
    """(encoder dimension, token dimension)"""
    shift: FloatArray
    """(token dimension,)"""
    sentence_matrix: FloatArray
    """(encoder dimension, scan dimension): keeps the inner products of sentence vectors, nearly."""
    digest: str
    """Names the map."""

    def tokens(self, encoding: Encoding) -> FloatArray:
        """Give a row for each word piece that is not punctuation: (pieces, token dimension)."""
        kept = [at for at, word in enumerate(encoding.words) if is_spoken(word)]
        states = unit(encoding.tokens[kept])
        return unit(states @ self.matrix + self.shift)

    def projection(self) -> Projection:
        """Give the form in which the vectors of passages are kept."""
        return Projection(self.digest, self._stored)

    def _stored(self, encoding: Encoding) -> Stored:
        steps = np.clip(np.rint(self.tokens(encoding) * INT8_STEPS), -127, 127)
        return Stored(encoding.sentence, steps.astype(np.int8))


def is_spoken(word: str) -> bool:
    """Tell a word from punctuation."""
    return any(map(str.isalnum, word))


def unit(rows: FloatArray) -> FloatArray:
    """Bring rows to unit length; zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
