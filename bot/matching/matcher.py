"""Ranks passages: candidates from an inverted index and by meaning, then two regressions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np

from bot.corpus.model import Corpus, PassageId
from bot.matching.evidence import Evidence, gather, nearness, same_terms
from bot.matching.features import LEXICAL_FEATURES, Feature, feature_matrix, is_teaser
from bot.matching.index import Index, IntArray
from bot.matching.indexing import build_index
from bot.matching.lexicon import FloatArray
from bot.matching.model import Candidate, Contribution
from bot.matching.query import Query, Understanding
from bot.matching.runs import laid_out
from bot.matching.sense import MessageSense, Sensing, message_sense
from bot.matching.sense_features import SENSE_FEATURES
from bot.matching.weights import Weights

MAX_CANDIDATES: Final = 8
"""What `rank` gives at most."""

COMPARED: Final = 12
"""How many passages are compared because they have the message's words."""

EXACT_CONFIDENCE: Final = 0.99
"""The message is a wording of the passage, word for word: nothing is left to guess."""

_EXPANSIONS: Final = 4
"""Near words of the corpus that are looked up for each word of the message."""

TEASER_HANDICAP: Final = 0.3
"""Log-odds; an introduction never beats an answer that fits as well."""

OUTCOME: Final = ("score", "lead", "share", "lead_over_stories")
"""What the second regression reads of the first one's outcome, before the features again."""


