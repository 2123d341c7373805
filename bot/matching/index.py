"""An inverted index over the views of a corpus, and the arrays that features are read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.corpus.model import Passage, PassageKind
from bot.matching.answer_kinds import AnswerKinds
from bot.matching.apart import Apart
from bot.matching.arrays import FloatArray, IntArray
from bot.matching.letters import Letters
from bot.matching.lexicon import Lexicon
from bot.matching.names import NameBook
from bot.matching.packed import Lookup, Starts, Texts
from bot.matching.vectors import TextVectors, do_nothing

KINDS: Final = tuple(PassageKind)


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The passages that have each term (T), and its BM25 part in each of them."""

    starts: Starts
    """(T + 1) Where each term begins in the other two."""
    passages: IntArray
    parts: FloatArray
    highest: FloatArray
    """(T) The largest part of each term."""


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Arrays over passages (P), their views (W), and terms (T). Frozen and shared by threads."""

    passages: tuple[Passage, ...]
    names: NameBook
    lexicon: Lexicon
    term_ids: Mapping[str, int]
    known_words: Mapping[str, int]
    """Every folded word of the corpus and how often it stands there."""
    weights: FloatArray
    """(T) How telling a term is, 0..1: rare in this corpus, and rare in English."""
    vectors: FloatArray
    """(T, dimensions)"""
    word_starts: Starts
    """(words of the lexicon + 1) Where each word begins in `word_terms`."""
    word_terms: IntArray
    """The terms that have each word's vector, but for names: they have no synonyms."""
    rarity: FloatArray
    """(T) How rare a term is in English, 0..1."""
    is_name: npt.NDArray[np.bool_]
    view_terms: IntArray
    """The terms of all views, one view after the other."""
    view_weights: FloatArray
    """How telling each of them is within its own briefing, 0..1."""
    view_totals: FloatArray
    """(W) The sum of these weights."""
    view_vectors: npt.NDArray[np.float16]
    """(W, dimensions) The weighted mean vector of each view, of unit length or zero."""
    view_starts: Starts
    """(W + 1) Where each view begins in `view_terms`."""
    first_views: IntArray
    """(P + 1) The first view of each passage: wordings, phrasings, then sentences."""
    first_phrasings: IntArray
    """(P)"""
    first_sentences: IntArray
    """(P)"""
    postings: Postings
    kinds: npt.NDArray[np.int8]
    """(P) Positions in `KINDS`."""
    briefings: IntArray
    """(P) Positions in `briefing_ranges`."""
    local_keys: npt.NDArray[np.int64]
    """Every briefing's terms, as briefing × T + term, in ascending order."""
    local_weights: FloatArray
    """How telling each of them is within the briefing, 0..1, above 0."""
    briefing_spread: FloatArray
    """(T) How well a term tells briefings apart, 0..1; 1 throughout for a single briefing."""
    briefing_ranges: IntArray
    """(briefings, 2) The first passage of each briefing, and the one after its last."""
    text_vectors: TextVectors | None
    """(W) What the sentence encoder makes of each view; none without an encoder."""
    scan_vectors: FloatArray
    """(P, scan dimension) The mean of what it makes of a passage's views, for a first look."""
    apart: Apart
    """What tells passages apart by what the encoder makes of the views."""
    wording_vectors: FloatArray
    """(P, dimensions) The mean vector of a question's words; zero for sections and menus."""
    question_types: npt.NDArray[np.int8]
    """(P) The type of the label's question."""
    answer_kinds: AnswerKinds
    positions: Lookup
    """A passage's id → its position."""
    wordings: Texts
    """The wordings of all passages, verbatim."""
    first_wordings: IntArray
    """(P + 1) Where the wordings of each passage begin in `wordings` and in `letters`."""
    letters: Letters
    """How all wordings are spelt."""
    sections: Mapping[str, IntArray]
    """Canonical heading → the sections and menus under it."""
    exact: Lookup
    """A wording's folded words, joined by spaces → the passages that have it."""
    let_go: Callable[[], None] = do_nothing
    """Tells that what was read need not stay in memory: it can be mapped again at once."""

    def __len__(self) -> int:
        return len(self.passages)

    def terms_of(self, word: int) -> list[int]:
        """Give the terms that have the vector of a word, by its row in the lexicon."""
        terms: list[int] = self.word_terms[
            self.word_starts[word] : self.word_starts[word + 1]
        ].tolist()
        return terms

    def weights_in(self, briefings: IntArray, terms: Sequence[int]) -> FloatArray:
        """Give how telling each term is within each briefing, (terms, briefings).

        0 where the briefing lacks the term, which may be -1 for an unknown one.
        """
        if not len(self.local_keys):  # pages of "Why?" and "#" have no term at all
            return np.zeros((len(terms), len(briefings)), dtype=np.float32)
        chosen = np.array(terms, dtype=np.int64)[:, None]
        keys = briefings.astype(np.int64) * len(self.weights) + chosen
        at = np.minimum(self.local_keys.searchsorted(keys), len(self.local_keys) - 1)
        is_there = (self.local_keys[at] == keys) & (chosen >= 0)
        return np.asarray(self.local_weights[at] * is_there, dtype=np.float32)


def local_weight(frequencies: npt.ArrayLike, passages: npt.ArrayLike) -> FloatArray:
    """Weigh terms by how few of some passages have them, from about 0.2 to 1."""
    counts = np.asarray(frequencies, dtype=np.float32)
    sizes = np.asarray(passages, dtype=np.float32)
    inverse = np.log1p((sizes - counts + 0.5) / (counts + 0.5))
    spread = np.log1p((sizes + 0.5) / 0.5)
    return np.asarray(_LEAST + (1 - _LEAST) * inverse / spread, dtype=np.float32)


_LEAST: Final = 0.2
"""A term that every passage has still tells a little."""
