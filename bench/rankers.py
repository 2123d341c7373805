"""Ways to find the passage that answers: the shipped matcher, its signals one by one, and peers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

from bot.app.matchers import reranker_of
from bot.corpus.model import Corpus, Passage
from bot.cross_encoder import load_cross_encoder
from bot.evaluation.figures import Figures, Outcome, summarise
from bot.evaluation.golden import GoldenMessage
from bot.matching.arrays import FloatArray
from bot.matching.evidence import Evidence
from bot.matching.features import LEXICAL_FEATURES
from bot.matching.gathering import gather
from bot.matching.go_deeper import resolve_go_deeper
from bot.matching.index import Index
from bot.matching.indexing import build_index
from bot.matching.matcher import PassageMatcher
from bot.matching.model import Answer, Candidate, Clarify
from bot.matching.policy import ThresholdPolicy
from bot.matching.query import Understanding
from bot.matching.sense import Sensing, message_sense
from bot.matching.sense_features import SENSE_FEATURES
from bot.matching.weights import Weights
from bot.matching.word_scores import word_scores
from bot.weights_file import WeightsError, load_weights

SHIPPED: Final = "shipped matcher"
WORDS_ALONE: Final = "shipped matcher, words alone"
WRATIO: Final = "rapidfuzz WRatio, all wordings"

LEXICAL_SIGNALS: Final = MappingProxyType({"bm25": "BM25"})
SENSE_SIGNALS: Final = MappingProxyType(
    {
        "sense_wording": "sentence vector: nearest wording",
        "sense_any": "sentence vector: nearest view",
        "sense_passage": "sentence vector: mean of the views",
        "apart_passage": "the same, by what tells passages apart",
        "credit": "credit: sentence vectors of all passages against each other",
        "words_any": "late interaction: words in all views",
        "words_harmony": "late interaction: both ways",
    }
)
"""Features that can rank by themselves, and how they are called here."""

FIRST: Final = 3
"""How many passages are judged."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one way makes of a message."""

    passages: tuple[Passage, ...] = ()
    """Best first, at most `FIRST`."""
    score: float = 0.0
    """Of the best passage; the larger, the surer. Only scores of the same way compare."""
    is_answered: bool = False
    """Always False for ways that have no threshold."""
    is_clarified: bool = False


Rank = Callable[[str], Mapping[str, Ranking]]
"""Ranks the passages for a message, in several ways at once."""


