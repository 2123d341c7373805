"""Scores passages by the words that they share with a message: BM25 (Robertson 1994)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.matching.arrays import FloatArray, IntArray
from bot.matching.index import Index
from bot.matching.query import Query
from bot.matching.runs import laid_out
from bot.matching.worths import nearness, same_terms

EXACT_UP_TO: Final = 20_000
"""Passages up to which every word of the message is looked for in every passage."""

_EXPANSIONS: Final = 4
"""Near words of the corpus that are looked up for each word of the message."""

_UNKNOWN_PART: Final = 2.0
"""What a word that the corpus lacks could have added."""

_MOST_POSTINGS: Final = 200_000
"""Entries that are read to find passages in a larger corpus, rare words first: some 5 ms."""

_COMPLETED: Final = 2_000
"""Passages of a larger corpus, the best by their rare words, that are scored by all words."""


@dataclass(frozen=True, slots=True, eq=False)
class _LookedUp:
    """Terms of the index that stand for words of the message."""

    terms: IntArray
    factors: FloatArray
    """What a passage's part of each term is multiplied with."""

    def part(self, chosen: IntArray) -> _LookedUp:
        """Take some of them."""
        return _LookedUp(self.terms[chosen], self.factors[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class WordScores:
    """Shares of the highest BM25 score that a message could have had, 0..1."""

    shares: FloatArray
    """(P) In a large corpus by the rarer words of the message alone."""
    index: Index
    common: _LookedUp
    """The words that `shares` leaves out."""
    possible: float

    def of(self, positions: IntArray) -> FloatArray:
        """Give the whole shares of some passages."""
        if not len(self.common.terms):
            return self.shares[positions]
        missing = np.zeros(len(positions), dtype=np.float32)
        postings = self.index.postings
        for term, factor in zip(self.common.terms, self.common.factors, strict=True):
            begin, end = postings.starts[term], postings.starts[term + 1]
            passages = postings.passages[begin:end]
            at = np.minimum(passages.searchsorted(positions), len(passages) - 1)
            missing += (passages[at] == positions) * postings.parts[begin + at] * factor
        return np.asarray(self.shares[positions] + missing / self.possible, dtype=np.float32)

    def best(self, count: int) -> list[int]:
        """Give the passages with the highest shares, the highest first; none that has no word."""
        if len(self.shares) <= EXACT_UP_TO:
            return [p for p in best(self.shares, count) if self.shares[p] > 0]
        found = (self.shares > 0).nonzero()[0]
        nearest = found[best(self.shares[found], _COMPLETED)].astype(np.int32)
        chosen: list[int] = nearest[best(self.of(nearest), count)].tolist()
        return chosen


def word_scores(query: Query, index: Index) -> WordScores:
    """Score all passages by the message's terms and by words near to them."""
    weights = np.array([term.weight for term in query.terms], dtype=np.float32)
    rows, terms, worths = _terms_of(query, index)
    postings, factors = index.postings, worths * worths
    highest = np.full(len(weights), _UNKNOWN_PART, dtype=np.float32)
    np.maximum.at(highest, rows, postings.highest[terms] * factors)
    possible = float(highest @ weights) or 1.0
    looked_up = _LookedUp(terms, factors * weights[rows])
    rare, common = _by_rarity(looked_up, index)
    begins, ends = postings.starts[rare.terms], postings.starts[rare.terms + 1]
    at = laid_out(begins, ends)
    parts = postings.parts[at] * np.repeat(rare.factors, ends - begins)
    sums = np.bincount(postings.passages[at], weights=parts, minlength=len(index))
    shares = np.empty(len(sums), dtype=np.float32)
    np.divide(sums, possible, out=shares, casting="same_kind")
    return WordScores(shares, index, common, possible)


def best(scores: FloatArray, count: int) -> list[int]:
    """Give the positions of the highest scores, the highest first."""
    wanted = min(count, len(scores))
    if not wanted:
        return []
    chosen = np.argpartition(-scores, wanted - 1)[:wanted]
    ordered: list[int] = chosen[np.argsort(-scores[chosen], kind="stable")].tolist()
    return ordered


def _by_rarity(looked_up: _LookedUp, index: Index) -> tuple[_LookedUp, _LookedUp]:
    """Take apart the terms that find passages, and those that half of a large corpus has.

    The rarest one always finds passages.
    """
    everything = np.arange(len(looked_up.terms), dtype=np.int32)
    if len(index) <= EXACT_UP_TO:
        return looked_up, looked_up.part(everything[:0])
    starts = index.postings.starts
    counts = starts[looked_up.terms + 1] - starts[looked_up.terms]
    order = np.argsort(counts, kind="stable").astype(np.int32)
    is_rare = counts[order].cumsum() <= _MOST_POSTINGS
    is_rare[:1] = True
    return looked_up.part(order[is_rare]), looked_up.part(order[~is_rare])


def _terms_of(query: Query, index: Index) -> tuple[IntArray, IntArray, FloatArray]:
    """Give rows, terms and worths of the message's terms and of the nearest synonyms of each."""
    found = [*same_terms(query, index), *_synonyms(query, index)]
    rows, terms, worths = zip(*found, strict=True) if found else ((), (), ())
    return (
        np.array(rows, dtype=np.int32),
        np.array(terms, dtype=np.int32),
        np.array(worths, dtype=np.float32),
    )


def _synonyms(query: Query, index: Index) -> Iterator[tuple[int, int, float]]:
    """Give row, term of the index, and worth, for the words nearest to each of the message."""
    pairs = list(_near_terms(query, index))
    if not pairs:
        return
    rows, terms = (list(column) for column in zip(*pairs, strict=True))
    cosines = (query.vectors.take(rows, axis=0) * index.vectors.take(terms, axis=0)).sum(axis=1)
    left = dict.fromkeys(range(len(query.terms)), _EXPANSIONS)
    worths = nearness(cosines).tolist()
    for at in (-cosines).argsort(kind="stable").tolist():
        row, term = pairs[at]
        if left[row]:
            left[row] -= 1
            yield row, term, worths[at]


def _near_terms(query: Query, index: Index) -> Iterator[tuple[int, int]]:
    """Give row and term of the index for all words that mean nearly the same."""
    for row, (term, surface) in enumerate(zip(query.terms, query.surfaces, strict=True)):
        if term.is_name:
            continue
        for word in index.lexicon.near(surface):
            for near in index.terms_of(word):
                if near != term.position:
                    yield row, near
