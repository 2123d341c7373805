"""Several questions of one message are told apart; one question in two sentences stays one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.reading.several import question_beside, questions_in


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("who is Arvo and when does the ferry run?", ["who is Arvo", "when does the ferry run?"]),
        ("Why did it sink? And what is a tug?", ["Why did it sink?", "what is a tug?"]),
        ("what broke, and how did the port react", ["what broke", "how did the port react"]),
        ("who pays & is it safe now?", ["who pays", "is it safe now?"]),
        ("1. who pays?\n2. why so late?", ["who pays?", "why so late?"]),
        ("hi! 1) who pays 2) what broke", ["who pays", "what broke"]),
        ("So it sank, who pays? And when?\nWhy so late?", ["who pays?", "Why so late?"]),
        ("the port is shut, who pays, what broke", ["who pays", "what broke"]),
        ("- who pays?\n- what broke?\n- who came?", ["who pays?", "what broke?", "who came?"]),
        ("a) the cost b) the date", ["the cost", "the date"]),
        ("Please: 1. the cost 2. who came", ["the cost", "who came"]),
        ("Why so late? Also:\n- the cost\n- the date", ["Why so late?", "the cost", "the date"]),
        ("tell me who came, whether it sank", ["tell me who came", "whether it sank"]),
        ("pls can you say why it sank and who came", ["pls can you say why it sank", "who came"]),
        ("who came and tell me why it sank", ["who came", "tell me why it sank"]),
        (
            "give us the background and explain the fee",
            ["give us the background", "explain the fee"],
        ),
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
        "The port, which sold two tugs, is shut. Who pays?",
        "My aunt, who lives there, saw it. Her cat, whose name is Mo, did not. When did it sink?",
        "It sank off Torholm, where the ice is thick.",
        "who pays? who pays?",
        "why?",
        "fish and chips",
        "who pays and give me a break",
        "1. It sank. 2. It froze.",
        "the plan (a) failed and (b) died",
        "the port - which froze - is shut",
        "",
        "why " * 400 + "? and who?",
    ],
)
def test_one_question_stays_one(text: str) -> None:
    assert questions_in(text) == ()


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("My aunt, who lives there, saw it. When did it sink?", "When did it sink?"),
        ("I was on holiday. What happened?", "What happened?"),
        ("What happened?", None),
        ("It sank. Why? And who came?", None),
        ("Nobody was hurt.", None),
        ("the sea is there and the port runs dry?? how", None),
        ("hello. " * 200 + "who pays?", None),
    ],
)
def test_the_only_question_stands_beside_what_is_told(text: str, question: str | None) -> None:
    assert question_beside(text) == question


@given(st.text(max_size=1_200))
def test_any_text_is_cut(text: str) -> None:
    found = questions_in(text)
    assert len(found) != 1
    assert all(question.strip() for question in found)
