"""Several questions of one message are told apart; one question in two sentences stays one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.several import questions_in


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("who is Arvo and when does the ferry run?", ["who is Arvo", "when does the ferry run?"]),
        ("Why did it sink? And what is a tug?", ["Why did it sink?", "what is a tug?"]),
        ("what broke, and how did the port react", ["what broke", "how did the port react"]),
        ("who pays & is it safe now?", ["who pays", "is it safe now?"]),
        ("1. who pays?\n2. why so late?", ["who pays?", "why so late?"]),
        ("hi! 1) who pays 2) what broke", ["who pays", "what broke"]),
        ("- who pays?\n- what broke?\n- who came?", ["who pays?", "what broke?", "who came?"]),
    ],
)
def test_several_questions(text: str, questions: list[str]) -> None:
    assert list(questions_in(text)) == questions


@pytest.mark.parametrize(
    "text",
    [
        "I was on holiday. What happened?",
        "what happened to the ferry and the tug",
        "who are Arvo and Mira",
        "what's the difference between what the union says and what the city says?",
        "what about the others, why did they leave",
        "who pays? who pays?",
        "why?",
        "fish and chips",
        "",
        "why " * 400 + "? and who?",
    ],
)
def test_one_question_stays_one(text: str) -> None:
    assert questions_in(text) == ()


@given(st.text(max_size=1_200))
def test_any_text_is_cut(text: str) -> None:
    found = questions_in(text)
    assert len(found) != 1
    assert all(question.strip() for question in found)
