"""Runs: neighbours in a flat array that belong together, such as the terms of one view."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bot.matching.arrays import FloatArray

Places = npt.NDArray[np.int64]


def laid_out(begins: npt.NDArray[Any], ends: npt.NDArray[Any]) -> Places:
    """Lay the ranges from each begin up to its end one after the other."""
    lengths = (ends - begins).astype(np.int64)
    shifts = np.repeat(begins - (lengths.cumsum() - lengths), lengths)
    return np.asarray(shifts + np.arange(len(shifts)), dtype=np.int64)


class Runs:
    """Cuts the last axis of an array into runs of these lengths, of which some may be empty."""

    def __init__(self, lengths: npt.NDArray[Any]) -> None:
        self.lengths: Final = lengths
        self._filled = lengths.nonzero()[0]
        self._starts = (lengths.cumsum() - lengths)[self._filled]

    def largest(self, values: FloatArray) -> FloatArray:
        """Give the largest value of each run, 0 where it is empty: (…, N) → (…, runs)."""
        return self._reduced(np.maximum, values)

    def total(self, values: FloatArray) -> FloatArray:
        """Give the sum of each run, 0 where it is empty: (…, N) → (…, runs)."""
        return self._reduced(np.add, values)

    def total_rows(self, values: FloatArray) -> FloatArray:
        """Give the sum of each run of rows, 0 where it is empty: (N, d) → (runs, d)."""
        found = np.zeros((len(self.lengths), values.shape[1]), dtype=np.float32)
        if len(self._starts):
            found[self._filled] = np.add.reduceat(values, self._starts, axis=0)
        return found

    def _reduced(self, ufunc: np.ufunc, values: FloatArray) -> FloatArray:
        if not len(self._starts):
            return np.zeros((*values.shape[:-1], len(self.lengths)), dtype=np.float32)
        filled = ufunc.reduceat(values, self._starts, axis=-1)
        if len(self._starts) == len(self.lengths):
            return np.asarray(filled, dtype=np.float32)
        found = np.zeros((*values.shape[:-1], len(self.lengths)), dtype=np.float32)
        found[..., self._filled] = filled  # `reduceat` has no notion of an empty run
        return found
