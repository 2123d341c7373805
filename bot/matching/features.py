"""The named features by which candidates are ranked and accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.corpus.model import PassageKind
from bot.matching.arrays import FloatArray, IntArray
from bot.matching.evidence import Evidence, Hits, Terms
from bot.matching.index import KINDS
from bot.text.question_types import TELLING, WANTS, QuestionType


@dataclass(frozen=True, slots=True)
class Feature:
    """One number for each candidate, or one for the whole message; roughly within -1..1."""

    name: str
    compute: Callable[[Evidence], FloatArray | float]


def _is_kind(*kinds: PassageKind) -> Callable[[Evidence], FloatArray]:
    codes = [KINDS.index(kind) for kind in kinds]
    table = np.isin(np.arange(len(KINDS)), codes).astype(np.float32)
    return lambda evidence: table[evidence.kinds]


is_topic = _is_kind(PassageKind.TOPIC)
is_section = _is_kind(PassageKind.SECTION)
is_menu = _is_kind(PassageKind.MENU)
is_teaser = _is_kind(PassageKind.TEASER)
_is_asked = _is_kind(PassageKind.QUESTION, PassageKind.TEASER)
_is_headed = _is_kind(PassageKind.SECTION, PassageKind.MENU)


def taught(evidence: Evidence) -> FloatArray:
    """Say how many wordings a question has beside its own, up to four; 0..1."""
    return evidence.once("taught", _taught)


def _taught(evidence: Evidence) -> FloatArray:
    firsts, at = evidence.index.first_wordings, evidence.positions
    more = np.minimum(firsts[at + 1] - firsts[at] - 1, _MANY)
    return np.asarray(more * _is_asked(evidence) / np.float32(_MANY), dtype=np.float32)


_MANY: Final = 4
"""Further wordings; more tell nothing new."""


def intent(evidence: Evidence) -> FloatArray:
    """Give the share of the message that asks for this kind of section."""
    return evidence.intent


def _residual_cover(evidence: Evidence) -> FloatArray:
    return evidence.cover(Hits.ANY_OR_PHRASING, Terms.RESIDUAL)


def _residual_gap(evidence: Evidence) -> FloatArray:
    return evidence.residual_gap


def _residual_missing(evidence: Evidence) -> FloatArray:
    return evidence.residual_missing


def _unlisted(evidence: Evidence) -> float:
    """Say whether the message has a word that neither the corpus nor a dictionary knows."""
    terms = evidence.query.terms
    return float(any(t.position < 0 and t.rarity >= 1.0 and not t.is_aside for t in terms))


def _has_residual(evidence: Evidence) -> float:
    return float(evidence.residual.any())


def _name_cover(evidence: Evidence) -> FloatArray:
    return evidence.cover(Hits.ANY, Terms.NAMES)


def _has_names(evidence: Evidence) -> float:
    return float(evidence.names.any())


def _story_names(evidence: Evidence) -> FloatArray:
    return evidence.cover(Hits.BRIEFING, Terms.NAMES)


def _foreign(evidence: Evidence) -> float:
    return float(any(t.is_foreign for t in evidence.query.terms))


def _other_story(evidence: Evidence) -> FloatArray | float:
    """Say whether the message names something that only other briefings speak of."""
    if not evidence.names.any():
        return 0.0
    missing = 1.0 - evidence.briefing_hits[evidence.names]
    return np.asarray(missing.max(axis=0), dtype=np.float32)


def lead_over_stories(values: FloatArray, briefings: IntArray) -> FloatArray:
    """Give the lead of each candidate's briefing over the best of the other briefings.

    `values` (C) are the same for all candidates of a briefing; so are `briefings`, its number.
    """
    best = briefings == briefings[values.argmax()]
    if best.all():
        return np.zeros_like(values)
    rival = values[~best].max()
    return np.asarray(values - np.where(best, rival, values.max()), dtype=np.float32)


def _unknown_share(evidence: Evidence) -> FloatArray | float:
    unknown = [at for at, t in enumerate(evidence.query.terms) if t.position < 0]
    if not unknown:
        return 0.0
    weights = evidence.weights
    share = weights[unknown].sum(axis=0) / np.maximum(weights.sum(axis=0), 1e-6)
    return np.asarray(share, dtype=np.float32)


def _unknown_rarity(evidence: Evidence) -> float:
    rarities = [
        t.rarity
        for t in evidence.query.terms
        if t.position < 0 and not t.is_asking and not t.is_aside
    ]
    return max(rarities, default=0.0)


def _unanswered_kind(evidence: Evidence) -> FloatArray | float:
    """Say which texts hold nothing of the kind that the question asks for."""
    wanted = WANTS.get(evidence.query.question_type)
    if wanted is None:
        return 0.0
    lacking = evidence.index.answer_kinds.lacking(wanted, evidence.positions)
    return lacking.astype(np.float32)


def _same_type(evidence: Evidence) -> FloatArray | float:
    if evidence.query.question_type not in TELLING:
        return 0.0
    return evidence.is_same_type * _is_asked(evidence)


def _same_loose_type(evidence: Evidence) -> FloatArray | float:
    asked = evidence.query.question_type
    if asked in TELLING or asked is QuestionType.OTHER:
        return 0.0
    return evidence.is_same_type * _is_asked(evidence)


def _other_type(evidence: Evidence) -> FloatArray | float:
    if evidence.query.question_type not in TELLING:
        return 0.0
    return (1.0 - evidence.is_same_type) * _is_asked(evidence)


def _defines(evidence: Evidence) -> FloatArray | float:
    asked = evidence.query.question_type
    return is_topic(evidence) if asked in (QuestionType.DEFINITION, QuestionType.WHO) else 0.0


def _explains_to_topic(evidence: Evidence) -> FloatArray | float:
    asked = evidence.query.question_type
    wants = (QuestionType.WHY, QuestionType.MANNER, QuestionType.YES_NO)
    return is_topic(evidence) if asked in wants else 0.0


def _bare_name(evidence: Evidence) -> FloatArray | float:
    """Say which topics are all that the message speaks of."""
    if evidence.asking.all():
        return 0.0
    return is_topic(evidence) * (evidence.cover(Hits.WORDING, Terms.ASKED) > _ALL)


_ALL: Final = 0.97
"""Of the message's weight; below it something remains that a bare name does not answer."""


