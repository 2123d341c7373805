"""Reads the best candidates together with the message, where the first look leaves doubt.

A cross-encoder sees both texts at once, and so tells whether a passage answers or only speaks of
the same (Nogueira & Cho 2019, "Passage re-ranking with BERT"). It takes as long for one passage as
all the rest takes for a message; so it reads few, and only where it may change what is decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol, Self

import numpy as np

from bot.corpus.model import Page, Passage, PassageId, PassageKind
from bot.matching.arrays import BoolArray, FloatArray
from bot.matching.evidence import Evidence
from bot.matching.index import KINDS
from bot.matching.model import Contribution
from bot.matching.regressions import CLEAR_LEAD, log_odds, sigmoid
from bot.matching.views import views_of
from bot.text.language import ENGLISH, primary

READ: Final = 2
"""Passages that are read of a message at most."""

REACH: Final = 2.0
"""Log-odds; a passage that lies further behind the best is not read."""

RANK: Final = ("score", "logit")
"""What ranks the passages that were read: the first look's score, and what reading said."""

ACCEPT: Final = ("confidence", "logit", "lead", "first_lead", "rival", "moved", "heading")
"""What tells whether the best one answers.

The log-odds of the first look; what reading said of it; its lead after and before reading; what
reading said of the next best; whether it was not the best before; and whether it is a section.
"""

READ_ASIDE: Final = "read"
"""The name of its part in a candidate's score."""

_BEHIND: Final = 1e-3
"""Log-odds by which a passage that was not read stays behind those that were, at the least."""

_LEAST: Final = -8.0
"""A logit below says nothing more; it also stands for passages that were not read."""


class CrossEncoder(Protocol):
    """Reads a message and a passage together."""

    @property
    def sha256(self) -> str:
        """Names all that decides what it says."""
        ...

    def logit(
        self, message: str, label: str, sentences: Sequence[str], nearness: FloatArray
    ) -> float:
        """Say how surely a passage answers a message, in log-odds.

        Of a long passage it reads the sentences that are nearest to the message, by `nearness`,
        (sentences). Safe in several threads.
        """
        ...


@dataclass(frozen=True, slots=True)
class RerankWeights:
    """Fitted weights, and where reading is worth its time.

    Its confidences are at the scale of the thresholds that ship with the matcher.
    """

    rank: Mapping[str, float]
    """Of `RANK`: a conditional logit."""
    accept: Mapping[str, float]
    """Of `ACCEPT`: a logistic regression."""
    accept_bias: float
    read_from: float
    """The confidence of the first look from which on passages are read."""
    read_to: float
    """The one above which nothing is left to ask."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What reading found of C candidates."""

    scores: FloatArray
    """(C)"""
    confidence: float
    """How probably the best one answers."""
    logits: FloatArray
    """(C) Not a number where nothing was read."""
    weight: float
    """What a logit counts in the scores."""

    def contributions(self, at: int) -> tuple[Contribution, ...]:
        """Give what reading a candidate moved; nothing where it was not read."""
        if np.isnan(self.logits[at]):
            return ()
        return (Contribution(READ_ASIDE, float(self.logits[at]), self.weight),)


@dataclass(frozen=True, slots=True, eq=False)
class Reranker:
    """A cross-encoder, and what its word counts."""

    cross_encoder: CrossEncoder
    weights: RerankWeights
    unread: frozenset[str] = frozenset()
    """Files of pages in languages that the cross-encoder does not read."""

    def over(self, pages: Iterable[Page]) -> Self:
        """Leave alone what is not in English: the cross-encoder learnt from English only."""
        foreign = (p.file for p in pages if primary(p.meta.lang) != ENGLISH)
        return replace(self, unread=frozenset(foreign))

    def read(self, evidence: Evidence, scores: FloatArray, confidence: float) -> Reading | None:
        """Read the best candidates, and weigh all anew; none where the first look is enough."""
        if not self.weights.read_from <= confidence <= self.weights.read_to:
            return None
        logits = logits_of(self.cross_encoder, evidence, scores, self.unread)
        if logits is None:
            return None
        again = reranked(scores, logits, self.weights.rank)
        values = accept_values(is_section(evidence), scores, again, logits, confidence)
        weighed = sum(self.weights.accept[name] * value for name, value in values.items())
        sure = sigmoid(weighed + self.weights.accept_bias)
        return Reading(again, sure, logits, self.weights.rank["logit"])

    def read_each(
        self, evidence: Evidence, passages: Collection[PassageId]
    ) -> dict[PassageId, float]:
        """Read some of the candidates, however sure the first look is; without the unreadable."""
        found = {}
        for at, position in enumerate(evidence.positions.tolist()):
            passage = evidence.index.passages[position].id
            if passage not in passages:
                continue
            said = _logit(self.cross_encoder, evidence, at, self.unread)
            if said is not None:
                found[passage] = max(said, _LEAST)
        evidence.index.let_go()
        return found


