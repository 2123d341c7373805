"""The features that need the sentence encoder; without it the others go on alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from bot.matching.arrays import BoolArray, FloatArray
from bot.matching.evidence import Evidence
from bot.matching.features import (
    Feature,
    both,
    intent,
    is_section,
    is_topic,
    lead_over_stories,
    margin,
    taught,
)
from bot.matching.second_look import GATE
from bot.matching.sense import Sense

_Measure = Callable[[Sense], FloatArray]

_LOW: Final = 0.55
"""Unrelated English sentences have about this cosine; it becomes 0."""

_FAR: Final = 0.5
"""Cosine of tokens below which nothing of the candidate is like a word of the message."""

_STEEPNESS: Final = 5.0
"""Brings leads, which are small, into the range of the other features."""


def _whole(measure: _Measure) -> _Measure:
    """Stretch a cosine of whole sentences to the range of the other features."""
    return lambda sense: (measure(sense) - np.float32(_LOW)) * np.float32(1 / (1 - _LOW))


_label = _whole(lambda s: s.label)
_wording = _whole(lambda s: s.wording)
_sentence = _whole(lambda s: s.sentence)
_passage = _whole(lambda s: s.passage)
_wordings = _whole(lambda s: s.wordings)
_apart = _whole(lambda s: s.apart)
_apart_passage = _whole(lambda s: s.apart_passage)
_apart_wordings = _whole(lambda s: s.apart_wordings)
_any_view = _whole(lambda s: np.maximum(s.wording, s.sentence))


def _words(sense: Sense) -> FloatArray:
    """Give the mean over the message's words, each in the view that has it best."""
    return _mean(sense.in_views)


def _telling(sense: Sense) -> FloatArray:
    """Give the same, the words weighed by how rare they are."""
    rarity = sense.message.rarity
    return np.asarray(rarity @ sense.in_views / max(float(rarity.sum()), 1e-6), dtype=np.float32)


def _mean(rows: FloatArray, empty: float = 0.0) -> FloatArray:
    if not len(rows):
        return np.full(rows.shape[1], empty, dtype=np.float32)
    return np.asarray(rows.mean(axis=0), dtype=np.float32)


def _least(rows: FloatArray) -> FloatArray:
    """Give the word that fares worst; 1 where there is none, for then nothing is missing."""
    return np.asarray(rows.min(axis=0, initial=1.0), dtype=np.float32)


def _second_least(sense: Sense) -> FloatArray:
    rows = sense.in_views
    return np.sort(rows, axis=0)[1] if len(rows) > 1 else _least(rows)


def _far(sense: Sense) -> FloatArray:
    """Give the share of the message's words that nothing of the candidate is like."""
    return _mean((sense.in_views < _FAR).astype(np.float32))


def _of(
    rows: Callable[[Sense], BoolArray], measure: Callable[[FloatArray], FloatArray]
) -> _Measure:
    """Take only some of the message's words."""
    return lambda sense: measure(sense.in_views[rows(sense)])


_residual = _of(lambda s: s.message.residual, lambda rows: _mean(rows, empty=1.0))
_least_residual = _of(lambda s: s.message.residual, _least)
_names = _of(lambda s: s.message.names, lambda rows: _mean(rows, empty=1.0))
_least_name = _of(lambda s: s.message.names, _least)
_least_telling = _of(lambda s: s.message.is_telling, _least)


def _residual_in_wording(sense: Sense) -> FloatArray:
    return _mean(sense.in_wordings[sense.message.residual], empty=1.0)


def _residual_gap(sense: Sense) -> FloatArray:
    """Give the most that one remaining word lacks, weighed by its rarity."""
    rest = sense.message.residual
    missing = (1.0 - sense.in_views[rest]) * sense.message.rarity[rest, None]
    return np.asarray(missing.max(axis=0, initial=0.0), dtype=np.float32)


def _has_residual(sense: Sense) -> FloatArray:
    return np.full(len(sense.label), sense.message.residual.any(), dtype=np.float32)