def margin(values: FloatArray) -> FloatArray:
    """Give each candidate's lead over the best of the others."""
    if len(values) < 2:
        return values
    rival, highest = sorted(values.tolist())[-2:]
    leads = values - np.float32(highest)
    leads[values.argmax()] = highest - rival
    return leads


def _length(evidence: Evidence) -> float:
    return min(len(evidence.query.terms), 16) / 16.0


def _unnamed(evidence: Evidence) -> FloatArray:
    """Say which candidates' wordings have none of the message's terms."""
    is_named = (evidence.wording_hits >= 1.0).any(axis=0)
    return np.asarray(1.0 - is_named, dtype=np.float32)


def both(
    first: Callable[[Evidence], FloatArray], second: Callable[[Evidence], FloatArray | float]
) -> Callable[[Evidence], FloatArray]:
    """Multiply two features: what one of them is worth where the other one holds."""
    return lambda evidence: first(evidence) * second(evidence)


LEXICAL_FEATURES: Final = (
    Feature("exact", lambda e: e.is_exact),
    Feature("bm25", lambda e: e.bm25),
    Feature("bm25_lead", lambda e: margin(e.bm25)),
    Feature("wording_cover", lambda e: e.best_wording),
    Feature("wording_cover_exact", lambda e: e.cover(Hits.WORDING_EXACT)),
    Feature("wording_asked", lambda e: e.wording_asked),
    Feature("harmony", lambda e: e.harmony),
    Feature("asked_and_covered", lambda e: e.wording_asked * e.cover(Hits.ANY)),
    Feature("sentence_cover", lambda e: e.best_sentence),
    Feature("cover", lambda e: e.cover(Hits.ANY)),
    Feature("cover_exact", lambda e: e.cover(Hits.ANY_EXACT)),
    Feature("cover_lead", lambda e: margin(e.cover(Hits.ANY))),
    Feature("residual_cover", _residual_cover),
    Feature("residual_gap", _residual_gap),
    Feature("residual_missing", _residual_missing),
    Feature("residual_wording", lambda e: e.cover(Hits.WORDING, Terms.RESIDUAL)),
    Feature("residual_cosine", lambda e: e.residual_cosine),
    Feature("has_residual", _has_residual),
    Feature("wording_cosine", lambda e: e.wording_cosine),
    Feature("wording_cosine_lead", lambda e: margin(e.wording_cosine)),
    Feature("sentence_cosine", lambda e: e.sentence_cosine),
    Feature("sentence_cosine_lead", lambda e: margin(e.sentence_cosine)),
    Feature("sorted_ratio", lambda e: e.sorted_ratio),
    Feature("trigrams", lambda e: e.trigrams),
    Feature("name_cover", _name_cover),
    Feature("has_names", _has_names),
    Feature("story_names", _story_names),
    Feature("story", lambda e: e.story),
    Feature("story_lead", lambda e: lead_over_stories(e.story, e.briefings)),
    Feature("other_story", _other_story),
    Feature("foreign", _foreign),
    Feature("unknown_share", _unknown_share),
    Feature("unknown_rarity", _unknown_rarity),
    Feature("sibling", lambda e: e.siblings),
    Feature("unlisted", _unlisted),
    Feature("kind_missing", _unanswered_kind),
    Feature("same_type", _same_type),
    Feature("same_loose_type", _same_loose_type),
    Feature("other_type", _other_type),
    Feature("defines", _defines),
    Feature("topic_for_why", _explains_to_topic),
    Feature("bare_name", _bare_name),
    Feature("intent", intent),
    Feature("intent_in_story", both(intent, _story_names)),
    Feature("phrasing_cover", lambda e: e.cover(Hits.PHRASING, Terms.RESIDUAL)),
    Feature("is_topic", is_topic),
    Feature("is_section", is_section),
    Feature("is_menu", is_menu),
    Feature("is_teaser", is_teaser),
    Feature("topic_residual", both(is_topic, lambda e: e.cover(Hits.ANY, Terms.RESIDUAL))),
    Feature("topic_gap", both(is_topic, _residual_gap)),
    Feature("topic_missing", both(is_topic, _residual_missing)),
    Feature("topic_has_residual", both(is_topic, _has_residual)),
    Feature("topic_named", both(is_topic, lambda e: e.wording_asked)),
    Feature("topic_unnamed", both(is_topic, _unnamed)),
    Feature("section_cover", both(is_section, lambda e: e.best_sentence)),
    Feature("section_cosine", both(is_section, lambda e: e.sentence_cosine)),
    Feature("section_residual", both(is_section, lambda e: e.cover(Hits.TEXT, Terms.RESIDUAL))),
    Feature("teaser_cover", both(is_teaser, lambda e: e.best_wording)),
    Feature("taught", taught),
    Feature("length", _length),
    Feature("same_story", lambda e: e.is_same_story),
    Feature("english", lambda e: e.query.english_share),
    Feature("function_words", lambda e: e.query.function_share),
)
"""What needs no encoder, in the order of the weights. To add one, append it and fit again."""


def feature_matrix(evidence: Evidence, features: Sequence[Feature]) -> FloatArray:
    """Give features of all candidates, shape (candidates, features)."""
    rows = np.empty((len(features), len(evidence.positions)), dtype=np.float32)
    for row, feature in zip(rows, features, strict=True):
        row[:] = feature.compute(evidence)
    return np.ascontiguousarray(rows.T)
