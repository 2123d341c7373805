"""Compares one message with many candidates at once, as arrays that features read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.arrays import BoolArray, FloatArray, IntArray
from bot.matching.index import Index
from bot.matching.letters import signature
from bot.matching.query import Query
from bot.matching.runs import Places, Runs, laid_out
from bot.matching.sense import MessageSense, Sense, compare

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
    sense: Sense | None
    """What the sentence encoder makes of message and candidates."""

    def sensed(self, name: str, measure: Callable[[Sense], FloatArray]) -> FloatArray:
        """Give a measure of what the encoder made of them, (C), and take it once only."""
        if name not in self._measured and self.sense is not None:
            self._measured[name] = measure(self.sense)
        return self._measured[name]

    def once(self, name: str, measure: Callable[[Evidence], FloatArray]) -> FloatArray:
        """Give what several features are made of, (C), and measure it once only.

        Names are those of features, of which no two are alike.
        """
        if name not in self._measured:
            self._measured[name] = measure(self)
        return self._measured[name]

    @cached_property
    def _measured(self) -> dict[str, FloatArray]:
        return {}

    @cached_property
    def story_credit(self) -> FloatArray:
        """(C) The credit of all candidates of the candidate's briefing."""
        own = np.maximum(self.sensed("credit", lambda sense: sense.credit), 0.0)
        _, stories = np.unique(self.briefings, return_inverse=True)
        return np.bincount(stories, weights=own)[stories].astype(np.float32)

    def cover(self, hits: Hits, terms: Terms = Terms.ALL) -> FloatArray:
        """Give the weighted share of the chosen terms that is hit, (C); 0 without terms."""
        covers: FloatArray = self._covers[hits, terms]
        return covers

    @cached_property
    def _covers(self) -> FloatArray:
        """(Hits, Terms, C) All covers at once: numpy is slow by the call, not by the number."""
        hits = np.empty((len(Hits), *self.hits.shape), dtype=np.float32)
        hits[Hits.WORDING] = self.wording_hits
        hits[Hits.WORDING_EXACT] = self.wording_hits >= 1.0
        hits[Hits.TEXT] = self.text_hits
        hits[Hits.ANY] = self.hits
        hits[Hits.ANY_EXACT] = self.hits >= 1.0
        hits[Hits.PHRASING] = self.phrasing_hits
        hits[Hits.BRIEFING] = self.briefing_hits
        hits[Hits.ANY_OR_PHRASING] = np.maximum(self.hits, self.phrasing_hits * _PHRASED)
        chosen = np.empty((len(Terms), len(self.names)), dtype=np.bool_)
        chosen[Terms.ALL] = True
        chosen[Terms.RESIDUAL] = self.residual
        chosen[Terms.NAMES] = self.names
        chosen[Terms.ASKED] = ~self.asking
        weights = chosen[:, :, None] * self.weights
        totals = np.maximum(weights.sum(axis=1), _TINY)
        return np.asarray(np.einsum("tnc,hnc->htc", weights, hits) / totals, dtype=np.float32)

    @cached_property
    def kinds(self) -> npt.NDArray[np.int8]:
        """(C) The kinds of the candidates, as positions in `KINDS`."""
        return self.index.kinds[self.positions]

    @cached_property
    def briefings(self) -> IntArray:
        """(C) The number of each candidate's briefing."""
        return self.index.briefings[self.positions]

    @cached_property
    def is_asked_for(self) -> BoolArray:
        """(C) True where the message asks for this kind of section, and for nothing else."""
        return np.asarray(self.intent >= _WHOLE_MESSAGE, dtype=np.bool_)

    @cached_property
    def is_same_type(self) -> FloatArray:
        """(C) 1 where the label asks the same kind of question as the message."""
        types = self.index.question_types[self.positions]
        return np.asarray(types == int(self.query.question_type), dtype=np.float32)

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


_WHOLE_MESSAGE: Final = 0.999
"""A share of the message that is all of it, however it was summed up."""


def nearness(cosines: FloatArray) -> FloatArray:
    """Turn cosines of word vectors into how much a synonym is worth, 0..`NEARLY`."""
    near = (cosines - _UNRELATED) * (NEARLY / (_SYNONYM - _UNRELATED))
    return np.asarray(np.minimum(np.maximum(near, 0.0), NEARLY), dtype=np.float32)


def same_terms(query: Query, index: Index) -> Iterator[tuple[int, int, float]]:
    """Give row, term of the index, and worth, for equal terms and a capital's country."""
    for row, term in enumerate(query.terms):
        if term.position >= 0:
            yield row, term.position, 1.0
        country = index.term_ids.get(index.names.capitals.get(term.term, ""))
        if country is not None:
            yield row, country, _METONYM


