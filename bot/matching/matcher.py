"""Ranks passages: candidates from an inverted index and by meaning, then two regressions."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import numpy as np

from bot.corpus.model import Corpus, PassageId
from bot.matching.arrays import FloatArray, IntArray
from bot.matching.evidence import Evidence
from bot.matching.features import LEXICAL_FEATURES, Feature, feature_matrix, is_teaser
from bot.matching.gathering import gather
from bot.matching.index import Index
from bot.matching.indexing import build_index
from bot.matching.model import EXACT_CONFIDENCE, NEAR_TIE, Candidate, Compared, Contribution
from bot.matching.query import Query, Understanding
from bot.matching.recent import Recent
from bot.matching.regressions import Regressions, best_first
from bot.matching.reranking import Reranker
from bot.matching.sense import MessageSense, Sensing, message_sense
from bot.matching.sense_features import SENSE_FEATURES
from bot.matching.weights import Weights
from bot.matching.word_scores import EXACT_UP_TO, WordScores, best, word_scores
from bot.text.normalise import MAX_CHARACTERS

KEPT: Final = 256
"""Messages whose candidates are kept: many readers ask the same, and buttons ask again."""

COMPARED: Final = 12
"""How many passages are compared because they have the message's words."""


class PassageMatcher:
    """Matches by words, meaning and the kind of question. Immutable and thread-safe.

    Meaning is a sentence encoder's where there is one, else that of single words.
    """

    def __init__(
        self,
        index: Index,
        weights: Weights,
        sensing: Sensing | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._index = index
        self.reranker = reranker
        """What reads passages beside a message; none where the first look decides."""
        self._sensing = sensing
        self._understanding = Understanding(index)
        self._features = features_of(sensing)
        self._regressions = Regressions(weights, [feature.name for feature in self._features])
        self._ranked: Recent[tuple[str, PassageId | None], tuple[Candidate, ...]] = Recent(KEPT)

    @classmethod
    def build(
        cls,
        corpus: Corpus,
        weights: Weights,
        sensing: Sensing | None = None,
        reranker: Reranker | None = None,
    ) -> PassageMatcher:
        """Index a corpus; takes seconds for a hundred thousand questions.

        With an encoder, whatever was not encoded before is encoded first: some 5 ms a sentence.
        The weights must be those that were fitted with it, or without one.
        """
        return cls(build_index(corpus, weights.lexicon, sensing), weights, sensing, reranker)

    @property
    def understanding(self) -> Understanding:
        """What messages are read by."""
        return self._understanding

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Give the candidates for a message, best first, at most `MAX_CANDIDATES`."""
        read = text[:MAX_CHARACTERS]  # the rest is never looked at
        if explain:
            return self._rank_anew(read, about, explain=True)
        return self._ranked.get((read, about), lambda: self._rank_anew(read, about, explain=False))

    def _rank_anew(
        self, text: str, about: PassageId | None, *, explain: bool
    ) -> tuple[Candidate, ...]:
        evidence = self.evidence(text, about=about)
        if evidence is None:
            return ()
        features, scores, confident = self._judged(evidence)
        reading = None
        if self.reranker is not None and about is None:
            reading = self.reranker.read(evidence, scores, confident)
        if reading is not None:
            scores, confident = reading.scores, reading.confidence
        scores = _levelled(evidence, scores)

        def contributions(at: int) -> tuple[Contribution, ...]:
            read = () if reading is None else reading.contributions(at)
            parts = (*read, *self._regressions.contributions(features[at]))
            return tuple(sorted(parts, key=lambda part: -abs(part.part)))

        return tuple(
            Candidate(
                passage=self._index.passages[int(evidence.positions[at])],
                score=float(scores[at]),
                confidence=confidence,
                wording=evidence.best_view[at],
                contributions=contributions(at) if explain else (),
            )
            for at, confidence in best_first(scores, confident)
        )

    def read_together(self, text: str, passages: Collection[PassageId]) -> dict[PassageId, float]:
        """Say in log-odds how surely passages of one story answer; nothing without a reader."""
        about = next(iter(passages), None)
        if self.reranker is None or about is None:
            return {}
        evidence = self.evidence(text[:MAX_CHARACTERS], about=about)
        return {} if evidence is None else self.reranker.read_each(evidence, passages)

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Name the features that `compare` gives."""
        return tuple(feature.name for feature in self._features)

    def compare(self, text: str) -> Compared | None:
        """Compare a message with its candidates; none when nothing is there to compare."""
        looked = self.look(text)
        if looked is None:
            return None
        evidence, features, scores, confident = looked
        passages = tuple(self._index.passages[int(at)] for at in evidence.positions)
        return Compared(passages, scores, confident, features)

    def look(self, text: str) -> tuple[Evidence, FloatArray, FloatArray, float] | None:
        """Give a message's evidence, and its candidates' features, scores and best confidence.

        None when nothing is there to compare. It is what reading passages sets out from.
        """
        evidence = self.evidence(text[:MAX_CHARACTERS])
        return None if evidence is None else (evidence, *self._judged(evidence))

    def _judged(self, evidence: Evidence) -> tuple[FloatArray, FloatArray, float]:
        """Give the features and the score of each candidate, and the best one's confidence."""
        features = feature_matrix(evidence, self._features)
        scores = self._regressions.scores(features, is_teaser(evidence))
        scores = _word_for_word_first(evidence, scores)
        return features, scores, self._confidence(evidence, features, scores)

    def evidence(self, text: str, *, about: PassageId | None = None) -> Evidence | None:
        """Compare a message with its candidates; none when nothing is there to compare."""
        index = self._index
        if not len(index):
            return None
        query = self._understanding.read(text)
        scores = word_scores(query, index)
        places = () if about is None else index.positions.find(about)
        briefing = int(index.briefings[places[0]]) if places else None
        message = self._sensed(query)
        if message is None and self._sensing is not None:
            return None
        positions = _candidates(query, index, scores, briefing, message)
        if not len(positions):
            return None
        evidence = gather(query, index, positions, scores.of(positions), briefing, message)
        index.let_go()
        return evidence

    def _sensed(self, query: Query) -> MessageSense | None:
        """Let the encoder read a message that has words."""
        if self._sensing is None or not query.words:
            return None
        encoding = next(iter(self._sensing.encoder.encode([query.text])))
        space, index = self._sensing.space, self._index
        return message_sense(encoding, space, index.lexicon, index.names.is_name)

    def _confidence(self, evidence: Evidence, features: FloatArray, scores: FloatArray) -> float:
        """Calibrate the best candidate; what is asked word for word leaves nothing to guess."""
        briefings = evidence.briefings
        best = self._regressions.confidence(briefings, features, scores)
        is_exact = bool(evidence.is_exact[int(np.argmax(scores))])
        return max(best, EXACT_CONFIDENCE) if is_exact else best


def features_of(sensing: Sensing | None) -> tuple[Feature, ...]:
    """Give the features that can be taken, in the order of the weights."""
    return LEXICAL_FEATURES if sensing is None else (*LEXICAL_FEATURES, *SENSE_FEATURES)


def _word_for_word_first(evidence: Evidence, scores: FloatArray) -> FloatArray:
    """Put what is asked word for word before the rest, by as much as leaves no near-tie.

    The weights were fitted on messages that are worded otherwise. In a conversation the like of
    “How did it start?” is asked of its story, whatever question of another one has these words.
    """
    exact = evidence.is_exact > 0
    if not exact.any() or exact.all():
        return scores
    best = int(np.argmax(scores))
    if evidence.is_same_story[best] and not evidence.is_same_story[exact].any():
        return scores
    behind = scores[~exact].max() + _CLEARLY - scores[exact].max()
    return np.asarray(scores + exact * max(float(behind), 0.0), dtype=np.float32)


_CLEARLY: Final = NEAR_TIE + 0.01
"""A lead that is no near-tie, however it is rounded."""


def _levelled(evidence: Evidence, scores: FloatArray) -> FloatArray:
    """Give the same section of several stories one score, when only the section was asked for.

    Nothing in such a message tells stories apart, unless it names one or the reader was in one.
    """
    asked = evidence.is_asked_for
    if not asked.any() or evidence.is_same_story.any() or evidence.names.any():
        return scores
    return np.asarray(np.where(asked, scores[asked].max(), scores), dtype=np.float32)


_PER_INTENT: Final = 6


def _candidates(
    query: Query,
    index: Index,
    scores: WordScores,
    briefing: int | None,
    message: MessageSense | None,
) -> IntArray:
    """Choose the passages to compare.

    Exact wordings, asked-for sections, the best by BM25, the nearest in meaning, and all of
    the story that fits best when it is short.
    """
    chosen: dict[int, None] = dict.fromkeys(query.exact[:COMPARED])
    for heading in query.intents:
        chosen.update(dict.fromkeys(_sections(index, heading, scores.shares, query, briefing)))
    chosen.update(dict.fromkeys(scores.best(COMPARED)))
    if len(index) <= _SHORT_STORY:
        chosen.update(dict.fromkeys(range(len(index)) if query.terms else ()))
    else:
        if message is not None and index.scan_vectors.shape[1]:
            near = index.scan_vectors @ message.scan
            chosen.update(dict.fromkeys(best(near, COMPARED)))
        elif len(index) <= EXACT_UP_TO:
            near = _wording_nearness(query, index, 0, len(index))
            chosen.update(dict.fromkeys(best(near, _BY_MEANING)))
        start, end = _best_story(query, index, list(chosen))
        in_story = _wording_nearness(query, index, start, end) + scores.shares[start:end]
        chosen.update(dict.fromkeys(start + at for at in best(in_story, _BY_STORY)))
    return np.array(list(chosen), dtype=np.int32)


def _wording_nearness(query: Query, index: Index, start: int, end: int) -> FloatArray:
    """Compare the mean word of the message with that of each question in a range."""
    weights = np.array([t.weight for t in query.terms], dtype=np.float32)
    mean = weights @ query.vectors
    length = max(float(np.linalg.norm(mean)), 1e-6)
    return np.asarray(index.wording_vectors[start:end] @ (mean / length), dtype=np.float32)


def _best_story(query: Query, index: Index, chosen: list[int]) -> tuple[int, int]:
    """Give the range of passages of the briefing that fits the message best."""
    telling = [t for t in query.terms if t.position >= 0 and not (t.is_asking or t.is_heading)]
    if not telling or not chosen:
        return (0, 0)
    stories = np.array(sorted(set(index.briefings[chosen].tolist())), dtype=np.int32)
    positions = [t.position for t in telling]
    weights = np.array([t.weight for t in telling]) * index.briefing_spread[positions]
    fits = weights @ (index.weights_in(stories, positions) > 0)
    start, end = index.briefing_ranges[stories[fits.argmax()]].tolist()
    return start, end


_BY_MEANING: Final = 3
"""Passages that are compared because their question is near in meaning."""

_BY_STORY: Final = 12
"""Passages of the best story that are compared beside those with the message's words."""

_SHORT_STORY: Final = 40
"""Passages of a corpus that is compared as a whole: a usual briefing has 25 to 30."""


def _sections(
    index: Index, heading: str, scores: FloatArray, query: Query, briefing: int | None
) -> list[int]:
    """Give the sections under a heading, those of the story that the message names first."""
    places = index.sections.get(heading)
    if places is None or len(places) <= _PER_INTENT:
        return [] if places is None else places.tolist()
    named = [t.position for t in query.terms if t.is_name and t.position >= 0]
    stories = index.briefings[places]
    hits = (index.weights_in(stories, named) > 0).sum(axis=0) + scores[places]
    order = np.argsort(-(hits + (stories == briefing)), kind="stable")[:_PER_INTENT]
    chosen: list[int] = places[order].tolist()
    return chosen
