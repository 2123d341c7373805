"""Compares one message with many candidates at once, as arrays that features read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from bot.matching.index import Index, IntArray, local_weight
from bot.matching.lexicon import FloatArray
from bot.matching.query import Query
from bot.text.normalise import SCORED_CHARACTERS, fold
from bot.text.tokens import stems, words
from bot.text.words import STOP_WORDS

BoolArray = npt.NDArray[np.bool_]

_UNRELATED: Final = 0.40
_SYNONYM: Final = 0.90
"""Cosines of word vectors between which nearness counts from nothing to nearly a match."""

_TINY: Final = 1e-6

NEARLY: Final = 0.9
"""What the best synonym is worth; the same stem is worth 1."""

_METONYM: Final = 0.8
"""What a capital is worth where its country is meant."""


class Hits(IntEnum):
    """What of a candidate is looked at."""

    WORDING = 0
    WORDING_EXACT = 1
    """Without synonyms."""
    TEXT = 2
    ANY = 3
    ANY_EXACT = 4
    PHRASING = 5
    BRIEFING = 6
    ANY_OR_PHRASING = 7


class Terms(IntEnum):
    """Which terms of the message are looked for."""

    ALL = 0
    RESIDUAL = 1
    NAMES = 2
    ASKED = 3
    """All but ways of asking."""


_PHRASED: Final = 0.8
"""A general phrasing is worth less than the passage's own words."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """All comparisons of a message with C candidates. `n` is the number of its terms."""

    query: Query
    index: Index
    positions: IntArray
    """(C) The candidates' positions in the index."""
    bm25: FloatArray
    """(C) Shares of the highest BM25 score that the message could have had."""
    weights: FloatArray
    """(n, C) How telling each term is within the candidate's briefing."""
    names: BoolArray
    """(n) Terms that are names."""
    asking: BoolArray
    """(n) Terms that are only ways of asking."""
    residual: BoolArray
    """(n) What is left of the message without names and ways of asking."""
    wording_hits: FloatArray
    """(n, C) How well the best wording matches each term, 0..1."""
    text_hits: FloatArray
    """(n, C) How well the whole text does."""
    siblings: FloatArray
    """(C) How much a word that the briefing lacks resembles a name in the candidate, 0..1."""
    briefing_hits: FloatArray
    """(n, C) 1 where the candidate's briefing has the term."""
    story: FloatArray
    """(C) How well the candidate's briefing as a whole covers what tells briefings apart."""
    best_wording: FloatArray
    """(C) Weighted share of the message that the best single wording covers."""
    best_sentence: FloatArray
    """(C) Weighted share of the message that the best single sentence covers."""
    wording_asked: FloatArray
    """(C) Weighted share of the best wording that the message covers."""
    harmony: FloatArray
    """(C) Harmonic mean of what message and best wording cover of each other."""
    phrasing_hits: FloatArray
    """(n, C) How well the general phrasings of a section match each term."""
    wording_cosine: FloatArray
    """(C) Nearness in meaning of message and best wording, -1..1."""
    sentence_cosine: FloatArray
    """(C) Nearness in meaning of message and best sentence."""
    residual_cosine: FloatArray
    """(C) Nearness in meaning of what is left of the message, and the best view."""
    sorted_ratio: FloatArray
    """(C) rapidfuzz's token_sort_ratio of the best wording, 0..1."""
    trigrams: FloatArray
    """(C) The share of letter trigrams that message and best wording have in common."""
    intent: FloatArray
    """(C) The share of the message that asks for this kind of section."""
    is_exact: FloatArray
    """(C) 1 where the message is a wording of the candidate, word for word."""
    is_same_story: FloatArray
    """(C) 1 where the reader was in the candidate's briefing already."""
    best_view: tuple[str, ...]
    """(C) The wording that matched best, verbatim."""

    def cover(self, hits: Hits, terms: Terms = Terms.ALL) -> FloatArray:
        """Give the weighted share of the chosen terms that is hit, (C); 0 without terms."""
        return np.asarray(self._covers[hits, terms], dtype=np.float32)

    @cached_property
    def _covers(self) -> FloatArray:
        """(Hits, Terms, C) All covers at once: numpy is slow by the call, not by the number."""
        wording, text = self.wording_hits, self.text_hits
        either = np.maximum(self.hits, self.phrasing_hits * _PHRASED)
        hits = np.stack(
            [
                wording,
                wording >= 1.0,
                text,
                self.hits,
                self.hits >= 1.0,
                self.phrasing_hits,
                self.briefing_hits,
                either,
            ]
        ).astype(np.float32)
        everything = np.ones(len(self.names), dtype=np.bool_)
        chosen = np.stack([everything, self.residual, self.names, ~self.asking])
        weights = chosen[:, :, None] * self.weights
        totals = np.maximum(weights.sum(axis=1), _TINY)
        return np.asarray(np.einsum("tnc,hnc->htc", weights, hits) / totals, dtype=np.float32)

    @cached_property
    def kinds(self) -> npt.NDArray[np.int8]:
        """(C) The kinds of the candidates, as positions in `KINDS`."""
        return self.index.kinds[self.positions]

    @cached_property
    def hits(self) -> FloatArray:
        """(n, C) How well wording or text match each term."""
        return np.maximum(self.wording_hits, self.text_hits)

    @cached_property
    def residual_gap(self) -> FloatArray:
        """(C) The weight of the most telling remaining word that the candidate lacks."""
        return np.asarray((self._missing * self.weights).max(axis=0, initial=0.0), np.float32)

    @cached_property
    def residual_missing(self) -> FloatArray:
        """(C) The largest gap among the remaining words, common ones included."""
        return np.asarray(self._missing.max(axis=0, initial=0.0), dtype=np.float32)

    @cached_property
    def _missing(self) -> FloatArray:
        hits = np.maximum(self.hits, self.phrasing_hits)
        return np.asarray((1.0 - hits) * self.residual[:, None], dtype=np.float32)


