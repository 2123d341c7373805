"""Claims that stand for questions: each is served with what is said of it."""

from __future__ import annotations

import pytest

from bot.corpus.model import PageKind, PassageKind
from tests.builders import a_page

QUESTION = PassageKind.QUESTION


def pairs(text: str) -> list[tuple[str, str]]:
    return [(p.label, p.text) for p in a_page(text).of_kind(QUESTION)]


@pytest.mark.parametrize(
    ("first", "second", "said", "judged"),
    [
        ("Myth: Ice is warm.", "Myth: Ice is dry.", "Fact: It is cold.", "Fact: It is wet."),
        ("Myth 1 – Ice is warm", "Myth 2 – Ice is dry", "Fact – It is cold", "Fact – It is wet"),
        ("Claim: Ice is warm.", "Claim: Ice is dry.", "Verdict: False.", "Reality: It is wet."),
    ],
)
def test_a_claim_with_a_verdict_below_is_asked(
    first: str, second: str, said: str, judged: str
) -> None:
    text = f"Of ice\n\n{first}\n{said}\n\n{second}\n{judged}\nMuch of it.\n"
    assert pairs(text) == [(first, said), (second, f"{judged}\nMuch of it.")]
    assert a_page(text).kind is PageKind.QUESTIONS


def test_a_question_that_begins_all_lines_asks_for_what_follows_it() -> None:
    text = (
        "Of ice\n\n1. True or false? Ice is warm.\nFalse.\n\n"
        "2. True or false? Ice is wet.\nTrue: it melts.\n"
    )
    assert pairs(text) == [
        ("True or false? Ice is warm.", "False."),
        ("True or false? Ice is wet.", "True: it melts."),
    ]


def test_claims_stand_beside_the_sections_of_a_story() -> None:
    page = a_page(
        "What's happened\nIt froze.\nCommon questions\n"
        "Myth: Ice is warm.\nFact: It is cold.\n\nMyth: Ice is dry.\nFact: It is wet.\n"
    )
    assert [p.label for p in page.of_kind(QUESTION)] == ["Myth: Ice is warm.", "Myth: Ice is dry."]


def test_one_claim_is_a_text_as_any_other() -> None:
    assert a_page("Of ice\n\nMyth: Ice is warm.\nFact: It is cold.\n").kind is PageKind.STORY


def test_the_same_question_with_two_answers_is_not_asked_for_what_follows() -> None:
    assert pairs("Why cold? It is ice.\nWhy cold? It is winter.\nHow cold? Very.\n")[0] == (
        "Why cold?",
        "It is ice.",
    )
