"""Questions with their answers behind them on one line, and in tables."""

from __future__ import annotations

import pytest

from bot.corpus.model import PageKind, PassageKind
from tests.builders import a_page, parsed

ABOVE = "What's happened\nThe quarry grows.\n\nCommon questions\n\n"
ANSWERS = [("How many jobs will it bring?", "About sixty."), ("Who decided?", "The council.")]


def answers(text: str) -> list[tuple[str, str]]:
    return [(p.label, p.text) for p in a_page(text).of_kind(PassageKind.QUESTION)]


def asked(sign: str, *, between: str = "\n\n", bullet: str = "") -> str:
    return between.join(f"{bullet}{question}{sign}{answer}" for question, answer in ANSWERS)


@pytest.mark.parametrize("sign", [" ", " – ", " -- ", " - ", ": "])
@pytest.mark.parametrize(
    ("between", "bullet"), [("\n\n", ""), ("\n", ""), ("\n", "* "), ("\n", "1. ")]
)
def test_every_line_of_a_list_may_hold_question_and_answer(
    sign: str, between: str, bullet: str
) -> None:
    listed = asked(sign, between=between, bullet=bullet)
    assert answers(ABOVE + listed) == ANSWERS
    page = a_page(f"The quarry\n\n{listed}\n")
    assert page.kind is PageKind.QUESTIONS
    assert answers(f"The quarry\n\n{listed}\n") == ANSWERS


def test_an_answer_may_go_on_below_the_line_of_its_question() -> None:
    listed = asked(" ", between="\nPerhaps\nmore.\n")
    assert answers(f"The quarry\n\n{listed}\n") == [
        (ANSWERS[0][0], "About sixty.\nPerhaps\nmore."),
        ANSWERS[1],
    ]


def test_a_text_that_asks_and_tells_is_a_text_where_others_do_not() -> None:
    text = f"The quarry\n\n{asked(' ')}\n\nIt is old.\n"
    assert a_page(text).kind is PageKind.STORY
    inside = f"{ABOVE}Why?\n{asked(' ')}\n"
    assert answers(inside) == [("Why?", asked(" "))]


TABLE = "| How many jobs will it bring? | About sixty. |\n| Who decided? | The council. |\n"


@pytest.mark.parametrize("above", [ABOVE, "# The quarry\n\n"])
def test_a_table_may_hold_questions_and_answers(above: str) -> None:
    assert answers(f"{above}| Question | Answer |\n| --- | --- |\n{TABLE}") == ANSWERS


def test_a_question_in_the_first_row_of_a_table_is_not_lost() -> None:
    table = TABLE.replace("sixty. |\n", "sixty. |\n|---|---|\n")
    assert answers(f"# The quarry\n\n{table}") == ANSWERS


def test_a_table_inside_an_answer_stays_there() -> None:
    table = f"| Q | A |\n| --- | --- |\n{TABLE}".strip()
    assert answers(f"{ABOVE}Who?\nWe.\n\nWhat is asked?\n\n{table}") == [
        ("Who?", "We."),
        ("What is asked?", table),
    ]
    assert not parsed(f"What's happened\nIt grows.\n\n{table}").findings[0].code.startswith("rep")
