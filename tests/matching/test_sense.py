"""Cosines of a message and candidates whose vectors are given by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bot.matching.apart import Apart, lengths_by, lengths_of_sums
from bot.matching.arrays import FloatArray
from bot.matching.runs import Runs
from bot.matching.sense import MessageSense, Sense, compare
from bot.matching.token_space import INT8_STEPS
from bot.matching.vectors import TextVectors

STEPS = 127
EAST, NORTH = (STEPS, 0), (0, STEPS)

VIEWS = (
    *(EAST, NORTH, EAST),  # a question, another wording of it, and a sentence of its answer
    *(NORTH,),  # a section: only a sentence
)
PARTS = Runs(np.array([2, 0, 1, 0, 0, 1]))
"""Wordings, phrasings and sentences of each candidate."""


def eastward(metric: FloatArray | None = None) -> Sense:
    """Compare a message of one word that points east."""
    vector = np.array([1.0, 0.0], dtype=np.float32)
    message = MessageSense(
        sentence=vector,
        scan=vector,
        tokens=vector[np.newaxis],
        rarity=np.ones(1, dtype=np.float32),
        names=np.zeros(1, dtype=np.bool_),
    )
    stored = np.array(VIEWS, dtype=np.int8)
    vectors = TextVectors(
        rows=np.arange(len(VIEWS)),
        sentences=stored,
        scales=np.full(len(VIEWS), 1 / STEPS, dtype=np.float32),
        starts=np.arange(len(VIEWS) + 1),
        tokens=stored,
    )
    apart = None if metric is None else measured(metric, vectors)
    return compare(message, vectors, np.arange(len(VIEWS)), PARTS, apart)


def measured(metric: FloatArray, vectors: TextVectors) -> Apart:
    """Measure the views, and the sums of each candidate's, by a metric."""
    views = vectors.sentences_of(np.arange(len(VIEWS)))
    turned = views @ metric
    return Apart(metric, lengths_by(views, turned), lengths_of_sums(views, PARTS, turned))


def test_the_nearest_wording_counts_and_the_mean_of_all_of_them() -> None:
    sense = eastward()
    assert sense.wording[0] == pytest.approx(1.0)
    assert sense.wordings[0] == pytest.approx(math.cos(math.pi / 4))
    assert sense.passage[0] == pytest.approx(2 / math.sqrt(5))


def test_what_has_no_wordings_is_near_to_nothing_by_them() -> None:
    sense = eastward()
    assert (sense.wording[1], sense.wordings[1]) == (0.0, 0.0)


def test_a_word_of_the_message_is_sought_in_every_view() -> None:
    (word,) = eastward().in_views.tolist()
    assert word == [pytest.approx(STEPS / INT8_STEPS), 0.0]


def test_without_a_metric_all_directions_count_alike() -> None:
    sense = eastward()
    assert sense.apart_wordings == pytest.approx(sense.wordings)
    assert sense.apart_passage == pytest.approx(sense.passage)


def test_a_direction_that_counts_for_less_hides_fewer_candidates() -> None:
    northless = np.diag([1.0, 0.01]).astype(np.float32)
    assert eastward(northless).apart_wordings[0] == pytest.approx(1 / math.sqrt(1.01))
    assert eastward(northless).apart_passage[0] == pytest.approx(2 / math.sqrt(4.01))


def test_what_two_candidates_have_in_common_is_credit_for_neither_alone() -> None:
    sense = eastward()
    assert sense.credit[0] > 0.5
    assert sense.credit[1] == pytest.approx(0.0, abs=0.1)