class PassageMatcher:
    """Matches by words, meaning and the kind of question. Immutable and thread-safe.

    Meaning is a sentence encoder's where there is one, else that of single words.
    """

    def __init__(self, index: Index, weights: Weights, sensing: Sensing | None = None) -> None:
        self._index = index
        self._sensing = sensing
        self._understanding = Understanding(index)
        self._features = features_of(sensing)
        names = [feature.name for feature in self._features]
        self._rank = np.array([weights.rank.get(n, 0.0) for n in names], dtype=np.float32)
        self._accept = np.array(
            [weights.accept.get(n, 0.0) for n in (*OUTCOME, *names)], dtype=np.float32
        )
        self._accept_bias = weights.accept_bias

    @classmethod
    def build(
        cls, corpus: Corpus, weights: Weights, sensing: Sensing | None = None
    ) -> PassageMatcher:
        """Index a corpus; takes seconds for a hundred thousand questions.

        With an encoder, whatever was not encoded before is encoded first: some 5 ms a sentence.
        The weights must be those that were fitted with it, or without one.
        """
        return cls(build_index(corpus, weights.lexicon, sensing), weights, sensing)

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Give the candidates for a message, best first, at most `MAX_CANDIDATES`."""
        evidence = self.evidence(text, about=about)
        if evidence is None:
            return ()
        features = feature_matrix(evidence, self._features)
        scores = features @ self._rank - TEASER_HANDICAP * is_teaser(evidence)
        confident = self._confidence(evidence, features, scores)
        scores = _levelled(evidence, scores)
        order = np.argsort(-scores, kind="stable")[:MAX_CANDIDATES].astype(np.int32)
        shares = np.exp(scores[order] - scores[order[0]])
        confidences = [min(confident, confident * float(share)) for share in shares]
        return tuple(
            Candidate(
                passage=self._index.passages[int(evidence.positions[at])],
                score=float(scores[at]),
                confidence=confidence,
                wording=evidence.best_view[at],
                contributions=self._contributions(features[at]) if explain else (),
            )
            for at, confidence in zip(order.tolist(), confidences, strict=True)
        )

    def evidence(self, text: str, *, about: PassageId | None = None) -> Evidence | None:
        """Compare a message with its candidates; none when nothing is there to compare."""
        index = self._index
        if not len(index):
            return None
        query = self._understanding.read(text)
        scores = _bm25(query, index)
        place = index.positions.get(about) if about is not None else None
        briefing = None if place is None else int(index.briefings[place])
        message = self._sensed(query)
        if message is None and self._sensing is not None:
            return None
        positions = _candidates(query, index, scores, briefing, message)
        if not len(positions):
            return None
        return gather(query, index, positions, scores, briefing, message)

    def _sensed(self, query: Query) -> MessageSense | None:
        """Let the encoder read a message that has words."""
        if self._sensing is None or not query.words:
            return None
        encoding = next(iter(self._sensing.encoder.encode([query.text])))
        space, index = self._sensing.space, self._index
        return message_sense(encoding, space, index.lexicon, index.names.is_name)

    def _confidence(self, evidence: Evidence, features: FloatArray, scores: FloatArray) -> float:
        """Calibrate the best candidate; the others get the share of it that their odds give."""
        values = accept_values(self._index.briefings[evidence.positions], features, scores)
        best = _sigmoid(float(values @ self._accept) + self._accept_bias)
        is_exact = bool(evidence.is_exact[int(np.argmax(scores))])
        return max(best, EXACT_CONFIDENCE) if is_exact else best

    def _contributions(self, values: FloatArray) -> tuple[Contribution, ...]:
        parts = [
            Contribution(feature.name, float(value), float(weight))
            for feature, value, weight in zip(self._features, values, self._rank, strict=True)
        ]
        return tuple(sorted(parts, key=lambda part: -abs(part.part)))


def features_of(sensing: Sensing | None) -> tuple[Feature, ...]:
    """Give the features that can be taken, in the order of the weights."""
    return LEXICAL_FEATURES if sensing is None else (*LEXICAL_FEATURES, *SENSE_FEATURES)


def accept_values(briefings: IntArray, features: FloatArray, scores: FloatArray) -> FloatArray:
    """Give what the second regression reads of the best candidate: `OUTCOME`, then features.

    `briefings` is (candidates), `features` (candidates, features), `scores` (candidates).
    """
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    odds = np.exp(scores - scores[best])
    others = scores[briefings != briefings[best]]
    lead = scores[best] - scores[order[1]] if len(order) > 1 else _CLEAR_LEAD
    story_lead = scores[best] - others.max() if len(others) else _CLEAR_LEAD
    outcome = [
        float(scores[best]) / _SCORE_SCALE,
        min(float(lead), _CLEAR_LEAD) / _CLEAR_LEAD,
        float(1.0 / odds.sum()),
        min(float(story_lead), _CLEAR_LEAD) / _CLEAR_LEAD,
    ]
    return np.concatenate([np.array(outcome, dtype=np.float32), features[best]])


_CLEAR_LEAD: Final = 6.0
"""Log-odds; a larger lead says nothing more."""

_SCORE_SCALE: Final = 10.0
"""Brings scores into the range of the other features."""


def _levelled(evidence: Evidence, scores: FloatArray) -> FloatArray:
    """Give the same section of several stories one score, when only the section was asked for.

    Nothing in such a message tells stories apart, unless it names one or the reader was in one.
    """
    asked = evidence.intent >= _WHOLE_MESSAGE
    if not asked.any() or evidence.is_same_story.any() or evidence.names.any():
        return scores
    return np.asarray(np.where(asked, scores[asked].max(), scores), dtype=np.float32)


_WHOLE_MESSAGE: Final = 0.999
"""Of the message's weight, that asks for a kind of section and for nothing else."""


