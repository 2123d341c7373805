"""The named features by which candidates are ranked and accepted, with words for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from bot.corpus.model import PassageKind
from bot.matching.evidence import BoolArray, Evidence, Hits, Terms
from bot.matching.index import KINDS
from bot.matching.lexicon import FloatArray
from bot.matching.model import Contribution
from bot.text.normalise import fold
from bot.text.question_types import WANTS, QuestionType, gives


@dataclass(frozen=True, slots=True)
class Feature:
    """One number for each candidate, roughly within -1..1, and how to speak of it."""

    name: str
    compute: Callable[[Evidence], FloatArray]
    speaks_for: str
    """Said when the feature raised the score."""
    speaks_against: str
    """Said when it lowered the score."""


def _is_kind(*kinds: PassageKind) -> Callable[[Evidence], FloatArray]:
    codes = [KINDS.index(kind) for kind in kinds]
    table = np.isin(np.arange(len(KINDS)), codes).astype(np.float32)
    return lambda evidence: np.asarray(table[evidence.kinds], dtype=np.float32)


is_topic = _is_kind(PassageKind.TOPIC)
is_section = _is_kind(PassageKind.SECTION)
is_menu = _is_kind(PassageKind.MENU)
is_teaser = _is_kind(PassageKind.TEASER)
is_question = _is_kind(PassageKind.QUESTION)
_is_asked = _is_kind(PassageKind.QUESTION, PassageKind.TEASER)
_is_headed = _is_kind(PassageKind.SECTION, PassageKind.MENU)


def _constant(evidence: Evidence, value: float) -> FloatArray:
    """Give a property of the message as a feature of every candidate."""
    return np.full(len(evidence.positions), value, dtype=np.float32)


def _residual_cover(evidence: Evidence) -> FloatArray:
    return evidence.cover(Hits.ANY_OR_PHRASING, Terms.RESIDUAL)


def _residual_gap(evidence: Evidence) -> FloatArray:
    return evidence.residual_gap


def _residual_missing(evidence: Evidence) -> FloatArray:
    return evidence.residual_missing


def _unlisted(evidence: Evidence) -> FloatArray:
    """Say whether the message has a word that neither the corpus nor a dictionary knows."""
    return _constant(
        evidence,
        float(
            any(t.position < 0 and t.rarity >= 1.0 and not t.is_aside for t in evidence.query.terms)
        ),
    )


def _has_residual(evidence: Evidence) -> FloatArray:
    return _constant(evidence, float(evidence.residual.any()))


def _name_cover(evidence: Evidence) -> FloatArray:
    return evidence.cover(Hits.ANY, Terms.NAMES)


def _has_names(evidence: Evidence) -> FloatArray:
    return _constant(evidence, float(evidence.names.any()))


def _story_names(evidence: Evidence) -> FloatArray:
    return evidence.cover(Hits.BRIEFING, Terms.NAMES)


def _foreign(evidence: Evidence) -> FloatArray:
    return _constant(evidence, float(any(t.is_foreign for t in evidence.query.terms)))


def _other_story(evidence: Evidence) -> FloatArray:
    """Say whether the message names something that only other briefings speak of."""
    missing = (1.0 - evidence.briefing_hits) * evidence.names[:, None]
    return np.asarray(missing.max(axis=0, initial=0.0), dtype=np.float32)


def _story_lead(evidence: Evidence) -> FloatArray:
    """Give the lead of each candidate's briefing over the best of the other briefings."""
    briefings = evidence.index.briefings[evidence.positions]
    best = briefings == briefings[evidence.story.argmax()]
    if best.all():
        return np.zeros(len(briefings), dtype=np.float32)
    rival = evidence.story[~best].max()
    return np.asarray(evidence.story - np.where(best, rival, evidence.story.max()), np.float32)


def _unknown(evidence: Evidence) -> BoolArray:
    return np.array([t.position < 0 for t in evidence.query.terms], dtype=np.bool_)


def _unknown_share(evidence: Evidence) -> FloatArray:
    weights = evidence.weights
    unknown = (weights * _unknown(evidence)[:, None]).sum(axis=0)
    return np.asarray(unknown / np.maximum(weights.sum(axis=0), 1e-6), dtype=np.float32)


def _unknown_rarity(evidence: Evidence) -> FloatArray:
    rarities = [
        t.rarity
        for t in evidence.query.terms
        if t.position < 0 and not t.is_asking and not t.is_aside
    ]
    return _constant(evidence, max(rarities, default=0.0))


@lru_cache(maxsize=16_384)
def _given(text: str) -> int:
    return gives(text, fold(text))


