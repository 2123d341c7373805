"""Tells a moderator why a page does not get a written answer."""

from __future__ import annotations

from typing import Final, assert_never

from bot.corpus.adding import Hindrance
from bot.dialogue import answer_wording as wording
from bot.discord_app.markdown import in_a_line
from bot.newsroom.writing import Unwritten

_WORDS: Final = 200


def reason_of(unwritten: Unwritten) -> str:
    """Say in a sentence or two what stands in the way."""
    file = in_a_line(unwritten.file, _WORDS)
    words = in_a_line(unwritten.words, _WORDS)
    match unwritten.hindrance:
        case None:
            return wording.page_gone(file)
        case Hindrance.UNREADABLE:
            return wording.page_unreadable(file, words)
        case Hindrance.NO_WORDS:
            return wording.NO_WORDS
        case Hindrance.ASKED:
            return wording.asked_already(file, words)
        case Hindrance.QUESTION:
            return wording.question_read_otherwise(words)
        case Hindrance.ANSWER:
            return wording.line_read_otherwise(words)
        case Hindrance.FLAWED:
            return wording.flawed(words)
        case Hindrance.TOO_LARGE:
            return wording.page_too_large(file)
        case Hindrance.PAGE:
            return wording.page_takes_none(file)
        case _:
            assert_never(unwritten.hindrance)
