"""The named features by which candidates for a message in another language are ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from bot.corpus.model import PassageKind
from bot.matching.arrays import FloatArray
from bot.matching.features import lead_over_stories, margin
from bot.matching.index import KINDS
from bot.matching.multilingual.evidence import Foreign
from bot.text.question_types import TELLING, WANTS, QuestionType

Measure = Callable[[Foreign], FloatArray]
"""One number for each candidate, (C), roughly within -1..1."""

_FAR: Final = 0.45
"""Cosine of words below which they have little to do with each other."""

_DOUBTFUL: Final = 0.3
"""So far below it, they have nothing to do with each other."""

_MANY: Final = 4.0
"""Missing words from which on one more says nothing."""

_LONG: Final = 16
"""Words of a long message."""

_NAMED: Final = 0.2
"""Sum over the words of how surely they are names, from which on a message names something."""


def _is_kind(kind: PassageKind) -> Measure:
    code = KINDS.index(kind)
    return lambda foreign: (foreign.kinds == code).astype(np.float32)


is_topic = _is_kind(PassageKind.TOPIC)
is_section = _is_kind(PassageKind.SECTION)
is_menu = _is_kind(PassageKind.MENU)
is_teaser = _is_kind(PassageKind.TEASER)
_is_question = _is_kind(PassageKind.QUESTION)


def _is_asked(foreign: Foreign) -> FloatArray:
    return _is_question(foreign) + is_teaser(foreign)


def _gap(in_words: Callable[[Foreign], FloatArray]) -> Measure:
    """Give what the worst word lacks, weighed by its rarity."""
    return lambda f: (f.message.sense.rarity[:, None] * (1 - in_words(f))).max(axis=0)


def _missing(foreign: Foreign, in_words: FloatArray) -> FloatArray:
    """Say which words nothing of the candidate is like, weighed by their rarity: (n, C)."""
    far = np.clip((_FAR - in_words) / _DOUBTFUL, 0.0, 1.0)
    return np.asarray(foreign.message.sense.rarity[:, None] * far, dtype=np.float32)


def _worst_missing(in_words: Callable[[Foreign], FloatArray]) -> Measure:
    return lambda f: _missing(f, in_words(f)).max(axis=0)


def _in_views(foreign: Foreign) -> FloatArray:
    return foreign.sense.in_views


def _in_wordings(foreign: Foreign) -> FloatArray:
    return foreign.sense.in_wordings


def _in_story(foreign: Foreign) -> FloatArray:
    return foreign.in_story


def _beside_heading(foreign: Foreign) -> FloatArray:
    """Take as said what asks for the heading: the story must have the rest."""
    return np.maximum(foreign.phrased.in_wordings, foreign.in_story)


def _of_names(in_words: Callable[[Foreign], FloatArray]) -> Measure:
    """Give how much of the names a candidate has; all of none."""

    def measure(foreign: Foreign) -> FloatArray:
        naming = foreign.message.naming
        if naming.sum() < _NAMED:
            return np.ones(len(foreign.positions), dtype=np.float32)
        return np.asarray(naming @ in_words(foreign) / naming.sum(), dtype=np.float32)

    return measure


def _name_gap(in_words: Callable[[Foreign], FloatArray]) -> Measure:
    return lambda f: (f.message.naming[:, None] * (1 - in_words(f))).max(axis=0)


# ------------------------------------------------------------------ kinds of questions

_LOOSE: Final = frozenset(QuestionType) - TELLING - {QuestionType.OTHER}


def _asked(foreign: Foreign, types: Iterable[QuestionType]) -> float:
    return float(foreign.message.asks[list(types)].sum())


def _own_type(types: frozenset[QuestionType]) -> Measure:
    """Give how surely a message asks for what the candidate's own question asks for."""
    counted = np.isin(np.arange(len(QuestionType)), list(types))

    def measure(foreign: Foreign) -> FloatArray:
        asks = np.where(counted, foreign.message.asks, 0.0).astype(np.float32)
        return asks[foreign.index.question_types[foreign.positions]] * _is_asked(foreign)

    return measure


_same_type = _own_type(TELLING)


def _other_type(foreign: Foreign) -> FloatArray:
    return _asked(foreign, TELLING) * _is_asked(foreign) - _same_type(foreign)


def _asked_of(kind: Measure, *types: QuestionType) -> Measure:
    return lambda foreign: kind(foreign) * _asked(foreign, types)


def _all(foreign: Foreign) -> FloatArray:
    return np.ones(len(foreign.positions), dtype=np.float32)


def _kind_missing(foreign: Foreign) -> FloatArray:
    """Give how surely the text lacks the kind of thing that is asked for."""
    found = np.zeros(len(foreign.positions), dtype=np.float32)
    for asked, wanted in WANTS.items():
        lacking = foreign.index.answer_kinds.lacking(wanted, foreign.positions)
        found += foreign.message.asks[asked] * lacking
    return found


def _everywhere(value: Callable[[Foreign], float]) -> Measure:
    """Give one number to all candidates: it says something of the message alone."""
    return lambda foreign: np.full(len(foreign.positions), value(foreign), dtype=np.float32)


# ------------------------------------------------------------------ all of them