def _unanswered_kind(evidence: Evidence) -> FloatArray:
    """Say which texts hold nothing of the kind that the question asks for."""
    wanted = WANTS.get(evidence.query.question_type)
    if wanted is None:
        return _constant(evidence, 0.0)
    texts = (evidence.index.passages[at].text for at in evidence.positions.tolist())
    return np.array([not _given(text) & wanted for text in texts], dtype=np.float32)


_TELLING: Final = frozenset(QuestionType) - {
    QuestionType.OTHER,
    QuestionType.WHAT,
    QuestionType.WHICH,
    QuestionType.YES_NO,
}
"""Types that say what an answer must hold."""


def _same_type(evidence: Evidence) -> FloatArray:
    asked = evidence.query.question_type
    types = evidence.index.question_types[evidence.positions]
    is_same = np.asarray(types == int(asked), dtype=np.float32) * _is_asked(evidence)
    return is_same * float(asked in _TELLING)


def _same_loose_type(evidence: Evidence) -> FloatArray:
    asked = evidence.query.question_type
    types = evidence.index.question_types[evidence.positions]
    is_same = np.asarray(types == int(asked), dtype=np.float32) * _is_asked(evidence)
    return is_same * float(asked not in _TELLING and asked is not QuestionType.OTHER)


def _other_type(evidence: Evidence) -> FloatArray:
    asked = evidence.query.question_type
    types = evidence.index.question_types[evidence.positions]
    is_other = np.asarray(types != int(asked), dtype=np.float32) * _is_asked(evidence)
    return is_other * float(asked in _TELLING)


def _defines(evidence: Evidence) -> FloatArray:
    asked = evidence.query.question_type
    wants = asked in (QuestionType.DEFINITION, QuestionType.WHO)
    return is_topic(evidence) * float(wants)


def _explains_to_topic(evidence: Evidence) -> FloatArray:
    asked = evidence.query.question_type
    wants = asked in (QuestionType.WHY, QuestionType.MANNER, QuestionType.YES_NO)
    return is_topic(evidence) * float(wants)


def _bare_name(evidence: Evidence) -> FloatArray:
    """Say which topics are all that the message speaks of."""
    if evidence.asking.all():
        return _constant(evidence, 0.0)
    covered = evidence.cover(Hits.WORDING, Terms.ASKED)
    return is_topic(evidence) * (covered > _ALL).astype(np.float32)


_ALL: Final = 0.97
"""Of the message's weight; below it something remains that a bare name does not answer."""


def _margin(values: FloatArray) -> FloatArray:
    """Give each candidate's lead over the best of the others."""
    if len(values) < 2:
        return values.copy()
    order = np.argsort(values)
    best = np.where(np.arange(len(values)) == order[-1], values[order[-2]], values[order[-1]])
    return np.asarray(values - best, dtype=np.float32)


def _length(evidence: Evidence) -> FloatArray:
    return _constant(evidence, min(len(evidence.query.terms), 16) / 16.0)


def _both(
    first: Callable[[Evidence], FloatArray], second: Callable[[Evidence], FloatArray]
) -> Callable[[Evidence], FloatArray]:
    return lambda evidence: first(evidence) * second(evidence)


def _exactly(hits: FloatArray) -> FloatArray:
    return np.asarray(hits >= 1.0, dtype=np.float32)