def nearness(cosines: FloatArray) -> FloatArray:
    """Turn cosines of word vectors into how much a synonym is worth, 0..`NEARLY`."""
    near = np.clip((cosines - _UNRELATED) / (_SYNONYM - _UNRELATED), 0.0, 1.0) * NEARLY
    return np.asarray(near, dtype=np.float32)


def same_terms(query: Query, index: Index) -> Iterator[tuple[int, int, float]]:
    """Give row, term of the index, and worth, for equal terms and a capital's country."""
    for row, term in enumerate(query.terms):
        if term.position >= 0:
            yield row, term.position, 1.0
        country = index.term_ids.get(index.names.capitals.get(term.term, ""))
        if country is not None:
            yield row, country, _METONYM


def _hits(query: Query, index: Index, cut: _Cut) -> FloatArray:
    """Compare each term of the message with each term of the cut, 0..1."""
    # In this order the product is twice as fast as the other way round.
    cosines = index.synonyms.take(cut.terms, axis=0) @ query.synonyms.T
    hits = np.ascontiguousarray(nearness(cosines).T)
    for row, position, worth in same_terms(query, index):
        hits[row, cut.terms == position] = worth
    return hits


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """The views of the candidates, cut out of the index and laid end to end."""

    views: npt.NDArray[np.int64]
    """Their numbers in the index."""
    terms: IntArray
    weights: FloatArray
    """How telling each of the terms is within its briefing."""
    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    owners: IntArray
    """The candidate that each view belongs to."""
    parts: npt.NDArray[np.int8]
    """0 a wording, 1 a phrasing, 2 a sentence."""


def _cut(index: Index, positions: IntArray) -> _Cut:
    first, last = index.first_views[positions], index.first_views[positions + 1]
    owners = np.repeat(np.arange(len(positions), dtype=np.int32), last - first)
    views = _runs(first, last)
    parts = (views >= index.first_phrasings[positions][owners]).astype(np.int8)
    parts += views >= index.first_sentences[positions][owners]
    begins, ends = index.view_starts[views], index.view_starts[views + 1]
    lengths = ends - begins
    flat = _runs(begins, ends)
    return _Cut(
        views=views,
        terms=index.view_terms[flat],
        weights=index.view_weights[flat],
        starts=np.cumsum(lengths) - lengths,
        lengths=lengths,
        owners=owners,
        parts=parts,
    )


