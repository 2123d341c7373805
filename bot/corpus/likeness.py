"""How alike texts are, by the words that they share."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bot.text.folding import folded
from bot.text.words import STOP_WORDS

_POSSESSIVE = re.compile(r"['’]s\b")
_MIN_WORD = 3
_STEM = 6
"""Letters; words that begin alike count as one, which is enough to tell stories apart."""

Terms = Mapping[str, int]


def terms(text: str) -> Counter[str]:
    """Count the words of a text that carry meaning, cut to their beginnings."""
    words = folded(_POSSESSIVE.sub("", text)).split()
    return Counter(
        word[:_STEM] for word in words if len(word) >= _MIN_WORD and word not in STOP_WORDS
    )


def plain_likeness(one: Terms, other: Terms) -> float:
    """Give the cosine of two texts, 0..1, every word counting alike.

    Unlike tf-idf it means the same in a corpus of two pages and in one of a thousand.
    """
    product = sum(
        _damped(count) * _damped(other[term]) for term, count in one.items() if term in other
    )
    squares = [sum(_damped(count) ** 2 for count in text.values()) for text in (one, other)]
    return product / math.sqrt(squares[0] * squares[1]) if all(squares) else 0.0


class Likeness:
    """Compares a text with each of a fixed set, by tf-idf: rare words count more."""

    def __init__(self, texts: Sequence[Terms]) -> None:
        """Index the texts by their words."""
        holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, text in enumerate(texts):
            for term, count in text.items():
                holders[term].append((at, count))
        self._size = len(texts)
        self._columns: dict[str, tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]] = {}
        squares = np.zeros(self._size)
        for term, held in holders.items():
            idf = math.log(1 + self._size / len(held))
            places = np.array([at for at, _ in held], dtype=np.intp)
            weights = np.array([_damped(count) for _, count in held]) * idf
            squares[places] += weights**2
            self._columns[term] = (places, weights * idf)
        self._norms = np.sqrt(np.maximum(squares, 1e-12))

    def nearest(self, text: Terms) -> int:
        """Give the place of the most similar text; the first one where several are."""
        scores = np.zeros(self._size)
        for term, count in text.items():
            if term in self._columns:
                places, weights = self._columns[term]
                scores[places] += _damped(count) * weights
        return int(np.argmax(scores / self._norms))


def _damped(count: int) -> float:
    return 1 + math.log(count)
