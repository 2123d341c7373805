"""What a word is worth where a message has another one: a synonym, or the capital of a country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from bot.matching.arrays import FloatArray
from bot.matching.index import Index
from bot.matching.query import Query

_UNRELATED: Final = 0.40
_SYNONYM: Final = 0.90
"""Cosines of word vectors between which nearness counts from nothing to nearly a match."""

NEARLY: Final = 0.9
"""What the best synonym is worth; the same stem is worth 1."""

_METONYM: Final = 0.8
"""What a capital is worth where its country is meant."""


def nearness(cosines: FloatArray) -> FloatArray:
    """Turn cosines of word vectors into how much a synonym is worth, 0..`NEARLY`."""
    near = (cosines - _UNRELATED) * (NEARLY / (_SYNONYM - _UNRELATED))
    return np.asarray(np.minimum(np.maximum(near, 0.0), NEARLY), dtype=np.float32)


def same_terms(query: Query, index: Index) -> Iterator[tuple[int, int, float]]:
    """Give row, term of the index, and worth, for equal terms and a capital's country."""
    for row, term in enumerate(query.terms):
        if term.position >= 0:
            yield row, term.position, 1.0
        country = index.term_ids.get(index.names.capitals.get(term.term, ""))
        if country is not None:
            yield row, country, _METONYM
