"""Knows of each text which others are alike, and stays right while texts come and go.

What it knows depends on the texts that are there and not on the way they came: vectors are rounded
to whole numbers, so that their products are exact in whatever blocks they are computed, and of
each text the nearest few are kept, anew where one of them goes. Of texts that are equally near,
the words decide which is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.editorial.growing import grown
from bot.editorial.stars import Edges, IdArray
from bot.matching.arrays import BoolArray, FloatArray

NEIGHBOURS: Final = 24
"""Of each text so many of the nearest are kept, and it is kept by whoever has it among theirs."""

NAMES: Final = 4
"""Names of a text that are compared: the first ones. Few questions have more than two."""

_STEPS: Final = 127
_EXACT: Final = 2**20
"""Whole numbers stand for cosines; a unit in the last place of a float32 is less than that."""

_TO_BE_SURE: Final = 1 - 1e-5
"""So much lower is the bound of a first look, which is not exact."""

_ROWS: Final = 256
_OTHERS: Final = 4_096
"""Texts that are compared in one step: the products of all with all are 4 MB."""

_TIE_BITS: Final = 40
"""A nearness, in 21 bits, and of what decides between equal ones so many make one number."""

_NONE: Final = -1


class Marks(NamedTuple):
    """What keeps texts apart, however near their vectors are. Numbers stand for things."""

    names: Sequence[int] = ()
    """Texts that have names, and none in common, are not alike."""
    asks_for: int = _NONE
    """Texts that ask for different kinds of answer are not alike; −1 where that is open."""


class _Pairs(NamedTuple):
    """Who is alike whom, each by its place in the block that was compared."""

    at: IdArray
    to: IdArray
    nearness: IdArray

    def of(self, is_kept: BoolArray) -> _Pairs:
        return _Pairs(self.at[is_kept], self.to[is_kept], self.nearness[is_kept])

    def turned(self) -> _Pairs:
        return _Pairs(self.to, self.at, self.nearness)


class Neighbours:
    """The nearest texts of each. Texts are rows: small numbers that the caller gives out."""

    def __init__(self, threshold: float, most: int = NEIGHBOURS) -> None:
        """Take two texts for alike from this cosine on, which is above 0; keep so many of each."""
        self._most = most
        self._least = round(threshold * _EXACT)
        self._vectors = np.zeros((0, 0), dtype=np.int8)
        self._shrink = np.zeros(0, dtype=np.float32)
        self._ties = np.zeros(0, dtype=np.int64)
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

    def known(self, count: int) -> BoolArray:
        """Say of which of the first so many rows there is a vector."""
        return self._fitted(self._is_known, count)

    def add(
        self, rows: IdArray, vectors: FloatArray, marks: Sequence[Marks], ties: IdArray
    ) -> None:
        """Put texts in, by their vectors and marks; all rows are new.

        `ties` are numbers below 2⁶³ that tell texts apart, wherever their rows are.
        """
        self._grow(int(rows.max(initial=-1)) + 1, vectors.shape[1])
        self._vectors[rows] = _rounded(vectors)
        self._shrink[rows] = _shrink(self._vectors[rows])
        self._ties[rows] = ties >> (63 - _TIE_BITS)
        for row, own in zip(rows.tolist(), marks, strict=True):
            self._names[row, : len(own.names[:NAMES])] = own.names[:NAMES]
            self._asks_for[row] = own.asks_for
        self._is_known[rows] = True
        self._search(rows, are_new=True)

    def remove(self, rows: IdArray) -> None:
        """Take texts out, those of them that are in."""
        rows = rows[rows < len(self._is_known)]
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

    def full(self, count: int) -> BoolArray:
        """Say which of the first so many rows may be alike to more texts than are kept."""
        return self._fitted((self._near != _NONE).all(axis=1), count)

    def are_alike(self, rows: IdArray, others: IdArray) -> BoolArray:
        """Compare rows: (rows, others)."""
        alike = np.zeros((len(rows), len(others)), dtype=np.bool_)
        for some in _portions(len(rows), _ROWS):
            pairs = self._pairs(rows[some], self, others)
            alike[some][pairs.at, pairs.to] = True
        return alike

    def near_to(self, vectors: FloatArray, marks: Sequence[Marks], count: int) -> BoolArray:
        """Say which of the first so many rows are alike to any of some texts from elsewhere."""
        probe = Neighbours(self._least / _EXACT, 1)
        probe.add(np.arange(len(vectors)), vectors, marks, np.zeros(len(vectors), dtype=np.int64))
        found = np.zeros(len(self._is_known), dtype=np.bool_)
        known = np.flatnonzero(self._is_known)
        for some in _portions(len(vectors), _ROWS):
            probes = np.arange(some.start, some.stop)
            for block in _portions(len(known), _OTHERS):
                pairs = probe._pairs(probes, self, known[block])
                found[known[block][pairs.to]] = True
        return self._fitted(found, count)

    def _fitted(self, of_rows: BoolArray, count: int) -> BoolArray:
        fitted = np.zeros(count, dtype=np.bool_)
        fitted[: len(of_rows)] = of_rows[:count]
        return fitted

    def _grow(self, rows: int, dimension: int) -> None:
        if not self._vectors.shape[1]:
            self._vectors = np.zeros((len(self._vectors), dimension), dtype=np.int8)
        self._vectors = grown(self._vectors, rows, 0)
        self._shrink = grown(self._shrink, rows, 0)
        self._ties = grown(self._ties, rows, 0)
        self._names = grown(self._names, rows, _NONE)
        self._asks_for = grown(self._asks_for, rows, _NONE)
        self._is_known = grown(self._is_known, rows, fill=False)
        self._near = grown(self._near, rows, _NONE)
        self._how_near = grown(self._how_near, rows, _NONE)
        self._stale = grown(self._stale, rows, fill=False)

    def _search(self, rows: IdArray, *, are_new: bool) -> None:
        """Find the neighbours of rows among all; where they are new, make them known to others."""
        is_own = np.zeros(len(self._is_known), dtype=np.bool_)
        is_own[rows] = are_new
        known = np.flatnonzero(self._is_known)
        for some in _portions(len(rows), _ROWS):
            own = rows[some]
            for block in _portions(len(known), _OTHERS):
                others = known[block]
                pairs = self._pairs(own, self, others)
                pairs = pairs.of(own[pairs.at] != others[pairs.to])
                if len(pairs.at):
                    self._keep(own, others, pairs)
                    if are_new:
                        self._keep(others, own, pairs.of(~is_own[others[pairs.to]]).turned())

    def _keep(self, rows: IdArray, others: IdArray, pairs: _Pairs) -> None:
        """Keep the nearest ones of those that rows have, and of these others."""
        touched, place = np.unique(pairs.at, return_inverse=True)
        rows = rows[touched]
        keys = self._keys(others[pairs.to], pairs.nearness)
        best = _largest(place, pairs.to, keys, (len(rows), len(others)), self._most)
        place, ids, how = place[best], others[pairs.to[best]], pairs.nearness[best]
        order = np.argsort(place, kind="stable")
        place, ids, how = place[order], ids[order], how[order]
        column = np.arange(len(place)) - np.searchsorted(place, place)
        all_ids = np.full((len(rows), 2 * self._most), _NONE, dtype=np.int64)
        all_how = np.full_like(all_ids, _NONE)
        all_ids[:, self._most :], all_how[:, self._most :] = self._near[rows], self._how_near[rows]
        all_ids[place, column], all_how[place, column] = ids, how
        keys = np.where(all_ids == _NONE, _NONE, self._keys(all_ids, all_how))
        kept = np.argpartition(-keys, self._most - 1, axis=1)[:, : self._most]
        self._near[rows] = np.take_along_axis(all_ids, kept, axis=1)
        self._how_near[rows] = np.take_along_axis(all_how, kept, axis=1)

    def _keys(self, rows: IdArray, nearness: IdArray) -> IdArray:
        """Give numbers that order rows by nearness, and then by their own words."""
        return np.asarray(nearness << _TIE_BITS | self._ties[rows], dtype=np.int64)

    def _pairs(self, rows: IdArray, there: Neighbours, others: IdArray) -> _Pairs:
        """Compare all rows with all others; texts that are not there are alike to none."""
        products = self._vectors[rows].astype(np.float32) @ (
            there._vectors[others].astype(np.float32).T
        )
        own, their = self._shrink[rows], there._shrink[others]
        bound = np.float32(self._least / _EXACT * _TO_BE_SURE) / own
        found = np.flatnonzero(products * their >= bound[:, None])
        at, to = np.divmod(found, max(len(others), 1))
        # Multiplied with each other first, both lengths give the same from either side.
        cosines = products[at, to] * (own[at] * their[to])
        nearness = np.rint(cosines * _EXACT).astype(np.int64)
        at_row, at_other = rows[at], others[to]
        is_kept = self._is_known[at_row] & there._is_known[at_other] & (nearness >= self._least)
        is_kept &= ~_have_other_names(self._names[at_row], there._names[at_other])
        is_kept &= ~_ask_otherwise(self._asks_for[at_row], there._asks_for[at_other])
        return _Pairs(at, to, nearness).of(is_kept)


def _portions(count: int, size: int) -> Iterator[slice]:
    return (slice(begin, min(begin + size, count)) for begin in range(0, count, size))


def _largest(
    owner: IdArray, column: IdArray, keys: IdArray, shape: tuple[int, int], most: int
) -> BoolArray:
    """Mark the pairs that are among the largest so many of their owner. All keys differ."""
    counts = np.bincount(owner, minlength=shape[0])
    crowded = np.flatnonzero(counts > most)
    if not len(crowded):
        return np.ones(len(owner), dtype=np.bool_)
    place = np.full(shape[0], _NONE)
    place[crowded] = np.arange(len(crowded))
    is_in_crowd = place[owner] != _NONE
    table = np.full((len(crowded), shape[1]), _NONE, dtype=np.int64)
    table[place[owner[is_in_crowd]], column[is_in_crowd]] = keys[is_in_crowd]
    least = np.zeros(shape[0], dtype=np.int64)
    least[crowded] = np.partition(table, -most, axis=1)[:, -most]
    return np.asarray(keys >= least[owner], dtype=np.bool_)


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
