"""The metric that a corpus's own views give."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from bot.matching import apart
from bot.matching.apart import Apart, apart_metric
from bot.matching.arrays import FloatArray
from bot.matching.vectors import TextVectors

SIZE, STEPS = 8, 127
VIEWS = 4


def vectors_of(rows: FloatArray) -> TextVectors:
    stored = np.round(rows * STEPS).astype(np.int8)
    return TextVectors(
        rows=np.arange(len(rows)),
        sentences=stored,
        scales=np.full(len(rows), 1 / STEPS, dtype=np.float32),
        starts=np.zeros(len(rows) + 1, dtype=np.int64),
        tokens=np.zeros((0, SIZE), dtype=np.int8),
    )


def metric_of(rows: FloatArray, views: int = VIEWS) -> FloatArray:
    """Learn from passages of some views each: two wordings, the rest sentences."""
    first = np.arange(0, len(rows) + 1, views, dtype=np.int32)
    sentences = first[:-1] + min(2, views)
    return apart_metric(vectors_of(rows), first, sentences, sentences)


def some_rows(passages: int) -> FloatArray:
    """Make views that differ most, within a passage, in the first direction."""
    rng = np.random.default_rng(passages)
    centres = np.repeat(rng.normal(size=(passages, SIZE)), VIEWS, axis=0)
    noise = rng.normal(size=centres.shape) * np.array([2.0] + [0.2] * (SIZE - 1))
    rows = centres + noise
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize("passages", [1, 40])  # fewer views than directions, and more
def test_it_takes_no_direction_for_more_than_it_is(passages: int) -> None:
    metric = metric_of(some_rows(passages))
    assert metric == pytest.approx(metric.T, abs=1e-5)
    shares = np.linalg.eigvalsh(metric)
    assert shares.min() > 0
    assert shares.max() <= 1 + 1e-5


@pytest.mark.parametrize("passages", [1, 40])
def test_a_direction_in_which_views_of_one_passage_differ_counts_for_less(passages: int) -> None:
    shares = np.diag(metric_of(some_rows(passages)))
    assert shares.argmin() == 0
    assert shares[0] < shares[1:].min() / 1.5


def test_passages_of_one_view_teach_nothing() -> None:
    assert metric_of(some_rows(3), views=1) == pytest.approx(np.eye(SIZE))


def test_an_empty_corpus_teaches_nothing() -> None:
    assert metric_of(np.zeros((0, SIZE), dtype=np.float32)) == pytest.approx(np.eye(SIZE))


def test_the_sums_of_each_passage_are_measured_whatever_is_looked_at_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "_PASSAGES_AT_ONCE", 2)
    vectors = vectors_of(some_rows(5))
    first = np.array([0, 4, 5, 5, 14, 20])  # the third passage has no view
    phrasings = np.array([1, 5, 5, 9, 20])
    learnt = Apart.learnt(vectors, first, phrasings, np.array([3, 5, 5, 9, 20]))
    views = vectors.sentences_of(np.arange(20))
    for at, (begin, end) in enumerate(pairwise(first)):
        for of, part in enumerate((views[begin:end], views[begin : phrasings[at]])):
            total = part.sum(axis=0)
            plain, by_metric = np.sqrt([total @ total, total @ learnt.metric @ total])
            assert learnt.sums[at, :, of] == pytest.approx([plain, by_metric], abs=1e-4)
    by_metric = np.sqrt(np.einsum("vd,de,ve->v", views, learnt.metric, views))
    assert learnt.lengths == pytest.approx(by_metric, abs=1e-4)
