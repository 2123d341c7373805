"""Knows of each text which others are alike, and stays right while texts come and go.

What it knows depends on the texts that are there and not on the way they came: vectors are rounded
to whole numbers, so that their products are exact in whatever blocks they are computed, and of
each text the nearest few are kept, anew where one of them goes. (Where two are equally near and
only one of them is kept, chance decides.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.editorial.growing import grown
from bot.editorial.stars import Edges, IdArray
from bot.matching.encoder import FloatArray

BoolArray = npt.NDArray[np.bool_]

NEIGHBOURS: Final = 24
"""Of each text so many of the nearest are kept, and it is kept by whoever has it among theirs."""

NAMES: Final = 4
"""Names of a text that are compared: the first ones. Few questions have more than two."""

_STEPS: Final = 127
_EXACT: Final = 2**20
"""Whole numbers stand for cosines; a unit in the last place of a float32 is less than that."""

_AT_ONCE: Final = 4_096
"""Texts that are compared in one step: 6 MB at 384 dimensions."""

_NONE: Final = -1


class Marks(NamedTuple):
    """What keeps texts apart, however near their vectors are. Numbers stand for things."""

    names: Sequence[int] = ()
    """Texts that have names, and none in common, are not alike."""
    asks_for: int = _NONE
    """Texts that ask for different kinds of answer are not alike; −1 where that is open."""


class Neighbours:
    """The nearest texts of each. Texts are rows: small numbers that the caller gives out."""

    def __init__(self, threshold: float, most: int = NEIGHBOURS) -> None:
        """Take two texts for alike from this cosine on; keep so many of each."""
        self._most = most
        self._least = round(threshold * _EXACT)
        self._vectors = np.zeros((0, 0), dtype=np.int8)
        self._shrink = np.zeros(0, dtype=np.float32)
        self._names = np.full((0, NAMES), _NONE, dtype=np.int64)
        self._asks_for = np.zeros(0, dtype=np.int8)
        self._is_known = np.zeros(0, dtype=np.bool_)
        self._near = np.full((0, most), _NONE, dtype=np.int32)
        self._how_near = np.full((0, most), _NONE, dtype=np.int32)
        self._stale = np.zeros(0, dtype=np.bool_)

    @property
    def stale(self) -> IdArray:
        """The rows that lost a neighbour and may have others; `renew` finds them."""
        return np.flatnonzero(self._stale)

    def is_known(self, rows: IdArray) -> BoolArray:
        """Say of which rows there is a vector."""
        known = np.zeros(len(rows), dtype=np.bool_)
        within = rows < len(self._is_known)
        known[within] = self._is_known[rows[within]]
        return known

    def add(self, rows: IdArray, vectors: FloatArray, marks: Sequence[Marks]) -> None:
        """Put texts in, by their vectors and marks; all rows are new."""
        self._grow(int(rows.max(initial=-1)) + 1, vectors.shape[1])
        self._vectors[rows] = _rounded(vectors)
        self._shrink[rows] = _shrink(self._vectors[rows])
        for row, own in zip(rows.tolist(), marks, strict=True):
            self._names[row, : len(own.names[:NAMES])] = own.names[:NAMES]
            self._asks_for[row] = own.asks_for
        self._is_known[rows] = True
        self._search(rows, are_new=True)

    def remove(self, rows: IdArray) -> None:
        """Take texts out."""
        self._is_known[rows] = self._stale[rows] = False
        self._near[rows] = self._how_near[rows] = self._names[rows] = _NONE
        self._vectors[rows] = 0
        lost = np.isin(self._near, rows)
        losers = lost.any(axis=1)
        # Where there was room left, all neighbours are known: nothing was pushed out.
        self._stale |= losers & (self._near != _NONE).all(axis=1)
        self._near[lost] = self._how_near[lost] = _NONE

    def renew(self, rows: IdArray) -> None:
        """Look for the neighbours of rows again."""
        self._near[rows] = self._how_near[rows] = _NONE
        self._stale[rows] = False
        self._search(rows, are_new=False)

    def edges(self) -> Edges:
        """Give who is alike whom."""
        rows, places = np.nonzero(self._near != _NONE)
        near, how = self._near[rows, places], self._how_near[rows, places]
        return Edges.both_ways(rows, near.astype(np.int64), how.astype(np.int64))

    def is_full(self, rows: IdArray) -> BoolArray:
        """Say which rows may be alike to more texts than are kept."""
        full = np.zeros(len(rows), dtype=np.bool_)
        within = rows < len(self._near)
        full[within] = (self._near[rows[within]] != _NONE).all(axis=1)
        return full

    def are_alike(self, rows: IdArray, others: IdArray) -> BoolArray:
        """Compare rows: (rows, others)."""
        return self._nearness(rows, others) >= self._least

    def near_to(self, vectors: FloatArray, marks: Sequence[Marks]) -> BoolArray:
        """Say which rows are alike to any of some texts from elsewhere."""
        probe = Neighbours(self._least / _EXACT)
        probe.add(np.arange(len(vectors)), vectors, marks)
        found = np.zeros(len(self._is_known), dtype=np.bool_)
        for begin in range(0, len(found), _AT_ONCE):
            rows = np.arange(begin, min(begin + _AT_ONCE, len(found)))
            near = self._compared(rows, probe, np.arange(len(vectors)))
            found[rows] = (near >= self._least).any(axis=1)
        return found

    def _grow(self, rows: int, dimension: int) -> None:
        if not self._vectors.shape[1]:
            self._vectors = np.zeros((len(self._vectors), dimension), dtype=np.int8)
        self._vectors = grown(self._vectors, rows, 0)
        self._shrink = grown(self._shrink, rows, 0)
        self._names = grown(self._names, rows, _NONE)
        self._asks_for = grown(self._asks_for, rows, _NONE)
        self._is_known = grown(self._is_known, rows, fill=False)
        self._near = grown(self._near, rows, _NONE)
        self._how_near = grown(self._how_near, rows, _NONE)
        self._stale = grown(self._stale, rows, fill=False)

    def _search(self, rows: IdArray, *, are_new: bool) -> None:
        """Find the neighbours of rows among all; where they are new, make them known to others."""
        for begin in range(0, len(self._is_known), _AT_ONCE):
            others = np.arange(begin, min(begin + _AT_ONCE, len(self._is_known)))
            near = self._nearness(others, rows)
            near[near < self._least] = _NONE
            near[others[:, None] == rows[None, :]] = _NONE
            self._keep(rows, others, near.T)
            if are_new:
                is_old = ~np.isin(others, rows)
                self._keep(others[is_old], rows, near[is_old])

    def _keep(self, rows: IdArray, others: IdArray, near: npt.NDArray[np.int32]) -> None:
        """Keep the nearest ones of those that rows have, and of these others."""
        some = (near != _NONE).any(axis=1)
        rows, near = rows[some], near[some]
        if not len(rows):
            return
        filled = (near != _NONE).any(axis=0)
        others, near = others[filled], near[:, filled]
        how = np.concatenate([self._how_near[rows], near], axis=1)
        ids = np.broadcast_to(others.astype(np.int32), near.shape)
        ids = np.concatenate([self._near[rows], np.where(near == _NONE, _NONE, ids)], axis=1)
        best = np.argpartition(-how, self._most - 1, axis=1)[:, : self._most]
        self._how_near[rows] = np.take_along_axis(how, best, axis=1)
        self._near[rows] = np.take_along_axis(ids, best, axis=1)

    def _nearness(self, rows: IdArray, others: IdArray) -> npt.NDArray[np.int32]:
        return self._compared(rows, self, others)

    def _compared(self, rows: IdArray, there: Neighbours, others: IdArray) -> npt.NDArray[np.int32]:
        """Give cosines as whole numbers; −1 where marks differ or a text is not there."""
        products = self._vectors[rows].astype(np.float32) @ (
            there._vectors[others].astype(np.float32).T
        )
        # Multiplied with each other first, both lengths give the same from either side.
        products *= self._shrink[rows][:, None] * there._shrink[others][None, :]
        near = np.asarray(np.rint(products * _EXACT), dtype=np.int32)
        near[~self._is_known[rows]] = _NONE
        near[:, ~there._is_known[others]] = _NONE
        at, to = np.nonzero(near >= self._least)
        at_row, at_other = rows[at], others[to]
        apart = _have_other_names(self._names[at_row], there._names[at_other])
        apart |= _ask_otherwise(self._asks_for[at_row], there._asks_for[at_other])
        near[at[apart], to[apart]] = _NONE
        return near


def _rounded(vectors: FloatArray) -> npt.NDArray[np.int8]:
    largest = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9)
    return np.asarray(np.rint(vectors * (_STEPS / largest)), dtype=np.int8)


def _shrink(rounded: npt.NDArray[np.int8]) -> FloatArray:
    squares = np.square(rounded.astype(np.int32)).sum(axis=1)
    return np.asarray(1 / np.sqrt(np.maximum(squares, 1)), dtype=np.float32)


def _have_other_names(first: IdArray, second: IdArray) -> BoolArray:
    """Say which pairs have names on both sides, and none in common: (pairs, names) each."""
    shared = np.zeros(len(first), dtype=np.bool_)
    for column in range(NAMES):
        own = first[:, column : column + 1]
        shared |= ((own == second) & (own != _NONE)).any(axis=1)
    both = (first[:, 0] != _NONE) & (second[:, 0] != _NONE)
    return np.asarray(both & ~shared, dtype=np.bool_)


def _ask_otherwise(first: npt.NDArray[np.int8], second: npt.NDArray[np.int8]) -> BoolArray:
    return np.asarray((first != second) & (first != _NONE) & (second != _NONE), dtype=np.bool_)