@dataclass(frozen=True, slots=True)
class Rankers:
    """All ways to search one corpus. The signals compare a message with every passage."""

    index: Index
    sensing: Sensing | None
    matchers: Mapping[str, tuple[PassageMatcher, ThresholdPolicy]]
    understanding: Understanding = field(init=False)
    wordings: tuple[str, ...] = field(init=False)
    owners: tuple[int, ...] = field(init=False)
    """The passage that each wording belongs to."""

    def __post_init__(self) -> None:
        """Collect what all messages need."""
        index, set_once = self.index, object.__setattr__
        owners = np.repeat(np.arange(len(index)), np.diff(index.first_wordings))
        set_once(self, "understanding", Understanding(index))
        set_once(self, "wordings", tuple(index.wordings.all()))
        set_once(self, "owners", tuple(owners.tolist()))

    @classmethod
    def of(cls, corpus: Corpus, sensing: Sensing | None) -> Rankers:
        """Index a corpus. Weights that do not fit the encoder leave the signals alone."""
        own = _fitting_weights(sensing)
        lexical = load_weights()
        linking, by = (lexical, None) if own is None else (own, sensing)
        linked = resolve_go_deeper(corpus, PassageMatcher.build(corpus, linking, by))
        index = build_index(linked, lexical.lexicon, sensing)
        matchers = {WORDS_ALONE: (PassageMatcher(index, lexical), ThresholdPolicy(lexical))}
        if own is not None and sensing is not None:
            reranker = reranker_of(own, load_cross_encoder().cross_encoder)
            shipped = PassageMatcher(index, own, sensing, reranker), ThresholdPolicy(own)
            matchers = {SHIPPED: shipped, **matchers}
        return cls(index, sensing, matchers)

    def rank(self, text: str) -> Mapping[str, Ranking]:
        """Rank the passages for a message in every way."""
        decided = {name: _decided(*matcher, text) for name, matcher in self.matchers.items()}
        return {**decided, **self._by_signals(text), WRATIO: self._by_wratio(text)}

    def _by_signals(self, text: str) -> Mapping[str, Ranking]:
        names = {**LEXICAL_SIGNALS, **(SENSE_SIGNALS if self.sensing is not None else {})}
        evidence = self._evidence(text)
        if evidence is None:
            return {name: Ranking() for name in names.values()}
        return {
            name: self._by_values(np.broadcast_to(_COMPUTE[key](evidence), len(self.index)))
            for key, name in names.items()
        }

    def _evidence(self, text: str) -> Evidence | None:
        """Compare a message with every passage; none when it has no words."""
        query, index = self.understanding.read(text), self.index
        if not query.words:
            return None
        message = None
        if self.sensing is not None:
            (encoding,) = self.sensing.encoder.encode([query.text])
            space, is_name = self.sensing.space, index.names.is_name
            message = message_sense(encoding, space, index.lexicon, is_name)
        everything = np.arange(len(index), dtype=np.int32)
        shares = word_scores(query, index).of(everything)
        return gather(query, index, everything, shares, None, message)

    def _by_values(self, values: FloatArray) -> Ranking:
        order = np.argsort(-values, kind="stable")[:FIRST].tolist()
        return Ranking(tuple(self.index.passages[at] for at in order), float(values[order[0]]))

    def _by_wratio(self, text: str) -> Ranking:
        found = process.extract(text, self.wordings, scorer=fuzz.WRatio, limit=_ENOUGH)
        best = dict.fromkeys(self.owners[at] for _, _, at in found)
        passages = tuple(self.index.passages[at] for at in list(best)[:FIRST])
        return Ranking(passages, float(found[0][1]) if found else 0.0)


_ENOUGH: Final = 20
"""Wordings among which there are three passages, nearly always."""

_COMPUTE: Final = {
    feature.name: feature.compute for feature in (*LEXICAL_FEATURES, *SENSE_FEATURES)
}


def _fitting_weights(sensing: Sensing | None) -> Weights | None:
    """Load the shipped weights for an encoder; none when they were fitted with another one."""
    if sensing is None:
        return None
    try:
        return load_weights(encoder=sensing.encoder.sha256)
    except WeightsError:
        return None


def _decided(matcher: PassageMatcher, policy: ThresholdPolicy, text: str) -> Ranking:
    candidates: tuple[Candidate, ...] = matcher.rank(text)
    if not candidates:
        return Ranking()
    decision = policy.decide(candidates)
    return Ranking(
        tuple(candidate.passage for candidate in candidates[:FIRST]),
        candidates[0].confidence,
        is_answered=isinstance(decision, Answer),
        is_clarified=isinstance(decision, Clarify),
    )


def measure(messages: Iterable[GoldenMessage], rank: Rank) -> dict[str, Figures]:
    """Rank every message in every way, and count what came of each."""
    outcomes: dict[str, list[Outcome]] = {}
    for message in messages:
        for name, ranking in rank(message.message).items():
            outcomes.setdefault(name, []).append(_outcome(message, ranking))
    return {name: summarise(found) for name, found in outcomes.items()}


def _outcome(message: GoldenMessage, ranking: Ranking) -> Outcome:
    hits: Sequence[bool] = [message.is_reached_by(passage) for passage in ranking.passages]
    return Outcome(
        message=message,
        reached=tuple(passage.label for passage in ranking.passages),
        confidence=ranking.score,
        is_right=any(hits[:1]),
        is_near=any(hits),
        is_answered=ranking.is_answered,
        is_clarified=ranking.is_clarified,
    )
