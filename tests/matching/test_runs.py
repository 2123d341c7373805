"""Runs give what a loop over them would give, empty ones included."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.runs import Runs, laid_out

LENGTHS = st.lists(st.integers(0, 4), min_size=1, max_size=8)


@given(LENGTHS, st.randoms(use_true_random=False))
def test_runs_are_reduced_one_by_one(lengths: list[int], random: Random) -> None:
    values = np.array([[random.random() - 0.5 for _ in range(sum(lengths))] for _ in "ab"])
    rows = values.astype(np.float32).reshape(2, -1)
    ends = np.cumsum(lengths)
    runs = [rows[:, end - length : end] for end, length in zip(ends, lengths, strict=True)]
    found = Runs(np.array(lengths))
    largest = [run.max(axis=1) if run.size else np.zeros(2) for run in runs]
    np.testing.assert_allclose(found.largest(rows), np.stack(largest, axis=1))
    total = np.stack([run.sum(axis=1) for run in runs], axis=1)
    np.testing.assert_allclose(found.total(rows), total, atol=1e-6)
    np.testing.assert_allclose(found.total_rows(rows.T), total.T, atol=1e-6)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4)), max_size=8))
def test_ranges_are_laid_out_one_after_the_other(ranges: list[tuple[int, int]]) -> None:
    begins = np.array([begin for begin, _ in ranges], dtype=np.int64)
    ends = begins + np.array([length for _, length in ranges], dtype=np.int64)
    expected = [at for begin, length in ranges for at in range(begin, begin + length)]
    assert laid_out(begins, ends).tolist() == expected