def _runs(begins: npt.NDArray[Any], ends: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Lay the ranges from each begin up to its end one after the other."""
    lengths = (ends - begins).astype(np.int64)
    shifts = np.repeat(begins - (np.cumsum(lengths) - lengths), lengths)
    return np.asarray(shifts + np.arange(int(lengths.sum())), dtype=np.int64)


def gather(
    query: Query,
    index: Index,
    positions: IntArray,
    scores: FloatArray,
    about: int | None,
) -> Evidence:
    """Compare the message with the candidates at these positions.

    `scores` are BM25 shares of all passages, `about` is the briefing that the reader was in.
    """
    cut = _cut(index, positions)
    count = len(positions)
    in_briefing, sizes = _briefing_counts(query, index, positions)
    briefing_hits = np.asarray(in_briefing > 0, dtype=np.float32)
    base = np.array([t.base_weight for t in query.terms], dtype=np.float32)
    weights = base[:, None] * local_weight(in_briefing, sizes)
    names = np.array([t.is_name for t in query.terms], dtype=np.bool_)
    asking = np.array([t.is_asking for t in query.terms], dtype=np.bool_)
    aside = np.array([t.is_aside for t in query.terms], dtype=np.bool_)
    residual = ~names & ~asking & ~aside
    hits = _hits(query, index, cut)
    by_view = _largest(hits, cut)
    total = np.maximum(weights.sum(axis=0), _TINY)
    covered = (weights[:, cut.owners] * by_view).sum(axis=0) / total[cut.owners]
    asked = _asked(hits, cut)
    harmony = np.where(covered + asked > 0, 2 * covered * asked / (covered + asked + 1e-6), 0.0)
    cosines, residual_cosines = _cosines(query, index, cut, weights, residual)
    rows = len(query.terms)
    measures = np.concatenate([by_view, np.stack([covered, cosines, asked, harmony])])
    wording = _per_candidate(measures, cut, 0, count)
    text = _per_candidate(measures[: rows + 2], cut, 2, count)
    best_view = _best_views(index, positions, harmony)
    letters = _Letters(query)
    return Evidence(
        query=query,
        index=index,
        positions=positions,
        bm25=scores[positions],
        weights=weights,
        names=names,
        asking=asking,
        residual=residual,
        wording_hits=wording[:rows],
        text_hits=text[:rows],
        siblings=_siblings(query, index, cut, briefing_hits),
        briefing_hits=briefing_hits,
        story=_story(query, index, briefing_hits),
        best_wording=wording[rows],
        best_sentence=text[rows],
        wording_asked=wording[rows + 2],
        harmony=wording[rows + 3],
        phrasing_hits=_per_candidate(by_view, cut, 1, count),
        wording_cosine=wording[rows + 1],
        sentence_cosine=text[rows + 1],
        residual_cosine=_per_candidate(residual_cosines[None, :], cut, None, count)[0],
        sorted_ratio=np.array([letters.sorted_ratio(v) for v in best_view], dtype=np.float32),
        trigrams=np.array([letters.shared_trigrams(v) for v in best_view], dtype=np.float32),
        intent=np.array(
            [query.intents.get(index.passages[p].label, 0.0) for p in positions.tolist()],
            dtype=np.float32,
        )
        * _is_headed(index, positions),
        is_exact=np.array([p in query.exact for p in positions.tolist()], dtype=np.float32),
        is_same_story=_is_about(index, positions, about),
        best_view=best_view,
    )


def _is_headed(index: Index, positions: IntArray) -> FloatArray:
    """Say which candidates stand for a section, which readers may ask for by its kind."""
    return (index.first_sentences[positions] > index.first_phrasings[positions]).astype(np.float32)


def _is_about(index: Index, positions: IntArray, about: int | None) -> FloatArray:
    if about is None:
        return np.zeros(len(positions), dtype=np.float32)
    return np.asarray(index.briefings[positions] == about, dtype=np.float32)


def _largest(hits: FloatArray, cut: _Cut) -> FloatArray:
    """Give the best hit of each term in each view, (n, views); 0 in empty views."""
    if not hits.size:
        return np.zeros((hits.shape[0], len(cut.lengths)), dtype=np.float32)
    padded = np.pad(hits, ((0, 0), (0, 1)))
    return np.where(cut.lengths > 0, np.maximum.reduceat(padded, cut.starts, axis=1), 0.0)


def _sums(values: FloatArray, cut: _Cut) -> FloatArray:
    """Sum rows of `values`, one for each term of the cut, by view."""
    padded = np.concatenate([values, np.zeros((1, *values.shape[1:]), dtype=values.dtype)])
    summed = np.add.reduceat(padded, cut.starts, axis=0)
    summed[cut.lengths == 0] = 0.0
    return np.asarray(summed, dtype=np.float32)


def _per_candidate(by_view: FloatArray, cut: _Cut, part: int | None, count: int) -> FloatArray:
    """Give the best value of each row over the views of each candidate, (rows, C)."""
    found = np.zeros((by_view.shape[0], count), dtype=np.float32)
    chosen = slice(None) if part is None else cut.parts == part
    np.maximum.at(found.T, cut.owners[chosen], by_view[:, chosen].T)
    return found


def _asked(hits: FloatArray, cut: _Cut) -> FloatArray:
    """Give the weighted share of each view's own terms that the message covers."""
    if not hits.size:
        return np.zeros(len(cut.lengths), dtype=np.float32)
    best = hits.max(axis=0) * cut.weights
    sums = _sums(np.stack([best, cut.weights], axis=1), cut)
    return np.asarray(sums[:, 0] / np.maximum(sums[:, 1], _TINY), dtype=np.float32)


def _cosines(
    query: Query, index: Index, cut: _Cut, weights: FloatArray, residual: BoolArray
) -> tuple[FloatArray, FloatArray]:
    """Compare the mean word vector of the message, and of its rest, with each view's."""
    views = index.view_vectors.take(cut.views, axis=0).astype(np.float32)
    whole = _unit(weights.T @ query.vectors)
    rest = _unit((weights * residual[:, None]).T @ query.vectors)
    return (
        np.asarray((views * whole[cut.owners]).sum(axis=1), dtype=np.float32),
        np.asarray((views * rest[cut.owners]).sum(axis=1), dtype=np.float32),
    )


def _briefing_counts(query: Query, index: Index, positions: IntArray) -> tuple[IntArray, IntArray]:
    """Give how many passages of each candidate's briefing have each term, (n, C), and all, (C)."""
    briefings, columns = np.unique(index.briefings[positions], return_inverse=True)
    counts = index.counts_in(briefings, [term.position for term in query.terms])
    sizes = np.array(
        [end - start for start, end in (index.briefing_ranges[b] for b in briefings.tolist())],
        dtype=np.int32,
    )
    return counts[:, columns], sizes[columns]


def _unit(vectors: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, _TINY), dtype=np.float32)