def logits_of(
    cross_encoder: CrossEncoder,
    evidence: Evidence,
    scores: FloatArray,
    unread: frozenset[str] = frozenset(),
) -> FloatArray | None:
    """Read the best candidates, (C); none where the best is no text that could be read.

    What is asked for by its heading or in its own words, lists without answers, and files that are
    to stay `unread`, are not.
    """
    if evidence.sense is None or evidence.is_asked_for.any() or (evidence.is_exact > 0).any():
        return None
    order = np.argsort(-scores, kind="stable")[:READ].tolist()
    near = [at for at in order if scores[at] >= scores[order[0]] - REACH]
    logits = np.full(len(scores), np.nan, dtype=np.float32)
    for at in near:
        said = _logit(cross_encoder, evidence, at, unread)
        if said is not None:
            logits[at] = max(said, _LEAST)
        elif at == order[0]:
            return None
    evidence.index.let_go()
    return logits


def _logit(
    cross_encoder: CrossEncoder, evidence: Evidence, at: int, unread: frozenset[str]
) -> float | None:
    index, position = evidence.index, int(evidence.positions[at])
    passage = index.passages[position]
    sentences = views_of(passage).sentences
    vectors = index.text_vectors
    if evidence.sense is None or vectors is None or not sentences:
        return None
    if passage.provenance.file in unread:
        return None
    first = int(index.first_sentences[position])
    places = np.arange(first, first + len(sentences), dtype=np.int64)
    nearness = vectors.sentences_of(places) @ evidence.sense.message.sentence
    label = _asked_as(passage, evidence.best_view[at])
    return cross_encoder.logit(evidence.query.text, label, sentences, nearness)


def _asked_as(passage: Passage, view: str) -> str:
    """Give the wording under which a passage is read: an editor's, where that is the nearest."""
    is_taught = passage.kind is PassageKind.QUESTION and view in passage.aliases
    return view if is_taught else passage.label


def reranked(scores: FloatArray, logits: FloatArray, rank: Mapping[str, float]) -> FloatArray:
    """Score what was read anew, (C); what was not stays behind that, in its order."""
    is_read = ~np.isnan(logits)
    again = rank["score"] * scores + rank["logit"] * np.where(is_read, logits, 0.0)
    behind = again[is_read].min() - np.maximum(scores[is_read].min() - scores, _BEHIND)
    return np.asarray(np.where(is_read, again, np.minimum(again, behind)), dtype=np.float32)


def is_section(evidence: Evidence) -> BoolArray:
    """Tell the sections among the candidates, (C)."""
    return np.asarray(evidence.kinds == KINDS.index(PassageKind.SECTION), dtype=np.bool_)


def accept_values(
    sections: BoolArray,
    scores: FloatArray,
    again: FloatArray,
    logits: FloatArray,
    confidence: float,
) -> dict[str, float]:
    """Give what tells whether the best candidate answers, by the names of `ACCEPT`.

    All arrays are (C): what is a section, the scores before and after reading, what reading said.
    """
    best = int(np.argmax(again))
    said = np.where(np.isnan(logits), _LEAST, logits)
    return {
        "confidence": log_odds(confidence),
        "logit": float(said[best]),
        "lead": _lead(again, best),
        "first_lead": _lead(scores, best),
        "rival": float(np.delete(said, best).max(initial=_LEAST)),
        "moved": float(best != int(np.argmax(scores))),
        "heading": float(sections[best]),
    }


def _lead(scores: FloatArray, best: int) -> float:
    """Say how far a candidate lies before all others; less than 0 where it lies behind."""
    rest = np.delete(scores, best)
    return min(float(scores[best] - rest.max(initial=-np.inf)), CLEAR_LEAD)
