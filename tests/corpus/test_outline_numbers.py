"""The numbers of an outline: they stand in texts, and in no name, question or sub-heading."""

from __future__ import annotations

import pytest

from bot.corpus.model import PassageKind
from tests.builders import a_page, labels


@pytest.mark.parametrize("gap", [" ", "\t", ". "])
def test_names_and_questions_lose_the_numbers_of_an_outline(gap: str) -> None:
    page = a_page(
        f"1{gap}What's happened\nIt froze.\n\n2{gap}What's behind the headline?\n"
        f"2.1{gap}Old Tugs\n• Both leak.\n2.2{gap}Money\n• None.\n\n"
        f"3{gap}Go deeper\n3.1{gap}Why so cold?\n3.2{gap}Who pays?\n\n"
        f"4{gap}Common questions\n4.1{gap}Who pays?\nThe port.\n4.2{gap}Is it ice?\nYes.\n\n"
        f"5{gap}More on these topics\n5.1{gap}Lindholm\nA town on the coast.\n\n"
        f"5.2{gap}Korsvik\nA port in the north.\n"
    )
    _, behind = page.of_kind(PassageKind.SECTION)
    assert [part.label for part in behind.subheadings] == ["Old Tugs", "Money"]
    assert behind.text.startswith(f"2.1{gap}Old Tugs\n")
    assert [question.label for question in page.go_deeper] == ["Why so cold?", "Who pays?"]
    assert labels(page, PassageKind.QUESTION) == ["Who pays?", "Is it ice?"]
    assert labels(page, PassageKind.TOPIC) == ["Lindholm", "Korsvik"]


def test_entries_of_a_list_lose_the_numbers_of_an_outline() -> None:
    page = a_page("What's happened\nIt froze.\nGlossary\n5.1 Ice: cold water\n5.2 Tug: a ship")
    assert [(p.label, p.text) for p in page.of_kind(PassageKind.TOPIC)] == [
        ("Ice", "Ice: cold water"),
        ("Tug", "Tug: a ship"),
    ]


def test_a_number_that_counts_nothing_on_is_a_part_of_the_question() -> None:
    page = a_page("-\n1.5 Degrees: will we miss it?\nYes.\n-\n2.0 Beta: is it out?\nNo.")
    assert labels(page) == ["1.5 Degrees: will we miss it?", "2.0 Beta: is it out?"]
