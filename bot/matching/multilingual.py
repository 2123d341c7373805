"""Ranks passages for messages in other languages, by meaning alone."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from bot.corpus.model import Corpus, PassageId
from bot.matching.encoder import FloatArray
from bot.matching.matcher import MAX_CANDIDATES, OUTCOME, TEASER_HANDICAP, accept_values
from bot.matching.model import Candidate, Contribution
from bot.matching.multilingual_evidence import Foreign, gather_foreign
from bot.matching.multilingual_features import (
    MULTILINGUAL_FEATURES,
    is_teaser,
    multilingual_matrix,
)
from bot.matching.multilingual_index import MultilingualIndex, MultilingualSensing
from bot.matching.weights import Weights

_STEEPEST: Final = 30.0
"""Log-odds; beyond, a probability is 0 or 1."""


_BARE: Final = 0.45
"""What the wordings that ask for a heading have of a message that asks for nothing else. With a
word about the story it is below 0.4."""


class MultilingualMatcher:
    """Matches by the vectors of sentences and words. Immutable and thread-safe."""

    def __init__(
        self, index: MultilingualIndex, weights: Weights, sensing: MultilingualSensing
    ) -> None:
        self._index = index
        self._sensing = sensing
        names = tuple(MULTILINGUAL_FEATURES)
        self._rank = np.array([weights.rank.get(n, 0.0) for n in names], dtype=np.float32)
        self._accept = np.array(
            [weights.accept.get(n, 0.0) for n in (*OUTCOME, *names)], dtype=np.float32
        )
        self._accept_bias = weights.accept_bias

    @classmethod
    def build(
        cls, corpus: Corpus, weights: Weights, sensing: MultilingualSensing
    ) -> MultilingualMatcher:
        """Index a corpus. The weights must be those that were fitted with this encoder."""
        return cls(MultilingualIndex.build(corpus, sensing), weights, sensing)

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Give the candidates for a message, best first, at most `MAX_CANDIDATES`."""
        foreign = self.evidence(text, about=about)
        if foreign is None:
            return ()
        features = multilingual_matrix(foreign)
        scores = features @ self._rank - TEASER_HANDICAP * is_teaser(foreign)
        confident = self._confidence(foreign, features, scores)
        scores = _levelled(foreign, scores)
        order = np.argsort(-scores, kind="stable")[:MAX_CANDIDATES]
        shares = np.exp(scores[order] - scores[order[0]])
        return tuple(
            self._candidate(
                int(foreign.positions[at]),
                score=float(scores[at]),
                confidence=min(confident, confident * float(share)),
                values=features[at] if explain else None,
            )
            for at, share in zip(order.tolist(), shares, strict=True)
        )

    def evidence(self, text: str, *, about: PassageId | None = None) -> Foreign | None:
        """Compare a message with its candidates; none when there is nothing to compare."""
        if not len(self._index) or not any(map(str.isalnum, text)):
            return None
        encoding = next(iter(self._sensing.encoder.encode([text])))
        message = self._sensing.space.read(encoding)
        if message is None:
            return None
        place = None if about is None else self._index.positions.get(about)
        briefing = None if place is None else int(self._index.briefings[place])
        positions = self._index.candidates(message.sense.scan, briefing)
        return gather_foreign(text, message, self._index, positions, briefing)

    def _confidence(self, foreign: Foreign, features: FloatArray, scores: FloatArray) -> float:
        values = accept_values(foreign.briefings, features, scores)
        odds = float(values @ self._accept) + self._accept_bias
        return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, odds))))

    def _candidate(
        self, position: int, *, score: float, confidence: float, values: FloatArray | None
    ) -> Candidate:
        passage = self._index.passages[position]
        contributions = () if values is None else self._contributions(values)
        return Candidate(passage, score, confidence, passage.label, contributions)

    def _contributions(self, values: FloatArray) -> tuple[Contribution, ...]:
        parts = [
            Contribution(name, float(value), float(weight))
            for name, value, weight in zip(MULTILINGUAL_FEATURES, values, self._rank, strict=True)
        ]
        return tuple(sorted(parts, key=lambda part: -abs(part.part)))


def _levelled(foreign: Foreign, scores: FloatArray) -> FloatArray:
    """Give the same section of several stories one score, when only the section was asked for.

    Nothing in such a message tells stories apart, unless the reader was in one.
    """
    best = int(scores.argmax())
    is_bare = foreign.phrased.telling[best] >= _BARE
    if not is_bare or foreign.is_same_story.any():
        return scores
    headings = foreign.index.headings[foreign.positions]
    return np.asarray(np.where(headings == headings[best], scores[best], scores), np.float32)
