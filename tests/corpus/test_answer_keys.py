"""Quizzes whose answers stand by themselves: each goes to the question with its number."""

from __future__ import annotations

import pytest

from bot.corpus.model import PassageKind
from tests.builders import a_page, codes, parsed

QUESTION = PassageKind.QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "Quiz\n\n1. Is it cold?\n2. Is it wet?\n\nAnswers\n1. Very cold.\n2. Not yet.\n",
        "Quiz\n\n1) Is it cold?\n2) Is it wet?\n\nSolutions:\n\n1) Very cold.\n\n2) Not yet.\n",
        "# Quiz\n## Questions\n1. Is it cold?\n2. Is it wet?\n"
        "## Answers\n1. Very cold.\n2. Not yet.\n",
        "# Quiz\n\n**1. Is it cold?**\n**2. Is it wet?**\n\n**Answers**\n\n"
        "**1.** Very cold.\n**2.** Not yet.\n",
    ],
)
def test_answers_below_a_quiz_go_to_the_questions_with_their_numbers(text: str) -> None:
    found = parsed(text)
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.of_kind(QUESTION)] == [
        ("Is it cold?", "Very cold."),
        ("Is it wet?", "Not yet."),
    ]
    assert "heading-without-text" in codes(found.findings)


def test_an_answer_stands_below_what_there_is_to_choose_from() -> None:
    page = a_page(
        "Quiz\n\n1. Is it cold?\na) yes\nb) no\n2. Is it wet?\na) yes\nb) no\n\n"
        "Answers\n1. a) yes\nAnd windy.\n2. b) no\n"
    )
    assert [(p.label, p.text, p.provenance.line) for p in page.of_kind(QUESTION)] == [
        ("Is it cold?", "a) yes\nb) no\n\na) yes\nAnd windy.", 3),
        ("Is it wet?", "a) yes\nb) no\n\nb) no", 6),
    ]


@pytest.mark.parametrize(
    "answers",
    ["1. Very cold.\n", "1. Very cold.\n3. Not yet.\n", "As said:\n1. Very cold.\n2. Not yet.\n"],
)
def test_answers_with_other_numbers_stay_where_they_are(answers: str) -> None:
    page = a_page(f"Quiz\n\n1. Is it cold?\nYes.\n2. Is it wet?\nNo.\n\nAnswers\n{answers}")
    assert page.of_kind(QUESTION)[0].text == "Yes."
