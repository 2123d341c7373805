"""Plain words for the Why button: what is true of a candidate and speaks for or against it.

A fitted weight may correct for a neighbour of its feature, so the sign of a feature's part says
little to a reader. A reason rests on the feature's value instead: each sentence is said only where
it is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.matching.model import Contribution

_MOST, _SOME, _LITTLE, _CLEARLY = 0.8, 0.5, 0.34, 0.1
_NEAR, _FAR = 0.6, 0.3
"""Of a whole text, stretched as `sense_features` does: cosines of .82 and .69."""


_CLOSE: Final = 0.7
"""A cosine of the multilingual encoder that only texts of one meaning have."""


_ANSWERS: Final = 1.5
"""Log-odds of a passage that was read beside the message."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence that holds where a feature's value lies within bounds."""

    feature: str
    sentence: str
    at_least: float = float("-inf")
    at_most: float = float("inf")
    given: str | None = None
    """Another feature that must be above zero for the sentence to make sense."""
    unless: str | None = None
    """Another feature that makes the sentence pointless when it is above zero."""

    def holds(self, values: Mapping[str, float]) -> bool:
        """Say whether the sentence is true of these values; never where they are missing."""
        if self.given is not None and values.get(self.given, 0.0) <= 0:
            return False
        if self.unless is not None and values.get(self.unless, 0.0) > 0:
            return False
        if self.feature not in values:
            return False
        return self.at_least <= values[self.feature] <= self.at_most


FOR: Final = (
    Reason("exact", "It is this question word for word.", at_least=1),
    Reason("intent", "You asked for this kind of section.", at_least=_SOME),
    Reason("read", "Read beside your message, it answers it.", at_least=_ANSWERS),
    Reason("bare_name", "Your message is just this name.", at_least=1),
    Reason("defines", "You asked who or what that is, and it says so.", at_least=1),
    Reason("cover", "It speaks of all that you asked about.", at_least=_MOST),
    Reason(
        "residual_cover",
        "It covers what you asked beyond the names.",
        at_least=_MOST,
        given="has_residual",
    ),
    Reason("cover_lead", "No other passage covers as much of your message.", at_least=_CLEARLY),
    Reason("wording_cosine", "Its question is near yours in meaning.", at_least=_MOST),
    Reason(
        "sentence_cosine", "One of its sentences is near your message in meaning.", at_least=_MOST
    ),
    Reason("wording", "Its question is near yours in meaning.", at_least=_CLOSE),
    Reason("any_word", "It speaks of all that you asked about.", at_least=_CLOSE),
    Reason("sense_any", "What it says is near your message as a whole.", at_least=_NEAR),
    Reason("same_type", "It answers the same kind of question.", at_least=1),
    Reason("name_cover", "It is about whom or what you named.", at_least=_MOST, given="has_names"),
    Reason("same_story", "You were reading about its story.", at_least=1),
)
"""What may speak for a candidate, the most telling first."""

AGAINST: Final = (
    Reason("read", "Read beside your message, it does not answer it.", at_most=-_ANSWERS),
    Reason("foreign", "You named a country that the briefings never mention.", at_least=1),
    Reason("other_story", "You named something that its story never mentions.", at_least=_SOME),
    Reason("story_name_gap", "You named something that its story never mentions.", at_least=_SOME),
    Reason("missing", "A telling word of yours has nothing like it there.", at_least=_SOME),
    Reason(
        "residual_gap",
        "A telling word of yours does not occur in it.",
        at_least=_SOME,
        given="has_residual",
    ),
    Reason("topic_for_why", "It is a definition, and you asked why or how.", at_least=1),
    Reason(
        "kind_missing",
        "It lacks the date, number, name, place or reason that you asked for.",
        at_least=1,
        unless="same_type",
    ),
    Reason("other_type", "It answers another kind of question.", at_least=1),
    Reason("cover_lead", "Another passage covers more of your message.", at_most=-_CLEARLY),
    Reason("cover", "It leaves much of your message uncovered.", at_most=_SOME),
    Reason(
        "residual_cover",
        "Beyond the names, it hardly covers what you asked.",
        at_most=_LITTLE,
        given="has_residual",
    ),
    Reason("wording_cosine", "Its question is far from yours in meaning.", at_most=_LITTLE),
    Reason(
        "name_cover", "It is not about whom or what you named.", at_most=_LITTLE, given="has_names"
    ),
    Reason("sense_any", "What it says is far from your message as a whole.", at_most=_FAR),
    Reason("unlisted", "Your message has a word that is known nowhere here.", at_least=1),
    Reason("is_teaser", "It introduces a longer page, and answers nothing itself.", at_least=1),
)
"""What may speak against a candidate, the most telling first."""


def true_reasons(
    reasons: Iterable[Reason], contributions: Iterable[Contribution]
) -> tuple[str, ...]:
    """Give the sentences that are true of a candidate, in the order of the reasons."""
    values = {part.feature: part.value for part in contributions}
    return tuple(reason.sentence for reason in reasons if reason.holds(values))
