"""What tells the passages of a corpus apart: a metric learnt from their views.

Directions in which the views of one passage differ count for less than others. This is the
whitening within classes of linear discriminant analysis (Fisher 1936, Rao 1948), with passages as
the classes and their views as the examples, shrunk towards doing nothing since there are few of
them (Friedman 1989).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from bot.matching.arrays import FloatArray, IntArray
from bot.matching.runs import Places, Runs, laid_out
from bot.matching.vectors import TextVectors

_SHRINKAGE: Final = 3.0
"""In mean variances within passages; from 1 to 10 the figures hardly change."""

_PASSAGES: Final = 2_048
"""Passages that are looked at; more tell nothing new of how views differ."""

_TINY: Final = 1e-9

_PASSAGES_AT_ONCE: Final = 512

PARTS: Final = 3
"""Wordings, phrasings and sentences: what the views of a passage are, in this order."""


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """The metric of a corpus, and how long its views and the sums of them are by it."""

    metric: FloatArray
    """(dimension, dimension), symmetric; (0, 0) without an encoder."""
    lengths: FloatArray
    """(views)"""
    sums: FloatArray
    """(passages, 2, 2), as `lengths_of_sums` gives them."""

    @classmethod
    def learnt(
        cls,
        vectors: TextVectors,
        first_views: IntArray,
        first_phrasings: IntArray,
        sentences: IntArray,
    ) -> Self:
        """Learn the metric, as `apart_metric` says, and measure every passage by it."""
        metric = apart_metric(vectors, first_views, first_phrasings, sentences)
        lengths = np.zeros(len(vectors), dtype=np.float32)
        sums = np.zeros((len(sentences), 2, 2), dtype=np.float32)
        cuts = np.stack([first_views[:-1], first_phrasings, sentences, first_views[1:]], axis=1)
        for begin in range(0, len(cuts), _PASSAGES_AT_ONCE):
            some = cuts[begin : begin + _PASSAGES_AT_ONCE]
            inside = slice(some[0, 0], some[-1, -1])
            views = vectors.sentences_of(np.arange(inside.start, inside.stop))
            vectors.let_go()
            turned = views @ metric
            lengths[inside] = lengths_by(views, turned)
            parts = Runs(np.diff(some, axis=1).ravel())
            sums[begin : begin + len(some)] = lengths_of_sums(views, parts, turned)
        return cls(metric, lengths, sums)

    @classmethod
    def none(cls) -> Self:
        """Give what there is without an encoder."""
        nothing = np.zeros(0, dtype=np.float32)
        return cls(nothing.reshape(0, 0), nothing, nothing.reshape(0, 2, 2))

    def of(self, passages: IntArray, views: Places) -> Self:
        """Give the same for some passages and their views."""
        return replace(self, lengths=self.lengths[views], sums=self.sums[passages])


def lengths_by(vectors: FloatArray, turned: FloatArray) -> FloatArray:
    """Give the lengths of vectors, (…, dimension), by the metric that has turned them."""
    squares = np.einsum("...d,...d->...", vectors, turned)
    return np.asarray(np.sqrt(np.maximum(squares, np.float32(0))), dtype=np.float32)


def lengths_of_sums(views: FloatArray, parts: Runs, turned: FloatArray | None = None) -> FloatArray:
    """Give how long the sums of each passage's views, and of its wordings, are: (passages, 2, 2).

    First as they are, then by the metric that has `turned` the views, (V, dimension); without one,
    both are alike. `parts` cuts the views into `PARTS` for each passage. Whoever compares with the
    means of views needs no more of them: the product with a sum is the sum of the products.
    """
    sums = _sums(views, parts)
    plain = lengths_by(sums, sums)
    by_metric = plain if turned is None else lengths_by(sums, _sums(turned, parts))
    return np.stack([plain, by_metric], axis=1)


def _sums(rows: FloatArray, parts: Runs) -> FloatArray:
    """Add up the rows of each passage, and those of its wordings: (passages, 2, dimension)."""
    by_part = parts.total_rows(rows).reshape(-1, PARTS, rows.shape[1])
    return np.stack([by_part.sum(axis=1), by_part[:, 0]], axis=1)


def apart_metric(
    vectors: TextVectors, first_views: IntArray, first_phrasings: IntArray, sentences: IntArray
) -> FloatArray:
    """Give the metric under which views are compared: symmetric, (dimension, dimension).

    The views of passage p are `first_views[p]` up to `first_views[p + 1]`, of which the general
    phrasings, from `first_phrasings[p]` up to `sentences[p]`, are left out. Eigenvalues are in
    0..1: how much of a direction counts. The identity where no passage has two views.
    """
    size = vectors.sentences.shape[1]
    if len(first_phrasings) == 0:
        return np.eye(size, dtype=np.float32)
    spread = np.linspace(0, len(first_phrasings) - 1, min(len(first_phrasings), _PASSAGES))
    chosen = spread.astype(np.int64)
    begins = np.stack([first_views[chosen], sentences[chosen]], axis=1).ravel()
    ends = np.stack([first_phrasings[chosen], first_views[chosen + 1]], axis=1).ravel()
    views = vectors.sentences_of(laid_out(begins, ends))
    vectors.let_go()
    counts = (ends - begins).reshape(-1, 2).sum(axis=1)
    means = Runs(counts).total_rows(views) / np.maximum(counts, 1)[:, None]
    return _shrunk(views - np.repeat(means, counts, axis=0), size)


def _shrunk(differences: FloatArray, size: int) -> FloatArray:
    """Give λ (Σ + λ I)⁻¹ for the covariance Σ of the differences, by whichever way is shorter.

    Rounded, so that the same views give the same metric wherever they lie in memory.
    """
    wide = differences.astype(np.float64)
    total = float((wide**2).sum())
    if total < _TINY:
        return np.eye(size, dtype=np.float32)
    ridge = _SHRINKAGE * total / size  # λ, times the number of differences
    if len(wide) > size:
        metric = ridge * np.linalg.inv(wide.T @ wide + ridge * np.eye(size))
    else:
        inner = wide @ wide.T + ridge * np.eye(len(wide))
        metric = np.eye(size) - wide.T @ np.linalg.solve(inner, wide)
    return np.round(metric, _DIGITS).astype(np.float32)


_DIGITS: Final = 6