_MEASURES: Final[Mapping[str, Measure]] = {
    "label": lambda f: f.sense.label,
    "wording": lambda f: f.sense.wording,
    "sentence": lambda f: f.sense.sentence,
    "passage": lambda f: f.sense.passage,
    "words": lambda f: f.sense.words_in_wording,
    "telling": lambda f: f.sense.telling_in_wording,
    "back": lambda f: f.sense.wording_in_words,
    "harmony": lambda f: f.sense.harmony,
    "words_sentence": lambda f: f.sense.words_in_sentence,
    "telling_sentence": lambda f: f.sense.telling_in_sentence,
    "any_word": lambda f: f.weighed(f.sense.in_views),
    "any_word_wording": lambda f: f.weighed(f.sense.in_wordings),
    "gap": _gap(_in_views),
    "gap_wording": _gap(_in_wordings),
    "missing": _worst_missing(_in_views),
    "missing_wording": _worst_missing(_in_wordings),
    "missing_sum": lambda f: _missing(f, f.sense.in_views).sum(axis=0) / np.float32(_MANY),
    "story": lambda f: f.weighed(f.in_story),
    "story_gap": _gap(_in_story),
    "story_missing": _worst_missing(_in_story),
    "story_lead": lambda f: lead_over_stories(f.weighed(f.in_story), f.briefings),
    "names": _of_names(_in_views),
    "name_gap": _name_gap(_in_views),
    "story_names": _of_names(_in_story),
    "story_name_gap": _name_gap(_in_story),
    "phrasing": lambda f: f.phrased.wording,
    "phrasing_telling": lambda f: f.phrased.telling,
    "phrasing_harmony": lambda f: f.phrased.harmony,
    "beside_heading": lambda f: f.weighed(_beside_heading(f)),
    "beside_heading_missing": _worst_missing(_beside_heading),
}
_LEADS: Final = (
    "wording",
    "sentence",
    "passage",
    "telling",
    "harmony",
    "telling_sentence",
    "any_word",
)
_OF_TOPICS: Final = (
    "wording",
    "harmony",
    "any_word",
    "gap",
    "gap_wording",
    "missing",
    "missing_sum",
    "story",
    "telling_sentence",
)
_OF_SECTIONS: Final = (
    "wording",
    "harmony",
    "any_word",
    "gap",
    "gap_wording",
    "telling_sentence",
    "story",
    "phrasing",
    "phrasing_harmony",
    "beside_heading_missing",
)
_OF_QUESTIONS: Final = ("missing_wording",)


def _times(first: Measure, second: Measure) -> Measure:
    return lambda foreign: first(foreign) * second(foreign)


def _lead(measure: Measure) -> Measure:
    return lambda foreign: margin(measure(foreign))


_TYPES_OF_OTHERS: Final = (
    QuestionType.WHEN,
    QuestionType.WHERE,
    QuestionType.WHY,
    QuestionType.HOW_MANY,
    QuestionType.HOW_LONG,
    QuestionType.MANNER,
    QuestionType.YES_NO,
)
"""What definitions are hardly ever asked for."""

MULTILINGUAL_FEATURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        **_MEASURES,
        **{f"{name}_lead": _lead(_MEASURES[name]) for name in _LEADS},
        "is_topic": is_topic,
        "is_section": is_section,
        "is_menu": is_menu,
        "is_teaser": is_teaser,
        **{f"topic_{name}": _times(is_topic, _MEASURES[name]) for name in _OF_TOPICS},
        **{f"section_{name}": _times(is_section, _MEASURES[name]) for name in _OF_SECTIONS},
        **{f"question_{name}": _times(_is_asked, _MEASURES[name]) for name in _OF_QUESTIONS},
        "same_type": _same_type,
        "same_loose_type": _own_type(_LOOSE),
        "other_type": _other_type,
        "defines": _asked_of(is_topic, QuestionType.DEFINITION, QuestionType.WHO),
        "topic_for_other": _asked_of(is_topic, *_TYPES_OF_OTHERS),
        "topic_for_number": _asked_of(
            is_topic, QuestionType.HOW_MANY, QuestionType.HOW_LONG, QuestionType.WHEN
        ),
        "section_for_fact": _asked_of(is_section, *WANTS, QuestionType.YES_NO),
        "kind_missing": _kind_missing,
        **{
            f"asks_{kind.name.lower()}": _asked_of(_all, kind)
            for kind in (*WANTS, QuestionType.YES_NO)
        },
        "naming": _everywhere(lambda f: min(float(f.message.naming.sum()), 2.0) / 2),
        "numbers": lambda f: f.numbers,
        "has_numbers": _everywhere(lambda f: float(f.has_numbers)),
        "length": _everywhere(lambda f: min(len(f.message.naming), _LONG) / _LONG),
        "same_story": lambda f: f.is_same_story,
    }
)
"""In the order of the weights. To add one, append it and fit again."""


def multilingual_matrix(foreign: Foreign) -> FloatArray:
    """Give the features of all candidates, shape (candidates, features)."""
    rows = np.empty((len(MULTILINGUAL_FEATURES), len(foreign.positions)), dtype=np.float32)
    for row, measure in zip(rows, MULTILINGUAL_FEATURES.values(), strict=True):
        row[:] = measure(foreign)
    return np.ascontiguousarray(rows.T)
