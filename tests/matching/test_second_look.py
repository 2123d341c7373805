"""What counts again where questions have many wordings."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.second_look import SECOND_LOOK, Columns, SecondLook

NAMES = ("words_harmony", "apart_credit", "apart_wordings", "many_wordings")
SCORES = np.array([2.0, 1.0], dtype=np.float32)


def looked_at(gate: float) -> list[float]:
    """Look at a first candidate with the higher score and a second one with all the credit.

    The second one is also nearer by the mean of its wordings.
    """
    look = SecondLook.of(NAMES, dict(zip(SECOND_LOOK, (-0.5, 4.0, -1.0, 2.0), strict=True)))
    assert look is not None
    features = np.array([[0.5, 0.0, 0.1, gate], [0.0, 1.0, 0.6, gate]], dtype=np.float32)
    again: list[float] = look.scores(features, SCORES).tolist()
    return again


def test_with_few_wordings_the_first_score_stands() -> None:
    assert looked_at(0.0) == pytest.approx([2.0, 1.0])


def test_with_many_wordings_all_of_them_count_for_more_and_the_nearest_for_less() -> None:
    assert looked_at(1.0) == pytest.approx([0.7, 5.7])


@pytest.mark.parametrize(
    "names", [("cover",), ("words_harmony", "apart_credit"), ("many_wordings",)]
)
def test_without_an_encoder_there_is_nothing_to_look_at(names: tuple[str, ...]) -> None:
    assert Columns.among(names) is None
    assert SecondLook.of(names, {}) is None
