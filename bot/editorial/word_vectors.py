"""Vectors of questions from their words alone, for when there is no sentence encoder."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

import numpy as np

from bot.matching.arrays import FloatArray
from bot.matching.lexicon import Lexicon
from bot.text.tokens import stem
from bot.text.words import ASKING_WORDS, STOP_WORDS

ALIKE_BY_WORDS: Final = 0.85
"""Cosine of these vectors from which questions are taken for alike: hardly more than near copies.
Below it, half of what comes together on the practice stories does not belong together."""

_BUCKETS: Final = 512
"""Stems share them: of a dozen different ones two do so in one question of eight."""

_OF_MEANING: Final = 0.5
"""The share of the cosine that comes from what words mean; the rest, from which they are."""

_OF_FUNCTION_WORDS: Final = 0.3
"""What they count, for "when" and "why" are all that tells some questions apart."""


class WordVectors:
    """Sums what a question's words mean and which they are, weighed by how rare they are."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, texts: Sequence[str]) -> FloatArray:
        """Give a vector of unit length for each text."""
        rows = [self._vector(text.split()) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, 1), dtype=np.float32)

    def _vector(self, words: Sequence[str]) -> FloatArray:
        weights = np.array([self._weight(word) for word in words], dtype=np.float32)
        meaning = weights @ self._lexicon.vectors_of(words)
        buckets = np.zeros(_BUCKETS, dtype=np.float32)
        for word, weight in zip(words, weights, strict=True):
            buckets[zlib.crc32(stem(word).encode()) % _BUCKETS] += weight
        parts = [_unit(meaning) * _OF_MEANING**0.5, _unit(buckets) * (1 - _OF_MEANING) ** 0.5]
        return np.asarray(_unit(np.concatenate(parts)), dtype=np.float32)

    def _weight(self, word: str) -> float:
        is_telling = word not in STOP_WORDS and word not in ASKING_WORDS
        return self._lexicon.rarity(word) if is_telling else _OF_FUNCTION_WORDS


def _unit(vector: FloatArray) -> FloatArray:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), dtype=np.float32)
