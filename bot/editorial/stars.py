"""Cuts a graph of alike questions into groups, each around its most central question.

This is the star cover of Aslam, Pelekhov & Rus 2004 ("The Star Clustering Algorithm"), but for one
thing: a question that several centres would take goes to the nearest one, whoever came first.
Chains cannot grow: whoever is in a group is alike its centre.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

IdArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Who is alike whom, and how near: each pair in both directions, once."""

    begins: IdArray
    ends: IdArray
    nearness: IdArray
    """Larger is nearer."""

    @classmethod
    def both_ways(cls, begins: IdArray, ends: IdArray, nearness: IdArray) -> Edges:
        """Take pairs of which some are given in one direction only."""
        pairs = np.concatenate([begins << _HALF | ends, ends << _HALF | begins])
        pairs, first = np.unique(pairs, return_index=True)
        once = first % max(len(begins), 1)
        return cls(pairs >> _HALF, pairs & _ENDS, nearness[once])


def star_cover(edges: Edges, precedence: IdArray) -> IdArray:
    """Give the centre of each point: (points) → (points); a centre is its own.

    Among points with equally many neighbours, the one of lower precedence becomes a centre.
    """
    points = len(precedence)
    starts = np.searchsorted(edges.begins, np.arange(points + 1))
    order = np.lexsort((precedence, -np.diff(starts)))
    is_centre = _centres(order, starts, edges.ends)
    rank = np.empty(points, dtype=np.int64)
    rank[order] = np.arange(points)
    centre_of = np.arange(points)
    is_taken = is_centre[edges.ends] & ~is_centre[edges.begins]
    begins, ends = edges.begins[is_taken], edges.ends[is_taken]
    nearest_last = np.lexsort((-rank[ends], edges.nearness[is_taken]))
    centre_of[begins[nearest_last]] = ends[nearest_last]
    return centre_of


def _centres(order: IdArray, starts: IdArray, ends: IdArray) -> npt.NDArray[np.bool_]:
    """Walk from the most connected point on; whoever is free becomes a centre."""
    is_free = np.ones(len(order), dtype=np.bool_)
    is_centre = np.zeros(len(order), dtype=np.bool_)
    is_alone = np.diff(starts) == 0
    is_centre[is_alone] = True
    for point in order[: len(order) - int(is_alone.sum())].tolist():
        if is_free[point]:
            is_centre[point] = True
            is_free[ends[starts[point] : starts[point + 1]]] = False
    return is_centre


def joined(
    centre_of: IdArray,
    crowded: IdArray,
    precedence: IdArray,
    are_alike: Callable[[IdArray, IdArray], npt.NDArray[np.bool_]],
) -> IdArray:
    """Join the groups of crowded centres that are alike: not all of their neighbours are edges.

    The largest group takes in those whose centres are alike its own, then the next one.
    """
    if len(crowded) < _A_PAIR:
        return centre_of
    sizes = np.bincount(centre_of, minlength=len(centre_of))[crowded]
    crowded = crowded[np.lexsort((precedence[crowded], -sizes))][:_MOST_JOINED]
    alike = are_alike(crowded, crowded)
    taken_by = np.arange(len(centre_of))
    is_free = np.ones(len(crowded), dtype=np.bool_)
    for at, centre in enumerate(crowded.tolist()):
        if is_free[at]:
            taken = alike[at] & is_free
            taken_by[crowded[taken]] = centre
            taken_by[centre] = centre
            is_free[taken] = is_free[at] = False
    return np.asarray(taken_by[centre_of], dtype=np.int64)


_HALF: Final = 32
_ENDS: Final = 2**_HALF - 1
"""A pair is one whole number, which sorts faster than two."""

_A_PAIR: Final = 2

_MOST_JOINED: Final = 4_096
"""Centres that are compared with each other: of so many in a crowd, the largest."""