def _siblings(query: Query, index: Index, cut: _Cut, briefing_hits: FloatArray) -> FloatArray:
    """Find words beside the briefing that are like its names: another city, another firm."""
    count = briefing_hits.shape[1]
    found = np.zeros(count, dtype=np.float32)
    rows = [at for at, t in enumerate(query.terms) if not t.is_aside and not t.is_asking]
    names = np.flatnonzero(index.is_name[cut.terms])
    if not rows or not len(names):
        return found
    owners = np.repeat(cut.owners, cut.lengths)[names]
    likeness = query.vectors[rows] @ index.vectors.take(cut.terms[names], axis=0).T
    likeness *= 1.0 - briefing_hits[rows][:, owners]
    np.maximum.at(found, owners, likeness.max(axis=0))
    return np.maximum(found, 0.0)


def _story(query: Query, index: Index, briefing_hits: FloatArray) -> FloatArray:
    """Weigh the terms by how well they tell briefings apart; unknown ones count in full."""
    spread = [index.briefing_spread[t.position] if t.position >= 0 else 1.0 for t in query.terms]
    counts = [0.0 if t.is_asking else t.weight for t in query.terms]
    weights = np.array(spread, dtype=np.float32) * np.array(counts, dtype=np.float32)
    total = max(float(weights.sum()), 1e-6)
    return np.asarray(weights @ briefing_hits / total, dtype=np.float32)


def _best_views(index: Index, positions: IntArray, harmony: FloatArray) -> tuple[str, ...]:
    """Give the wording of each candidate that agrees best with the message, verbatim."""
    counts = index.first_views[positions + 1] - index.first_views[positions]
    begins = (np.cumsum(counts) - counts).tolist()
    found: list[str] = []
    for position, begin in zip(positions.tolist(), begins, strict=True):
        wordings = index.wordings[position]
        best = int(harmony[begin : begin + len(wordings)].argmax()) if len(wordings) > 1 else 0
        found.append(wordings[best])
    return tuple(found)


class _Letters:
    """The message as letters, for comparing spellings."""

    def __init__(self, query: Query) -> None:
        telling = stems(word for word in query.focus if word not in STOP_WORDS)
        self._spelling = _spelling_of(" ".join(telling).replace("_", " ")[:SCORED_CHARACTERS])

    def sorted_ratio(self, wording: str) -> float:
        """Give what rapidfuzz's token_sort_ratio would give, the words being sorted already."""
        return fuzz.ratio(self._spelling.words, _spelling(wording).words) / 100.0

    def shared_trigrams(self, wording: str) -> float:
        """Give Dice's coefficient of the runs of three letters, 0..1."""
        own, other = self._spelling.trigrams, _spelling(wording).trigrams
        return 2 * len(own & other) / max(len(own) + len(other), 1)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """The stems of a text without function words."""

    words: str
    """In alphabetical order."""
    trigrams: frozenset[str]


@lru_cache(maxsize=16_384)
def _spelling(wording: str) -> _Spelling:
    telling = stems(word for word in words(fold(wording)) if word not in STOP_WORDS)
    return _spelling_of(" ".join(telling)[:SCORED_CHARACTERS])


def _spelling_of(signature: str) -> _Spelling:
    padded = f" {signature} "
    return _Spelling(
        words=" ".join(sorted(signature.split())),
        trigrams=frozenset(padded[at : at + 3] for at in range(len(padded) - 2)),
    )
