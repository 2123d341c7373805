"""Where questions begin in a list that has neither separators nor headings."""

from __future__ import annotations

from collections.abc import Sequence

from bot.corpus.items import asks, next_texts
from bot.corpus.letters import is_lettered, is_lone_letter
from bot.corpus.outline import Row
from bot.text.word_lists import word_list

MAX_UNMARKED_QUESTION = 300
"""Characters; a longer line that ends in a question mark is a paragraph."""

_MAX_WRAPPED = 130
"""Characters; no editor wraps lines later by itself."""
_SENTENCE_ENDS = (".", "!", "?", "…", ".”", '."', ".)")

_ASKING = word_list(
    "what who whom whose when where why which how is are was were do does did has have had"
    " can could will would shall should may might must"
)
"""Words that begin a question."""


def question_starts(rows: Sequence[Row]) -> frozenset[int]:
    """Find the rows that ask, and that a paragraph, a bullet or a text precedes or begins."""
    return frozenset(
        _top(rows, at)
        for at, row in enumerate(rows)
        if row.is_text and asks(row) and len(row.label) <= MAX_UNMARKED_QUESTION
    )


def listed_question_starts(rows: Sequence[Row]) -> frozenset[int]:
    """Find where questions begin in a list that is known to hold them, with or without marks."""
    following = next_texts(rows)
    unmarked = {
        _top(rows, at)
        for at, row in enumerate(rows)
        if _asks_without_mark(rows, at) or is_lettered(row, following[at])
    }
    return question_starts(rows) | unmarked


def _top(rows: Sequence[Row], at: int) -> int:
    """Give the row above, where it is a line with nothing but "Question 1:"."""
    return at - 1 if at and is_lone_letter(rows[at - 1]) else at


def _asks_without_mark(rows: Sequence[Row], at: int) -> bool:
    """Tell "When does the day end" from a paragraph: short, on its own, and followed by text."""
    row = rows[at]
    words = row.label.split(maxsplit=2)
    return (
        row.is_text
        and row.bullet is None
        and (at == 0 or rows[at - 1].is_blank)
        and any(below.is_text for below in rows[at + 1 : at + 3])
        and len(words) > 2
        and len(row.label) <= _MAX_WRAPPED
        and row.label[0].isupper()
        and not row.label.endswith((*_SENTENCE_ENDS, ":", ";", ","))
        and words[0].casefold() in _ASKING
    )