_MEASURES: Final = {
    "sense_label": _label,
    "sense_wording": _wording,
    "sense_sentence": _sentence,
    "sense_passage": _passage,
    "sense_wordings": _wordings,
    "sense_any": _any_view,
    "apart_any": _apart,
    "apart_passage": _apart_passage,
    "apart_wordings": _apart_wordings,
    "credit": lambda s: s.credit,
    "words_wording": lambda s: s.words_in_wording,
    "words_wording_telling": lambda s: s.telling_in_wording,
    "words_back": lambda s: s.wording_in_words,
    "words_harmony": lambda s: s.harmony,
    "words_sentence": lambda s: s.words_in_sentence,
    "words_sentence_telling": lambda s: s.telling_in_sentence,
    "words_any": _words,
    "words_any_telling": _telling,
    "words_least": lambda s: _least(s.in_views),
    "words_second_least": _second_least,
    "words_least_telling": _least_telling,
    "words_far": _far,
    "words_residual": _residual,
    "words_residual_least": _least_residual,
    "words_residual_wording": _residual_in_wording,
    "words_residual_gap": _residual_gap,
    "words_residual_any": _has_residual,
    "words_names": _names,
    "words_name_least": _least_name,
}
_LEADS: Final = (
    "sense_wording",
    "sense_sentence",
    "sense_passage",
    "sense_wordings",
    "sense_any",
    "apart_any",
    "apart_passage",
    "apart_wordings",
    "words_wording",
    "words_wording_telling",
    "words_sentence",
    "words_any",
    "words_any_telling",
    "words_harmony",
    "words_residual",
)
_OF_TOPICS: Final = (
    "apart_any",
    "apart_passage",
    "credit",
    "sense_wording",
    "sense_sentence",
    "sense_any",
    "words_any",
    "words_any_telling",
    "words_harmony",
    "words_residual",
    "words_residual_least",
    "words_residual_gap",
    "words_residual_any",
)
_OF_TAUGHT: Final = (
    "sense_wording",
    "sense_wordings",
    "sense_passage",
    "apart_passage",
    "apart_wordings",
    "words_any",
    "words_wording",
    "words_harmony",
)
_OF_SECTIONS: Final = (
    "apart_any",
    "credit",
    "sense_sentence",
    "sense_any",
    "words_any",
    "words_residual",
)


def _feature(name: str) -> Callable[[Evidence], FloatArray]:
    return lambda evidence: evidence.sensed(name, _MEASURES[name])


def _lead(name: str) -> Callable[[Evidence], FloatArray]:
    measure = _feature(name)
    return lambda evidence: margin(measure(evidence)) * np.float32(_STEEPNESS)


def _many_wordings(evidence: Evidence) -> FloatArray:
    """Say whether the candidates that have the credit have many wordings, 0..1 for all alike."""
    return evidence.once(GATE, _share_of_taught)


def _share_of_taught(evidence: Evidence) -> FloatArray:
    shares = np.maximum(_feature("credit")(evidence), 0.0) ** 2
    share = float(shares @ taught(evidence)) / max(float(shares.sum()), 1e-6)
    return np.full(len(shares), share, dtype=np.float32)


def _apart_credit(evidence: Evidence) -> FloatArray:
    """Give the credit by what tells passages apart; 0 where no candidate has further wordings."""
    if not _many_wordings(evidence).any():
        return np.zeros(len(evidence.positions), dtype=np.float32)
    return evidence.sensed("apart_credit", lambda sense: sense.apart_credit())


def _story_credit(evidence: Evidence) -> FloatArray:
    """Give the share of all credit that the candidate's briefing has."""
    credit = evidence.story_credit
    own = np.maximum(_feature("credit")(evidence), 0.0)
    return np.asarray(credit / max(float(own.sum()), 1e-6), dtype=np.float32)


def _story_credit_lead(evidence: Evidence) -> FloatArray:
    return lead_over_stories(evidence.story_credit, evidence.briefings)


SENSE_FEATURES: Final = (
    *(Feature(name, _feature(name)) for name in _MEASURES),
    *(Feature(f"{name}_lead", _lead(name)) for name in _LEADS),
    *(Feature(f"topic_{name}", both(is_topic, _feature(name))) for name in _OF_TOPICS),
    *(Feature(f"taught_{name}", both(taught, _feature(name))) for name in _OF_TAUGHT),
    *(Feature(f"section_{name}", both(is_section, _feature(name))) for name in _OF_SECTIONS),
    Feature("story_credit", _story_credit),
    Feature("story_credit_lead", _story_credit_lead),
    Feature("intent_story_credit", both(intent, _story_credit)),
    Feature("intent_story_credit_lead", both(intent, _story_credit_lead)),
    Feature(GATE, _many_wordings),
    Feature("apart_credit", _apart_credit),
)
"""To add one, add a measure above and fit again."""