def _sigmoid(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


def _bm25(query: Query, index: Index) -> FloatArray:
    """Score all passages by the message's terms and by words near to them, 0..1."""
    weights = np.array([term.weight for term in query.terms], dtype=np.float32)
    rows, terms, worths = _looked_up(query, index)
    postings, factors = index.postings, worths * worths
    begins, ends = postings.starts[terms], postings.starts[terms + 1]
    at = laid_out(begins, ends)
    parts = postings.parts[at] * np.repeat(factors * weights[rows], ends - begins)
    scores = np.bincount(postings.passages[at], weights=parts, minlength=len(index))
    highest = np.full(len(weights), _UNKNOWN_PART, dtype=np.float32)
    np.maximum.at(highest, rows, postings.highest[terms] * factors)
    possible = float(highest @ weights)
    return np.asarray(scores / possible if possible else scores, dtype=np.float32)


def _looked_up(query: Query, index: Index) -> tuple[IntArray, IntArray, FloatArray]:
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
            for near in index.terms_by_word.get(word, ()):
                if near != term.position:
                    yield row, near


_UNKNOWN_PART: Final = 2.0
"""What a word that the corpus lacks could have added."""

_PER_INTENT: Final = 6


def _candidates(
    query: Query,
    index: Index,
    scores: FloatArray,
    briefing: int | None,
    message: MessageSense | None,
) -> IntArray:
    """Choose the passages to compare.

    Exact wordings, asked-for sections, the best by BM25, the nearest in meaning, and all of
    the story that fits best when it is short.
    """
    chosen: dict[int, None] = dict.fromkeys(query.exact[:COMPARED])
    for heading in query.intents:
        chosen.update(dict.fromkeys(_sections(index, heading, scores, query, briefing)))
    chosen.update(dict.fromkeys(p for p in _best(scores, COMPARED) if scores[p] > 0))
    if len(index) <= _SHORT_STORY:
        chosen.update(dict.fromkeys(range(len(index)) if query.terms else ()))
    else:
        if message is not None and index.scan_vectors.shape[1]:
            near = index.scan_vectors @ message.scan
            chosen.update(dict.fromkeys(_best(near, COMPARED)))
        elif len(index) <= _SCANNED:
            near = _wording_nearness(query, index, 0, len(index))
            chosen.update(dict.fromkeys(_best(near, _BY_MEANING)))
        start, end = _best_story(query, index, list(chosen))
        in_story = _wording_nearness(query, index, start, end) + scores[start:end]
        chosen.update(dict.fromkeys(start + at for at in _best(in_story, _BY_STORY)))
    return np.array(list(chosen), dtype=np.int32)


def _best(scores: FloatArray, count: int) -> list[int]:
    """Give the positions of the highest scores, the highest first."""
    wanted = min(count, len(scores))
    if not wanted:
        return []
    best = np.argpartition(-scores, wanted - 1)[:wanted]
    ordered: list[int] = best[np.argsort(-scores[best], kind="stable")].tolist()
    return ordered


def _wording_nearness(query: Query, index: Index, start: int, end: int) -> FloatArray:
    """Compare the mean word of the message with that of each question in a range."""
    weights = np.array([t.weight for t in query.terms], dtype=np.float32)
    mean = weights @ query.vectors
    length = max(float(np.linalg.norm(mean)), 1e-6)
    return np.asarray(index.wording_vectors[start:end] @ (mean / length), dtype=np.float32)


def _best_story(query: Query, index: Index, chosen: list[int]) -> tuple[int, int]:
    """Give the range of passages of the briefing that fits the message best."""
    telling = [t for t in query.terms if t.position >= 0 and not t.is_asking]
    if not telling or not chosen:
        return (0, 0)
    stories = np.array(sorted(set(index.briefings[chosen].tolist())), dtype=np.int32)
    positions = [t.position for t in telling]
    weights = np.array([t.weight for t in telling]) * index.briefing_spread[positions]
    fits = weights @ (index.weights_in(stories, positions) > 0)
    return index.briefing_ranges[int(stories[fits.argmax()])]


_BY_MEANING: Final = 3
"""Passages that are compared because their question is near in meaning."""

_SCANNED: Final = 20_000
"""Passages up to which all are compared by single words; beyond, this takes milliseconds."""

_BY_STORY: Final = 12
"""Passages of the best story that are compared beside those with the message's words."""

_SHORT_STORY: Final = 40
"""Passages of a corpus that is compared as a whole: a usual briefing has 25 to 30."""


def _sections(
    index: Index, heading: str, scores: FloatArray, query: Query, briefing: int | None
) -> list[int]:
    """Give the sections under a heading, those of the story that the message names first."""
    positions = index.sections.get(heading, ())
    if len(positions) <= _PER_INTENT:
        return list(positions)
    named = [t.position for t in query.terms if t.is_name and t.position >= 0]
    places = np.array(positions, dtype=np.int32)
    stories = index.briefings[places]
    hits = (index.weights_in(stories, named) > 0).sum(axis=0) + scores[places]
    order = np.argsort(-(hits + (stories == briefing)), kind="stable")[:_PER_INTENT]
    return [positions[at] for at in order.tolist()]
