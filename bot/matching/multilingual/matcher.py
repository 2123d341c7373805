"""Ranks passages for messages in other languages, by meaning alone."""

from __future__ import annotations

from typing import Final

import numpy as np

from bot.corpus.model import Corpus, PassageId
from bot.matching.arrays import FloatArray
from bot.matching.model import Candidate
from bot.matching.multilingual.evidence import Foreign, gather_foreign
from bot.matching.multilingual.features import (
    MULTILINGUAL_FEATURES,
    is_teaser,
    multilingual_matrix,
)
from bot.matching.multilingual.index import MultilingualIndex, MultilingualSensing
from bot.matching.regressions import Regressions, best_first
from bot.matching.weights import Weights

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
        self._regressions = Regressions(weights, tuple(MULTILINGUAL_FEATURES))

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
        scores = self._regressions.scores(features, is_teaser(foreign))
        confident = self._regressions.confidence(foreign.briefings, features, scores)
        scores = _levelled(foreign, scores)
        return tuple(
            self._candidate(
                int(foreign.positions[at]),
                score=float(scores[at]),
                confidence=confidence,
                values=features[at] if explain else None,
            )
            for at, confidence in best_first(scores, confident)
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

    def _candidate(
        self, position: int, *, score: float, confidence: float, values: FloatArray | None
    ) -> Candidate:
        passage = self._index.passages[position]
        contributions = () if values is None else self._regressions.contributions(values)
        return Candidate(passage, score, confidence, passage.label, contributions)


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
