"""Gives each candidate its own part in a message's nearness: local kernel ridge regression.

Two views of one passage that say nearly the same are not two witnesses, and a view that is as near
to another passage's views says little. Ridge regression on kernels (Saunders et al. 1998) settles
both at once: it learns, from the views nearest to this message alone (Bottou & Vapnik 1992), to
which passage a text like the message belongs.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from bot.matching.arrays import FloatArray
from bot.matching.runs import Places

_WIDTH: Final = 0.25
"""How far in cosine a view's word carries; from 0.2 to 0.3 the figures hardly change."""

_WIDTH_BY_METRIC: Final = 0.2
"""The same by a metric, which draws a passage's own views together; from 0.15 to 0.25 the ranks of
pages hardly change."""

_RIDGE: Final = 0.2
"""How little a single view is believed; from 0.1 to 0.3 the figures hardly change."""

_NEAREST: Final = 96
"""Views that are looked at; beyond, nothing changes."""


def credit(
    cosines: FloatArray,
    views: FloatArray,
    owners: Places,
    candidates: int,
    metric: FloatArray | None = None,
) -> FloatArray:
    """Give each candidate's credit, (candidates): near 1 where it has the text, else about 0.

    `cosines` (V) are those of the message with the views, which are (V, dimension), of unit
    length, and belong to the candidates `owners` (V). All of it may be seen by a `metric`,
    (dimension, dimension), by which the cosines are, too.
    """
    near = np.argsort(-cosines, kind="stable")[:_NEAREST]
    width = _WIDTH if metric is None else _WIDTH_BY_METRIC
    kernel = _kernel(_cosines_among(views[near], metric), width)
    kernel.flat[:: len(near) + 1] += _RIDGE
    parts = np.linalg.solve(kernel, _kernel(cosines[near], width))
    found = np.bincount(owners[near], weights=parts, minlength=candidates)
    return np.asarray(found, dtype=np.float32)


def _cosines_among(views: FloatArray, metric: FloatArray | None) -> FloatArray:
    if metric is None:
        return np.asarray(views @ views.T, dtype=np.float32)
    products = (views @ metric) @ views.T
    lengths = np.sqrt(np.maximum(products.diagonal(), _TINY))
    return np.asarray(products / (lengths[:, None] * lengths), dtype=np.float32)


_TINY: Final = 1e-12


def _kernel(cosines: FloatArray, width: float) -> FloatArray:
    """Give what a view at this cosine says of a text, up to 1."""
    return np.asarray(np.exp((cosines - 1) / width), dtype=np.float32)
