"""Reads a question for comparing it: its words, and what tells it from others like it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.matching.names import spell_united_states
from bot.matching.query import Understanding
from bot.text.normalise import normalise
from bot.text.question_types import WANTS, Gives
from bot.text.tokens import chat_words


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is compared."""

    text: str
    """What is encoded."""
    names: tuple[str, ...] = ()
    """Questions that name others are not alike, however near their vectors are."""
    asks_for: Gives | None = None
    """The kind of answer, where that can be told; questions that ask for others are not alike."""


Read = Callable[[str], Reading]
"""Reads the spoken words of a question."""


def spoken_words(question: str) -> str:
    """Give the words of a question: folded, spelt out, without signs; empty when it has none."""
    return " ".join(chat_words(normalise(spell_united_states(question))))


def read_plainly(words: str) -> Reading:
    """Take words as they are; they tell nothing."""
    return Reading(words)


def reading_by(understanding: Understanding) -> Read:
    """Read as the matcher does: typing errors repaired, initials spelt out, names known.

    A word that neither English nor the corpus has is taken for a name too.
    """

    def read(words: str) -> Reading:
        query = understanding.read(words)
        names = (
            term.term
            for term in query.terms
            if term.is_name or (term.rarity >= 1.0 and not term.is_asking)
        )
        wanted = WANTS.get(query.question_type)
        # "How long until" asks what "when" asks.
        asks_for = Gives.DATE if wanted is Gives.DURATION else wanted
        return Reading(query.text, tuple(dict.fromkeys(names)), asks_for)

    return read
