"""What comparing a message with many candidates at once has shown: arrays that features read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.matching.arrays import BoolArray, FloatArray, IntArray
from bot.matching.index import Index
from bot.matching.query import Query
from bot.matching.sense import Sense

_TINY: Final = 1e-6


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
