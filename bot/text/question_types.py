"""What kind of answer a question asks for, and which kinds a text can give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from bot.text.normalise import fold
from bot.text.word_lists import word_list
from bot.text.words import MONTHS


class QuestionType(IntEnum):
    """The kind of answer that a question asks for."""

    OTHER = 0
    """Keywords, or nothing that can be told."""
    DEFINITION = 1
    WHO = 2
    WHEN = 3
    WHERE = 4
    WHY = 5
    HOW_MANY = 6
    HOW_LONG = 7
    MANNER = 8
    WHICH = 9
    WHAT = 10
    YES_NO = 11


class Gives(IntEnum):
    """Kinds of answer that a text can hold."""

    DATE = 0
    NUMBER = 1
    NAME = 2
    PLACE = 3
    REASON = 4
    DURATION = 5


WANTS: Final = {
    QuestionType.WHO: Gives.NAME,
    QuestionType.WHEN: Gives.DATE,
    QuestionType.WHERE: Gives.PLACE,
    QuestionType.WHY: Gives.REASON,
    QuestionType.HOW_MANY: Gives.NUMBER,
    QuestionType.HOW_LONG: Gives.DURATION,
}

TELLING: Final = frozenset(QuestionType) - {
    QuestionType.OTHER,
    QuestionType.WHAT,
    QuestionType.WHICH,
    QuestionType.YES_NO,
}
"""Types that say what an answer must hold."""

_OPENERS: Final = word_list(
    "is are was were am do does did has have had can could will would should shall may might must"
)
_MEASURES: Final = word_list("many much often old tall big large high deep heavy wide")
_DEFINING: Final = word_list("meaning define definition stand stands abbreviation")


def question_type(words: Sequence[str]) -> QuestionType:
    """Read the type off the asking words, the most telling one first.

    Words are folded, contractions spelt out. "What" only counts where nothing else asks.
    """
    if _REASONS.intersection(words):
        return QuestionType.WHY
    loose = QuestionType.OTHER
    for at in range(len(words)):
        found = _type_at(words, at)
        if found not in _LOOSE:
            return found
        loose = loose or found
    if loose is QuestionType.OTHER and words and words[0] in _OPENERS:
        return QuestionType.YES_NO
    if _DEFINING.intersection(words):
        return QuestionType.DEFINITION
    return loose


_LOOSE: Final = (QuestionType.OTHER, QuestionType.WHAT, QuestionType.WHICH)

_REASONS: Final = word_list(
    "why reason reasons motivate motivates motivated motive motives justification justify"
    " because purpose motivation"
)


def _type_at(words: Sequence[str], at: int) -> QuestionType:
    word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word == "how":
        return _how(after, words[at + 1 : at + 4])
    if word in ("what", "whats"):
        return _what(after, words[at + 1 :])
    if word in ("when", "where") and _is_clause(words, at):
        return QuestionType.OTHER
    return _SIMPLE.get(word, QuestionType.OTHER)


_SIMPLE: Final = {
    "who": QuestionType.WHO,
    "whom": QuestionType.WHO,
    "whose": QuestionType.WHO,
    "when": QuestionType.WHEN,
    "where": QuestionType.WHERE,
    "which": QuestionType.WHICH,
    "define": QuestionType.DEFINITION,
}


def _is_clause(words: Sequence[str], at: int) -> bool:
    """Say whether "when" or "where" only opens a clause ("is it true that when …")."""
    return at > 0 and words[0] in _OPENERS


def _how(after: str, next_words: Sequence[str]) -> QuestionType:
    if after in ("long", "soon"):
        return QuestionType.HOW_LONG
    if after in _MEASURES or after == "far":
        return QuestionType.HOW_MANY
    if tuple(next_words[:1]) == ("come",):
        return QuestionType.WHY
    return QuestionType.MANNER


def _what(after: str, rest: Sequence[str]) -> QuestionType:
    if after in ("year", "date", "day", "month", "time"):
        return QuestionType.WHEN
    if after in ("number", "percentage", "share", "amount"):
        return QuestionType.HOW_MANY
    if after in ("city", "country", "place", "state", "town"):
        return QuestionType.WHERE
    if _DEFINING.intersection(rest):
        return QuestionType.DEFINITION
    if after in ("is", "are", "was") and len(rest) <= _SHORT_DEFINITION:
        return QuestionType.DEFINITION
    return QuestionType.WHAT


_SHORT_DEFINITION: Final = 5
""" "What is the International Monetary Fund": longer ones rarely ask for a definition."""

_MONTH: Final = "|".join(sorted(MONTHS))
_DATE: Final = re.compile(
    rf"\b(?:1[5-9]\d\d|20\d\d)\b|\b\d{{1,2}} (?:{_MONTH})\b"
    rf"|\b(?:in|since|by|until|before|after|from|than) (?:{_MONTH})\b"
)
_NUMBER: Final = re.compile(
    r"\b\d[\d.,]*\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|dozens|hundred|"
    r"hundreds|thousand|thousands|million|millions|billion|billions|half|third|quarter)\b"
)
_DURATION: Final = re.compile(r"\b(?:second|minute|hour|day|night|week|month|year|decade)s?\b")
_PLACE: Final = re.compile(
    r"\b(?:country|city|state|county|region|island|islands|province|town|village|located|coast|"
    r"border|borders|bordering|continent|capital)\b"
)
_REASON: Final = re.compile(
    r"\b(?:because|since|due to|in order to|aims?|aimed|so that|as part of|reasons?|driven by|"
    r"after|blames?|blamed|caused|accused|in response|wants?|fears?)\b"
)
_NAME: Final = re.compile(r"(?<=[a-z,;:] )[A-Z][a-zà-ÿ]+ (?:[A-Z][\w'’-]+)")


def gives(kind: Gives, text: str) -> bool:
    """Say whether a text, as it was written, holds a kind of answer."""
    if kind is Gives.NAME:
        return _NAME.search(text) is not None
    return _PATTERNS[kind].search(fold(text)) is not None


_PATTERNS: Final = {
    Gives.DATE: _DATE,
    Gives.NUMBER: _NUMBER,
    Gives.DURATION: _DURATION,
    Gives.PLACE: _PLACE,
    Gives.REASON: _REASON,
}
