"""Turns and vectors that the tests of the editors' view are made of."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from bot.editorial.gaps import Asked, Gap
from bot.editorial.grouping import Grouping
from bot.matching.arrays import FloatArray

NOON = 490_000
"""An hour in the middle of a month."""


def asked(
    message: int,
    question: str,
    *,
    reader: str | None = "ann",
    hour: int = NOON,
    confidence: float = 0.25,
    nearest: str | None = None,
) -> Asked:
    return Asked(message, question, hour, confidence, nearest, reader)


def by_first_word(texts: Sequence[str]) -> FloatArray:
    """Give texts that begin with the same word nearly the same vector, and others another."""
    rows = [random_vector(t.split()[0], 64) + 0.2 * random_vector(t, 64) for t in texts]
    return unit(np.stack(rows))


def crowded(texts: Sequence[str]) -> FloatArray:
    """Give vectors in so small a space that many are alike some, and few are alike all."""
    return unit(np.stack([random_vector(text, 4) for text in texts]))


def random_vector(name: str, dimension: int) -> FloatArray:
    drawn = np.random.default_rng(zlib.crc32(name.encode())).standard_normal(dimension)
    return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)


def unit(rows: FloatArray) -> FloatArray:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def caught_up(grouping: Grouping, turns: Iterable[Asked] = (), slices: int = 8) -> Grouping:
    grouping.add(turns)
    while grouping.catch_up(slices):
        pass
    return grouping


def all_gaps(grouping: Grouping) -> tuple[Gap, ...]:
    return caught_up(grouping).gaps(minimum_people=1)
