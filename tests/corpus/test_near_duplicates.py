"""Questions that stand in a corpus twice, in nearly the same words."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.build import build_corpus
from bot.corpus.findings import Finding
from bot.corpus.model import Page, PassageId
from bot.corpus.near_duplicates import near_duplicates
from tests.builders import NOW, a_corpus, a_questions_page

HANG_S = 60
QUESTION = "Why is the harbour of Lindholm closed?"
ANSWER = (
    "It froze over on Monday night. The ice is 40 centimetres thick, and the only icebreaker of "
    "the port is in dock until the spring."
)


def told(*pages: Page) -> list[Finding]:
    return [f for f in build_corpus(pages, now=NOW).findings if f.code == "near-duplicate"]


def a_pair(
    question: str, answer: str, *, other: tuple[str, str] = (QUESTION, ANSWER)
) -> list[Page]:
    return [
        a_questions_page({other[0]: other[1]}, file="ice/a.txt"),
        a_questions_page({"Who pays?": "The port.", question: answer}, file="snow/b.txt"),
    ]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param(QUESTION, ANSWER, id="word for word"),
        pytest.param(
            "why is Lindholm’s harbour closed", ANSWER.replace(", and", " and"), id="case and marks"
        ),
        pytest.param("Why is Lindholm harbour closed?", ANSWER, id="another wording"),
        pytest.param(QUESTION, ANSWER.replace("thick", "deep"), id="one word of the answer"),
        pytest.param("Why was the harbour closed?", f"{ANSWER} So it is.", id="a bit more"),
    ],
)
def test_a_question_that_is_there_already_is_told(question: str, answer: str) -> None:
    (found,) = told(*a_pair(question, answer))
    assert (found.file, found.line, found.severity) == ("snow/b.txt", 5, "warning")
    assert f"“{QUESTION}” (ice/a.txt, line 2)" in found.message


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param(QUESTION, "Nobody knows what has become of the ice there.", id="the answer"),
        pytest.param(QUESTION, ANSWER.replace("40", "60"), id="a number"),
        pytest.param(QUESTION, ANSWER.replace("Monday", "Friday"), id="a name"),
        pytest.param("What do ships cost?", ANSWER, id="the question"),
    ],
)
def test_what_differs_in_more_than_words_is_another_question(question: str, answer: str) -> None:
    assert told(*a_pair(question, answer)) == []


def test_a_short_answer_may_answer_two_questions() -> None:
    pages = a_pair("When will it end?", "In May.", other=("When did it start?", "In May."))
    assert told(*pages) == []
    pages = a_pair("When does it start?", "In May.", other=("When did it start?", "In May."))
    assert len(told(*pages)) == 1


def test_two_answers_to_one_question_of_a_briefing_are_told_once() -> None:
    answers = (ANSWER, ANSWER.replace("thick", "deep"))
    pages = [
        a_questions_page({QUESTION: answer}, file=f"ice/{n}.txt")
        for n, answer in enumerate(answers)
    ]
    codes = [f.code for f in build_corpus(pages, now=NOW).findings if f.severity == "warning"]
    assert codes == ["same-question-elsewhere"]


def test_each_of_many_copies_is_told_once() -> None:
    pages = [a_questions_page({QUESTION: ANSWER}, file=f"b{n}/a.txt") for n in range(20)]
    assert [found.file for found in told(*pages)] == sorted(f"b{n}/a.txt" for n in range(20))[1:]


@given(order=st.permutations(range(6)))
def test_the_order_of_pages_makes_no_difference(order: list[int]) -> None:
    pages = [
        a_questions_page({QUESTION: ANSWER.replace("thick", word)}, file=f"b{n}/a.txt")
        for n, word in enumerate(("thick", "deep", "solid", "thick", "strong", "hard"))
    ]
    assert told(*(pages[n] for n in order)) == told(*pages) != []


@pytest.mark.parametrize("answer", [ANSWER, "it froze and it froze again and nobody knows why"])
def test_ten_thousand_copies_are_compared_in_a_moment(answer: str) -> None:
    (passage,) = a_corpus(a_questions_page({QUESTION: answer})).passages
    many = [replace(passage, id=PassageId(f"p{n}")) for n in range(10_000)]
    started = time.monotonic()
    assert len(near_duplicates(many)) == 9_999
    assert time.monotonic() - started < HANG_S
