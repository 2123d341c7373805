"""The kind of answer that a question asks for, and that a text can give."""

from __future__ import annotations

import pytest

from bot.text.question_types import Gives, QuestionType, gives, question_type
from bot.text.tokens import words


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("who is the judge", QuestionType.WHO),
        ("when will it end", QuestionType.WHEN),
        ("since what year is he in office", QuestionType.WHEN),
        ("where is kenya", QuestionType.WHERE),
        ("why did he resign", QuestionType.WHY),
        ("for what reason did he resign", QuestionType.WHY),
        ("how come he resigned", QuestionType.WHY),
        ("how many people died", QuestionType.HOW_MANY),
        ("how old is he", QuestionType.HOW_MANY),
        ("how long will it last", QuestionType.HOW_LONG),
        ("how does it work", QuestionType.MANNER),
        ("what is nato", QuestionType.DEFINITION),
        ("nato meaning", QuestionType.DEFINITION),
        ("what did the court decide about the captain", QuestionType.WHAT),
        ("is it safe", QuestionType.YES_NO),
        ("tell me what happened and why", QuestionType.WHY),
        ("bird flu news", QuestionType.OTHER),
        ("", QuestionType.OTHER),
    ],
)
def test_the_most_telling_asking_word_decides(message: str, kind: QuestionType) -> None:
    assert question_type(words(message)) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It was signed on 22 July in Istanbul.", Gives.DATE),
        ("About 2,000 soldiers died.", Gives.NUMBER),
        ("He left because he was accused.", Gives.REASON),
        ("The flight lasts ten days.", Gives.DURATION),
        ("It is a country in East Asia.", Gives.PLACE),
        ("The plan was made by Carlos Mazón.", Gives.NAME),
    ],
)
def test_a_text_gives_what_it_holds(text: str, kind: Gives) -> None:
    assert gives(kind, text)


def test_a_text_without_a_date_gives_none() -> None:
    text = "Nobody knows when that will be."
    assert not gives(Gives.DATE, text)
