"""Scoring by words: a large corpus is searched by rare words, and scored by all of them."""

from __future__ import annotations

import numpy as np
import pytest

from bot.corpus.model import Corpus
from bot.matching import word_scores as module
from bot.matching.index import Index
from bot.matching.indexing import build_index
from bot.matching.query import Query, Understanding
from bot.matching.word_scores import best, word_scores
from bot.weights_file import load_lexicon
from tests.builders import a_corpus, a_questions_page

SHIPS = {
    f"Why did the ship {name} leave the harbour?": f"The {name} left the harbour at night."
    for name in ("Aurora", "Boreas", "Corvus", "Draco", "Eridanus", "Fornax", "Grus", "Hydra")
}


def ships() -> Corpus:
    return a_corpus(a_questions_page(SHIPS))


@pytest.fixture(scope="module")
def index() -> Index:
    return build_index(ships(), load_lexicon())


@pytest.fixture(scope="module")
def query(index: Index) -> Query:
    return Understanding(index).read("why did ship corvus leave the harbour")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a corpus of any size count as large, and only the rarest word find passages."""
    monkeypatch.setattr(module, "EXACT_UP_TO", 0)
    monkeypatch.setattr(module, "_MOST_POSTINGS", 1)


def everywhere(index: Index) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.arange(len(index), dtype=np.int32)


def test_a_small_corpus_is_searched_by_every_word(index: Index, query: Query) -> None:
    scores = word_scores(query, index)
    assert scores.best(1) == [2]
    assert len(scores.best(len(index))) == len(index)
    np.testing.assert_array_equal(scores.of(everywhere(index)), scores.shares)


@pytest.mark.usefixtures("large")
def test_a_large_corpus_is_searched_by_its_rare_words(index: Index, query: Query) -> None:
    assert word_scores(query, index).best(len(index)) == [2]


def test_what_is_found_by_rare_words_is_scored_by_all(
    index: Index, query: Query, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    exact = word_scores(query, index).shares
    request.getfixturevalue("large")
    rare = word_scores(query, index)
    assert (rare.shares < exact).all()
    np.testing.assert_allclose(rare.of(everywhere(index)), exact, rtol=1e-5)


def test_a_message_without_a_known_word_finds_nothing(index: Index) -> None:
    scores = word_scores(Understanding(index).read("zzzyx qqwx"), index)
    assert scores.best(5) == []
    assert not scores.shares.any()


def test_the_best_come_first() -> None:
    scores = np.array([0.1, 0.9, 0.5, 0.7], dtype=np.float32)
    assert best(scores, 3) == [1, 3, 2]
    assert best(scores[:0], 3) == []