def gather(
    query: Query,
    index: Index,
    positions: IntArray,
    shares: FloatArray,
    about: int | None,
    message: MessageSense | None = None,
) -> Evidence:
    """Compare the message with the candidates at these positions.

    `shares` are their BM25 shares, `about` is the briefing that the reader was in,
    `message` is what the encoder makes of the message.
    """
    cut = _cut(index, positions)
    terms = _TermTable(query)
    local = index.weights_in(index.briefings[positions], terms.positions)
    briefing_hits = (local > 0).astype(np.float32)
    weights = terms.base[:, None] * np.where(local > 0, local, np.float32(1))
    cosines = _term_cosines(query, index, cut)
    hits = _hits(query, index, cut, terms.names, cosines)
    measures = _measure_views(query, index, cut, weights, terms.residual, hits)
    wording, phrasing, text = cut.best_by_part(measures)
    best_wordings = _best_wordings(index, positions, measures[_Measure.HARMONY])
    letters, spelling = index.letters, signature(query.focus)
    rows = (index.first_wordings[positions] + best_wordings).tolist()
    return Evidence(
        query=query,
        index=index,
        positions=positions,
        bm25=shares,
        weights=weights,
        names=terms.names,
        asking=terms.asking,
        residual=terms.residual,
        wording_hits=wording[_HITS],
        text_hits=text[_HITS],
        siblings=_siblings(query, index, cut, cosines, briefing_hits),
        briefing_hits=briefing_hits,
        story=_story(query, index, briefing_hits),
        best_wording=wording[_Measure.COVERED],
        best_sentence=text[_Measure.COVERED],
        wording_asked=wording[_Measure.ASKED],
        harmony=wording[_Measure.HARMONY],
        phrasing_hits=phrasing[_HITS],
        wording_cosine=wording[_Measure.COSINE],
        sentence_cosine=text[_Measure.COSINE],
        residual_cosine=np.maximum(
            np.maximum(wording[_Measure.REST_COSINE], phrasing[_Measure.REST_COSINE]),
            text[_Measure.REST_COSINE],
        ),
        sorted_ratio=letters.sorted_ratios(spelling, rows),
        trigrams=letters.shared_trigrams(spelling, rows),
        intent=_intent(query, index, positions),
        is_exact=_is_exact(query, positions),
        is_same_story=_is_about(index, positions, about),
        best_view=tuple(index.wordings[row] for row in rows),
        sense=None
        if message is None or index.text_vectors is None
        else compare(
            message, index.text_vectors, cut.views, cut.parts, index.apart.of(positions, cut.views)
        ),
    )


class _TermTable:
    """The terms of a message as columns (n)."""

    def __init__(self, query: Query) -> None:
        self.positions = [term.position for term in query.terms]
        self.base = np.array([term.base_weight for term in query.terms], dtype=np.float32)
        self.names = _flags(term.is_name for term in query.terms)
        self.asking = _flags(term.is_asking for term in query.terms)
        self.residual = _flags(
            not (term.is_name or term.is_asking or term.is_aside) for term in query.terms
        )


