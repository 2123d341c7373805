"""What a cross-encoder reads of a passage: its label, and the sentences that fit."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.arrays import FloatArray
from bot.matching.excerpts import EXCERPT_PIECES, LABEL_PIECES, excerpt

LABEL = [1, 2]
_PLACE = 1_000
"""A piece of the sentence at a place is `_PLACE * (place + 1)`, and what it is within that one."""


def sentences_of(*lengths: int) -> list[list[int]]:
    """Make sentences of so many pieces, no two of which are alike, nor like a label's."""
    return [
        [_PLACE * place + at for at in range(length)] for place, length in enumerate(lengths, 1)
    ]


def near(*values: float) -> FloatArray:
    return np.array(values, dtype=np.float32)


def places(pieces: list[int]) -> list[int]:
    """Give the places of the sentences that pieces are from, in their order."""
    return [place - 1 for place, _ in groupby(piece // _PLACE for piece in pieces)]


# ------------------------------------------------------------------------- cases


def test_a_passage_that_fits_is_given_whole_and_in_order() -> None:
    first, second = sentences_of(3, 2)
    assert excerpt(LABEL, [first, second], near(0.1, 0.9)) == [*LABEL, *first, *second]


def test_a_passage_that_fills_the_budget_exactly_is_whole() -> None:
    first, second = sentences_of(3, 2)
    assert excerpt(LABEL, [first, second], near(0.1, 0.9), 7) == [*LABEL, *first, *second]


def test_of_a_long_passage_the_nearest_sentences_stay_in_the_order_of_the_text() -> None:
    first, second, third = sentences_of(4, 4, 4)
    found = excerpt(LABEL, [first, second, third], near(0.5, 0.1, 0.9), 10)
    assert found == [*LABEL, *first, *third]


def test_a_sentence_that_does_not_fit_leaves_its_room_to_a_shorter_one() -> None:
    first, second, third = sentences_of(2, 6, 4)
    found = excerpt(LABEL, [first, second, third], near(0.1, 0.5, 0.9), 8)
    assert found == [*LABEL, *first, *third]


def test_of_sentences_that_are_equally_near_the_earlier_comes_first() -> None:
    first, second = sentences_of(4, 4)
    assert excerpt(LABEL, [first, second], near(0.5, 0.5), 7) == [*LABEL, *first]


def test_the_nearest_sentence_is_cut_when_it_alone_is_too_long() -> None:
    first, second = sentences_of(3, 9)
    assert excerpt(LABEL, [first, second], near(0.1, 0.9), 8) == [*LABEL, *second[:6]]


def test_a_long_label_leaves_room_for_what_is_told() -> None:
    label = list(range(LABEL_PIECES + 20))
    (only,) = sentences_of(5)
    assert excerpt(label, [only], near(0.5)) == [*label[:LABEL_PIECES], *only]


def test_without_sentences_there_is_only_the_label() -> None:
    assert excerpt(LABEL, [], near()) == LABEL


def test_by_default_label_and_longest_sentence_fill_the_excerpt() -> None:
    (only,) = sentences_of(EXCERPT_PIECES)
    assert len(excerpt([], [only], near(0.5))) == EXCERPT_PIECES
    assert len(excerpt(list(range(LABEL_PIECES)), [only], near(0.5))) == EXCERPT_PIECES


# ------------------------------------------------------------------------- properties

LABELS = st.lists(st.integers(0, _PLACE - 1), max_size=LABEL_PIECES + 8)
TOLD = st.lists(st.tuples(st.integers(1, 40), st.floats(-1, 1, width=32)), min_size=1, max_size=8)
"""For each sentence its pieces, and how near it is."""


def told_by(told: list[tuple[int, float]]) -> tuple[list[list[int]], FloatArray]:
    return sentences_of(*(length for length, _ in told)), near(*(value for _, value in told))


@given(label=LABELS, told=TOLD, pieces=st.integers(0, 120))
def test_an_excerpt_is_never_longer_than_it_may_be(
    label: list[int], told: list[tuple[int, float]], pieces: int
) -> None:
    sentences, nearness = told_by(told)
    assert len(excerpt(label, sentences, nearness, pieces)) <= pieces
    assert len(excerpt(label, sentences, nearness)) <= EXCERPT_PIECES


@given(label=LABELS, told=TOLD, pieces=st.integers(LABEL_PIECES + 1, 120))
def test_after_the_label_come_whole_sentences_in_order_unless_one_alone_is_cut(
    label: list[int], told: list[tuple[int, float]], pieces: int
) -> None:
    sentences, nearness = told_by(told)
    found = excerpt(label, sentences, nearness, pieces)
    cut = label[:LABEL_PIECES]
    assert found[: len(cut)] == cut
    body = found[len(cut) :]
    chosen = places(body)
    assert chosen == sorted(set(chosen))
    whole = [piece for place in chosen for piece in sentences[place]]
    if len(chosen) == 1:
        assert body == whole[: pieces - len(cut)]
    else:
        assert body == whole


@given(label=LABELS, told=TOLD, pieces=st.integers(LABEL_PIECES + 1, 120))
def test_the_nearest_sentence_is_always_there(
    label: list[int], told: list[tuple[int, float]], pieces: int
) -> None:
    sentences, nearness = told_by(told)
    nearest = int(np.argmax(nearness))
    body = excerpt(label, sentences, nearness, pieces)[len(label[:LABEL_PIECES]) :]
    assert nearest in places(body)
