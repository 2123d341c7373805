"""Finds what a message means in the story in view: several readings of it, weighed as one.

A follow-up says half of what it asks. It is read by itself, after the last message, after the
question just shown, and with its subject in the place of the last one. Each reading is compared
with the whole story; a conditional logit over all of them ranks its passages, and a logistic
regression says how probably the best one answers. What was just shown is a passage like any other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from bot.corpus.model import Passage, PassageKind
from bot.dialogue.bearing import kind_of_question
from bot.dialogue.model import Utterance
from bot.dialogue.reading.leaning import asks_instead, leans_back, personal_pronoun, swapped
from bot.dialogue.stories import StoryView
from bot.matching.arrays import FloatArray
from bot.matching.model import Candidate, Compared, Comparing
from bot.matching.regressions import CLEAR_LEAD, best_first, log_odds, sigmoid
from bot.matching.weights import InViewWeights
from bot.text.content import content_words
from bot.text.normalise import fold
from bot.text.question_types import QuestionType
from bot.text.tokens import stems, words

OWN, AFTER_LAST, AFTER_SHOWN, SWAPPED = "own", "after_last", "after_shown", "swapped"
READINGS: Final = (OWN, AFTER_LAST, AFTER_SHOWN, SWAPPED)
"""Names of what a message is read as."""

_READ_CLOSELY: Final = (OWN, AFTER_LAST)
"""Readings of whose best passage all features of matching count."""

_WAYS: Final = ("short", "bare", "personal", "leaning", "instead")
"""Ways of asking, as `Situation.asks` has them."""

_SHOWN_FOR: Final = ("short", "personal", "instead")
"""Ways of asking with which what was just shown is more or less likely to be meant."""

_KINDS: Final = (PassageKind.TOPIC, PassageKind.SECTION, PassageKind.MENU, PassageKind.TEASER)
_SCALE: Final = 4.0
"""Log-odds that are brought to 1, so that one penalty suits all weights of a fit."""

_FAR: Final = -3.0
"""What a passage that a reading did not even compare lies behind its best one, at that scale."""

_LEAST: Final = 1e-4
"""A probability below which nothing is told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a message is read as, and how all passages of the story compare: P of them."""

    text: str
    scores: FloatArray
    """(P) How far each lies behind the best one: at most 0."""
    features: FloatArray
    """(P, features of matching)"""
    confidence: float
    """How probably the best one answers this text."""

    def confidence_of(self, at: int) -> float:
        """Say in log-odds how probably one of the passages answers this text, at our scale."""
        share = math.exp(float(self.scores[at]) * _SCALE)
        probability = min(max(self.confidence * share, _LEAST), 1 - _LEAST)
        return log_odds(probability) / _SCALE


@dataclass(frozen=True, eq=False)
class Situation:
    """A message, what was said and shown before it, and its readings."""

    utterance: Utterance
    view: StoryView
    passages: tuple[Passage, ...]
    """(P) All that some reading was compared with."""
    readings: Mapping[str, Reading]
    feature_names: tuple[str, ...]

    @cached_property
    def asks(self) -> Mapping[str, float]:
        """Say how the message asks: 1 for what holds, else 0."""
        text = self.utterance.text
        count = len(content_words(text))
        return {
            "short": float(count <= 1),
            "bare": float(count == 0),
            "personal": float(personal_pronoun(text) is not None),
            "leaning": float(leans_back(text)),
            "instead": float(asks_instead(text) is not None),
        }

    @cached_property
    def is_shown(self) -> FloatArray:
        """(P) 1 for what the reader has just been shown."""
        return np.array([p.id == self.utterance.shown for p in self.passages], dtype=np.float32)

    @cached_property
    def is_of_type(self) -> FloatArray:
        """(P) 1 for questions of the kind that the message is: for "why?", those that ask why."""
        kind = kind_of_question(self.utterance.text)
        if kind is QuestionType.OTHER:
            return np.zeros(len(self.passages), dtype=np.float32)
        kinds = [kind_of_question(passage.label) for passage in self.passages]
        return np.array([own is kind for own in kinds], dtype=np.float32)

    def is_of(self, kind: PassageKind) -> FloatArray:
        """(P) 1 for passages of a kind."""
        return np.array([p.kind is kind for p in self.passages], dtype=np.float32)


def situation(
    utterance: Utterance, view: StoryView, matcher: Comparing, shown: Passage | None
) -> Situation | None:
    """Read a message in its story; none where there is nothing to compare it with."""
    compared = {
        name: (text, found)
        for name, text in _texts(utterance, view, shown)
        if (found := matcher.compare(text)) is not None
    }
    passages = tuple({p.id: p for _, found in compared.values() for p in found.passages}.values())
    if not passages:
        return None
    readings = {name: _laid_over(passages, *told) for name, told in compared.items()}
    return Situation(utterance, view, passages, readings, matcher.feature_names)


def _texts(
    utterance: Utterance, view: StoryView, shown: Passage | None
) -> Iterator[tuple[str, str]]:
    text, last = utterance.text, utterance.before[-1:]
    yield OWN, text
    for message in last:
        yield AFTER_LAST, f"{message} {text}"
    if shown is not None:
        yield AFTER_SHOWN, f"{' '.join(content_words(shown.label))} {text}"
    instead = asks_instead(text)
    if instead is None:
        return
    asked = (*last, *([shown.label] if shown is not None and shown.is_question else ()))
    again = [wording for message in asked for wording in swapped(message, instead, view.names)]
    for wording in again[-1:]:  # the question shown has more words than what was typed
        yield SWAPPED, wording


def _laid_over(passages: Sequence[Passage], text: str, found: Compared) -> Reading:
    """Bring what was compared into the order of all passages."""
    places = {passage.id: at for at, passage in enumerate(passages)}
    at = [places[passage.id] for passage in found.passages]
    scores = np.full(len(passages), _FAR, dtype=np.float32)
    scores[at] = np.maximum((found.scores - found.scores.max()) / _SCALE, _FAR)
    features = np.zeros((len(passages), found.features.shape[1]), dtype=np.float32)
    features[at] = found.features
    return Reading(text, scores, features, found.confidence)


# --------------------------------------------------------------------------------- ranking


def rank_names(features: Sequence[str]) -> tuple[str, ...]:
    """Name what `rank_features` gives, where matching has these features."""
    return (
        *READINGS,
        *(f"{name}_short" for name in READINGS),
        "shown",
        *(f"shown_{way}" for way in _SHOWN_FOR),
        *("same_type", "same_type_short", "shown_same_type"),
        *(kind.value for kind in _KINDS),
        *(f"{OWN}.{name}" for name in features),
    )


def rank_features(now: Situation) -> FloatArray:
    """Give what the passages are ranked by, (P, names)."""
    nothing = np.zeros(len(now.passages), dtype=np.float32)
    behind = [now.readings[n].scores if n in now.readings else nothing for n in READINGS]
    columns = [
        *behind,
        *(scores * now.asks["short"] for scores in behind),
        now.is_shown,
        *(now.is_shown * now.asks[way] for way in _SHOWN_FOR),
        *(now.is_of_type, now.is_of_type * now.asks["short"], now.is_of_type * now.is_shown),
        *map(now.is_of, _KINDS),
    ]
    return np.hstack([np.column_stack(columns), _features(now, OWN)]).astype(np.float32)


def _features(now: Situation, name: str) -> FloatArray:
    """Give the features of matching for a reading, (P, features); 0 where it was not made."""
    if name in now.readings:
        return now.readings[name].features
    return np.zeros((len(now.passages), len(now.feature_names)), dtype=np.float32)


# -------------------------------------------------------------------------------- accepting


def accept_names(features: Sequence[str]) -> tuple[str, ...]:
    """Name what `accept_features` gives, where matching has these features."""
    return (
        *("lead", "share", "shown"),
        *(f"{name}_confidence" for name in READINGS),
        *(f"has_{name}" for name in READINGS),
        "best_confidence",
        *_WAYS,
        *(f"shown_{way}" for way in _SHOWN_FOR),
        *("topic", "headed"),
        *("said", "unknown", "same_type", "same_type_short", "shown_same_type"),
        *(f"{reading}.{name}" for reading in _READ_CLOSELY for name in features),
    )


def accept_features(now: Situation, scores: FloatArray) -> FloatArray:
    """Give what says whether the passage with the highest score answers, (names)."""
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    passage = now.passages[best]
    is_shown, is_of_type = float(now.is_shown[best]), float(now.is_of_type[best])
    lead = float(scores[best] - scores[order[1]]) if len(order) > 1 else CLEAR_LEAD
    confidences = {name: now.readings[name].confidence_of(best) for name in now.readings}
    told = [
        min(lead, CLEAR_LEAD) / CLEAR_LEAD,
        float(1.0 / np.exp(scores - scores[best]).sum()),
        is_shown,
        *(confidences.get(name, 0.0) for name in READINGS),
        *(float(name in confidences) for name in READINGS),
        max(confidences.values()),
        *(now.asks[way] for way in _WAYS),
        *(is_shown * now.asks[way] for way in _SHOWN_FOR),
        float(passage.kind is PassageKind.TOPIC),
        float(passage.is_headed),
        *_said(now, passage),
        is_of_type,
        is_of_type * now.asks["short"],
        is_of_type * is_shown,
    ]
    close = [_features(now, name)[best] for name in _READ_CLOSELY]
    return np.concatenate([np.array(told, dtype=np.float32), *close])


def _said(now: Situation, passage: Passage) -> tuple[float, float]:
    """Say how much of the message the passage says, and how much the story never says."""
    asked = set(stems(content_words(now.utterance.text)))
    own = set(stems(words(fold(f"{passage.label} {passage.text}"))))
    count = max(len(asked), 1)
    return len(asked & own) / count, len(asked - now.view.stems) / count


# --------------------------------------------------------------------------------- judging


class InView:
    """Weighs the readings of messages by fitted weights. Immutable."""

    def __init__(self, weights: InViewWeights) -> None:
        self._weights = weights
        self._rank = np.array(list(weights.rank.values()), dtype=np.float32)
        self._accept = np.array(list(weights.accept.values()), dtype=np.float32)

    def suits(self, features: Sequence[str]) -> bool:
        """Say whether the weights are for a matcher with these features, in their order."""
        is_ranked = tuple(self._weights.rank) == rank_names(features)
        return is_ranked and tuple(self._weights.accept) == accept_names(features)

    def judge(self, now: Situation) -> tuple[tuple[Candidate, ...], str]:
        """Give the passages of the story, best first, and the reading that speaks for the best."""
        scores = rank_features(now) @ self._rank
        value = float(accept_features(now, scores) @ self._accept) + self._weights.accept_bias
        ordered = best_first(scores, sigmoid(value), len(scores))
        best = ordered[0][0]
        nearest = max(now.readings.values(), key=lambda reading: reading.confidence_of(best))
        candidates = (
            Candidate(
                passage=now.passages[at],
                score=float(scores[at]),
                confidence=confidence,
                wording=now.passages[at].label,
            )
            for at, confidence in ordered
        )
        return tuple(candidates), nearest.text