FEATURES: Final = (
    Feature(
        "exact",
        lambda e: e.is_exact,
        "it is this question word for word",
        "it is not worded like this question",
    ),
    Feature(
        "bm25",
        lambda e: e.bm25,
        "it shares many telling words with the message",
        "it shares few telling words with the message",
    ),
    Feature(
        "bm25_lead",
        lambda e: _margin(e.bm25),
        "no other passage shares as many telling words",
        "other passages share more telling words",
    ),
    Feature(
        "wording_cover",
        lambda e: e.best_wording,
        "its question speaks of what the message speaks of",
        "its question leaves out what the message speaks of",
    ),
    Feature(
        "wording_cover_exact",
        lambda e: e.cover(Hits.WORDING_EXACT),
        "its question uses the message's own words",
        "its question uses other words",
    ),
    Feature(
        "wording_asked",
        lambda e: e.wording_asked,
        "the message covers the whole question",
        "the question asks for more than the message does",
    ),
    Feature(
        "harmony",
        lambda e: e.harmony,
        "message and question say the same, and little else",
        "message and question each say much that the other does not",
    ),
    Feature(
        "asked_and_covered",
        lambda e: e.wording_asked * e.cover(Hits.ANY),
        "all of the question is in the message, and it covers the message",
        "question and message do not cover each other",
    ),
    Feature(
        "sentence_cover",
        lambda e: e.best_sentence,
        "one of its sentences speaks of what the message asks",
        "none of its sentences speaks of what the message asks",
    ),
    Feature(
        "cover",
        lambda e: e.cover(Hits.ANY),
        "it covers what the message asks about",
        "it leaves a part of the message uncovered",
    ),
    Feature(
        "cover_exact",
        lambda e: e.cover(Hits.ANY_EXACT),
        "it uses the message's own words",
        "it hardly uses the message's own words",
    ),
    Feature(
        "cover_lead",
        lambda e: _margin(e.cover(Hits.ANY)),
        "no other passage covers as much of the message",
        "another passage covers more of the message",
    ),
    Feature(
        "residual_cover",
        _residual_cover,
        "it covers what is asked beyond the names",
        "beyond the names, it does not cover what is asked",
    ),
    Feature(
        "residual_gap",
        _residual_gap,
        "no telling word of the message is missing in it",
        "a telling word of the message is missing in it",
    ),
    Feature(
        "residual_missing",
        _residual_missing,
        "it speaks of every word that is asked",
        "it does not speak of every word that is asked",
    ),
    Feature(
        "residual_wording",
        lambda e: e.cover(Hits.WORDING, Terms.RESIDUAL),
        "its question asks for the same beyond the names",
        "beyond the names, its question asks for something else",
    ),
    Feature(
        "residual_cosine",
        lambda e: e.residual_cosine,
        "what is asked beyond the names is near in meaning",
        "what is asked beyond the names is far in meaning",
    ),
    Feature(
        "has_residual",
        _has_residual,
        "the message asks for more than names",
        "the message asks for more than names",
    ),
    Feature(
        "wording_cosine",
        lambda e: e.wording_cosine,
        "its question is near in meaning",
        "its question is far in meaning",
    ),
    Feature(
        "wording_cosine_lead",
        lambda e: _margin(e.wording_cosine),
        "no other question is as near in meaning",
        "another question is nearer in meaning",
    ),
    Feature(
        "sentence_cosine",
        lambda e: e.sentence_cosine,
        "one of its sentences is near in meaning",
        "its sentences are far in meaning",
    ),
    Feature(
        "sentence_cosine_lead",
        lambda e: _margin(e.sentence_cosine),
        "no other passage has a sentence as near in meaning",
        "another passage has a sentence nearer in meaning",
    ),
    Feature(
        "sorted_ratio",
        lambda e: e.sorted_ratio,
        "its question is spelt like the message",
        "its question is spelt unlike the message",
    ),
    Feature(
        "trigrams",
        lambda e: e.trigrams,
        "message and question share many letters in a row",
        "message and question share few letters in a row",
    ),
    Feature(
        "name_cover",
        _name_cover,
        "it speaks of the people and places that were named",
        "it does not speak of the people and places that were named",
    ),
    Feature(
        "has_names",
        _has_names,
        "the message names people or places of the briefings",
        "the message names people or places of the briefings",
    ),
    Feature(
        "story_names",
        _story_names,
        "its briefing is about what was named",
        "its briefing is not about what was named",
    ),
    Feature(
        "story",
        lambda e: e.story,
        "its briefing as a whole fits the message",
        "its briefing as a whole does not fit the message",
    ),
    Feature(
        "story_lead",
        _story_lead,
        "no other briefing fits the message as well",
        "another briefing fits the message better",
    ),
    Feature(
        "other_story",
        _other_story,
        "every name in the message belongs to its briefing",
        "the message names something that its briefing never mentions",
    ),
    Feature(
        "foreign",
        _foreign,
        "the message names no country that the briefings leave out",
        "the message names a country that the briefings never mention",
    ),
    Feature(
        "unknown_share",
        _unknown_share,
        "the briefings know the message's words",
        "the briefings do not know many of the message's words",
    ),
    Feature(
        "unknown_rarity",
        _unknown_rarity,
        "the message has no rare word that the briefings lack",
        "the message has a rare word that the briefings lack",
    ),
    Feature(
        "sibling",
        lambda e: e.siblings,
        "the message names nothing that is like its subject, but another",
        "the message names something that is like its subject, but another",
    ),
    Feature(
        "unlisted",
        _unlisted,
        "every word of the message is known",
        "the message has a word that nobody knows here",
    ),
    Feature(
        "kind_missing",
        _unanswered_kind,
        "it holds the kind of answer that was asked for",
        "it lacks the date, number, name, place or reason that was asked for",
    ),
    Feature(
        "same_type",
        _same_type,
        "it answers the same kind of question",
        "it answers another kind of question",
    ),
    Feature(
        "same_loose_type",
        _same_loose_type,
        "it is asked in the same way",
        "it is asked in the same way, which says little",
    ),
    Feature(
        "other_type",
        _other_type,
        "it answers the same kind of question",
        "it answers another kind of question",
    ),
    Feature(
        "defines",
        _defines,
        "it says who or what that is",
        "it only says who or what that is",
    ),
    Feature(
        "topic_for_why",
        _explains_to_topic,
        "a definition fits the question",
        "a definition does not explain why or how",
    ),
    Feature(
        "bare_name",
        _bare_name,
        "the message is just this name",
        "the message is just this name",
    ),
    Feature(
        "intent",
        lambda e: e.intent,
        "the message asks for this kind of section",
        "the message does not ask for this kind of section",
    ),
    Feature(
        "intent_in_story",
        _both(lambda e: e.intent, _story_names),
        "the message asks for this section of this story",
        "the message asks for this section of another story",
    ),
    Feature(
        "phrasing_cover",
        lambda e: e.cover(Hits.PHRASING, Terms.RESIDUAL),
        "the message is worded like a request for this section",
        "the message is not worded like a request for this section",
    ),
    Feature("is_topic", is_topic, "it is a definition", "it is only a definition"),
    Feature("is_section", is_section, "it is a section", "it is a whole section"),
    Feature("is_menu", is_menu, "it is a list", "it is only a list"),
    Feature("is_teaser", is_teaser, "it is an introduction", "it is only an introduction"),
    Feature(
        "topic_residual",
        _both(is_topic, lambda e: e.cover(Hits.ANY, Terms.RESIDUAL)),
        "the definition covers what is asked beyond the name",
        "the definition does not cover what is asked beyond the name",
    ),
    Feature(
        "topic_gap",
        _both(is_topic, _residual_gap),
        "the definition lacks nothing that is asked",
        "the definition lacks a telling word of the message",
    ),
    Feature(
        "topic_missing",
        _both(is_topic, _residual_missing),
        "the definition speaks of all that is asked",
        "the definition does not speak of all that is asked",
    ),
    Feature(
        "topic_has_residual",
        _both(is_topic, _has_residual),
        "more is asked than the name",
        "more is asked than the name",
    ),
    Feature(
        "topic_named",
        _both(is_topic, lambda e: e.wording_asked),
        "its name stands in the message",
        "its name does not stand in the message in full",
    ),
    Feature(
        "topic_unnamed",
        _both(is_topic, lambda e: 1.0 - _exactly(e.wording_hits).max(axis=0, initial=0.0)),
        "its name stands in the message",
        "its name does not stand in the message",
    ),
    Feature(
        "section_cover",
        _both(is_section, lambda e: e.best_sentence),
        "one of its sentences speaks of what the message asks",
        "none of its sentences speaks of what the message asks",
    ),
    Feature(
        "section_cosine",
        _both(is_section, lambda e: e.sentence_cosine),
        "one of its sentences is near in meaning",
        "its sentences are far in meaning",
    ),
    Feature(
        "section_residual",
        _both(is_section, lambda e: e.cover(Hits.TEXT, Terms.RESIDUAL)),
        "its text covers what is asked beyond the names",
        "its text does not cover what is asked beyond the names",
    ),
    Feature(
        "teaser_cover",
        _both(is_teaser, lambda e: e.best_wording),
        "its question speaks of what the message speaks of",
        "its question leaves out what the message speaks of",
    ),
    Feature(
        "length",
        _length,
        "the message says much",
        "the message says much besides",
    ),
    Feature(
        "same_story",
        lambda e: e.is_same_story,
        "the conversation is about its briefing",
        "the conversation is about its briefing",
    ),
    Feature(
        "english",
        lambda e: _constant(e, e.query.english_share),
        "the words are known English words",
        "some words are not known English words",
    ),
    Feature(
        "function_words",
        lambda e: _constant(e, e.query.function_share),
        "the message is a whole sentence",
        "the message is a whole sentence",
    ),
)
"""Every feature, in the order of the weights. To add one, append it here and fit again."""

FEATURE_NAMES: Final = tuple(feature.name for feature in FEATURES)


def feature_matrix(evidence: Evidence) -> FloatArray:
    """Give all features of all candidates, shape (candidates, features)."""
    return np.stack([feature.compute(evidence) for feature in FEATURES], axis=1)


_BY_NAME: Final = {feature.name: feature for feature in FEATURES}


def plain_words(contribution: Contribution) -> str:
    """Say in plain English what a contribution did to the score; empty when it did nothing."""
    feature = _BY_NAME.get(contribution.feature)
    if feature is None or not contribution.part:
        return ""
    return feature.speaks_for if contribution.part > 0 else feature.speaks_against