def _flags(values: Iterable[bool]) -> BoolArray:
    return np.array(list(values), dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """The views of the candidates, cut out of the index and laid end to end."""

    views: Places
    """(V) Their numbers in the index."""
    owners: IntArray
    """(V) The candidate that each view belongs to."""
    parts: Runs
    """The views of each candidate: its wordings, then its phrasings, then its sentences."""
    terms: IntArray
    """The terms of all views, one view after the other."""
    weights: FloatArray
    """How telling each of the terms is within its briefing."""
    by_view: Runs
    """The terms of each view."""
    by_candidate: Runs
    """The terms of each candidate."""

    def best_by_part(self, measures: FloatArray) -> FloatArray:
        """Give the best of each row for wordings, phrasings and sentences, (3, rows, C)."""
        best = np.maximum(self.parts.largest(measures), 0.0)
        return np.ascontiguousarray(best.reshape(len(measures), -1, 3).transpose(2, 0, 1))


def _cut(index: Index, positions: IntArray) -> _Cut:
    first, last = index.first_views[positions], index.first_views[positions + 1]
    phrasings, sentences = index.first_phrasings[positions], index.first_sentences[positions]
    parts = np.array([phrasings - first, sentences - phrasings, last - sentences]).T
    views = laid_out(first, last)
    begins, ends = index.view_starts[first], index.view_starts[last]
    flat = laid_out(begins, ends)
    return _Cut(
        views=views,
        owners=np.repeat(np.arange(len(positions), dtype=np.int32), last - first),
        parts=Runs(parts.ravel()),
        terms=index.view_terms[flat],
        weights=index.view_weights[flat],
        by_view=Runs(index.view_starts[views + 1] - index.view_starts[views]),
        by_candidate=Runs(ends - begins),
    )


def _term_cosines(query: Query, index: Index, cut: _Cut) -> FloatArray:
    """Compare each word of the message with each word of the cut in meaning, (n, terms)."""
    # In this order the product is twice as fast as the other way round.
    cosines = index.vectors.take(cut.terms, axis=0) @ query.vectors.T
    return np.ascontiguousarray(cosines.T)


class _Measure(IntEnum):
    """What is measured of each view; behind these come the hits of each term."""

    COVERED = 0
    """The weighted share of the message that the view covers."""
    ASKED = 1
    """The weighted share of the view that the message covers."""
    HARMONY = 2
    """The harmonic mean of both."""
    COSINE = 3
    """Nearness in meaning of message and view."""
    REST_COSINE = 4
    """Nearness in meaning of what is left of the message, and the view."""


_HITS: Final = slice(len(_Measure), None)


def _measure_views(
    query: Query,
    index: Index,
    cut: _Cut,
    weights: FloatArray,
    residual: BoolArray,
    hits: FloatArray,
) -> FloatArray:
    """Measure each view by itself, (`_Measure` and n, V)."""
    measures = np.empty((len(_Measure) + len(query.terms), len(cut.views)), dtype=np.float32)
    measures[_HITS] = cut.by_view.largest(hits)
    owned = weights[:, cut.owners]
    total = np.maximum(owned.sum(axis=0), _TINY)
    covered = np.divide(
        (owned * measures[_HITS]).sum(axis=0), total, out=measures[_Measure.COVERED]
    )
    asked = np.divide(
        cut.by_view.total(hits.max(axis=0, initial=0.0) * cut.weights),
        np.maximum(index.view_totals[cut.views], _TINY),
        out=measures[_Measure.ASKED],
    )
    measures[_Measure.HARMONY] = 2 * covered * asked / (covered + asked + _TINY)
    near = owned * (query.vectors @ index.view_vectors[cut.views].astype(np.float32).T)
    measures[_Measure.COSINE] = near.sum(axis=0) / _length(weights, query)[cut.owners]
    rest = near[residual].sum(axis=0) / _length(weights * residual[:, None], query)[cut.owners]
    measures[_Measure.REST_COSINE] = rest
    return measures


def _length(weights: FloatArray, query: Query) -> FloatArray:
    """Give the length of the message's weighted sum of word vectors for each candidate, (C)."""
    sums = weights.T @ query.vectors
    return np.asarray(np.maximum(np.sqrt((sums * sums).sum(axis=1)), _TINY), dtype=np.float32)


def _hits(
    query: Query, index: Index, cut: _Cut, names: BoolArray, cosines: FloatArray
) -> FloatArray:
    """Say how well each term of the message is met by each term of the cut, 0..1."""
    hits = nearness(cosines)
    hits[names] = 0.0  # names have no synonyms
    hits *= ~index.is_name[cut.terms]
    for row, position, worth in same_terms(query, index):
        hits[row, cut.terms == position] = worth
    return hits


def _siblings(
    query: Query, index: Index, cut: _Cut, cosines: FloatArray, briefing_hits: FloatArray
) -> FloatArray:
    """Find words beside the briefing that are like its names: another city, another firm."""
    rows = [at for at, t in enumerate(query.terms) if not t.is_aside and not t.is_asking]
    likeness = cut.by_candidate.largest(cosines[rows] * index.is_name[cut.terms])
    likeness *= 1.0 - briefing_hits[rows]
    return np.asarray(likeness.max(axis=0, initial=0.0), dtype=np.float32)


def _story(query: Query, index: Index, briefing_hits: FloatArray) -> FloatArray:
    """Weigh the terms by how well they tell briefings apart; unknown ones count in full."""
    spread = [index.briefing_spread[t.position] if t.position >= 0 else 1.0 for t in query.terms]
    counts = [0.0 if t.is_asking or t.is_heading else t.weight for t in query.terms]
    weights = np.array(spread, dtype=np.float32) * np.array(counts, dtype=np.float32)
    total = max(float(weights.sum()), _TINY)
    return np.asarray(weights @ briefing_hits / total, dtype=np.float32)


def _best_wordings(index: Index, positions: IntArray, harmony: FloatArray) -> list[int]:
    """Give the number of each candidate's wording that agrees best with the message."""
    counts = index.first_views[positions + 1] - index.first_views[positions]
    begins = (counts.cumsum() - counts).tolist()
    wordings = index.first_wordings[positions + 1] - index.first_wordings[positions]
    return [
        int(harmony[begin : begin + count].argmax()) if count > 1 else 0
        for begin, count in zip(begins, wordings.tolist(), strict=True)
    ]


def _intent(query: Query, index: Index, positions: IntArray) -> FloatArray:
    """Give the share of the message that asks for each candidate's heading."""
    if not query.intents:
        return np.zeros(len(positions), dtype=np.float32)
    labels = (index.passages[position].label for position in positions.tolist())
    shares = [query.intents.get(label, 0.0) for label in labels]
    return np.array(shares, dtype=np.float32) * _is_headed(index, positions)


def _is_headed(index: Index, positions: IntArray) -> FloatArray:
    """Say which candidates stand for a section, which readers may ask for by its kind."""
    return (index.first_sentences[positions] > index.first_phrasings[positions]).astype(np.float32)


def _is_exact(query: Query, positions: IntArray) -> FloatArray:
    return np.array([p in query.exact for p in positions.tolist()], dtype=np.float32)


def _is_about(index: Index, positions: IntArray, about: int | None) -> FloatArray:
    if about is None:
        return np.zeros(len(positions), dtype=np.float32)
    return np.asarray(index.briefings[positions] == about, dtype=np.float32)
