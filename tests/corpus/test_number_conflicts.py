"""Numbers that two pages of a briefing give differently: better silent than wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.build import build_corpus
from bot.corpus.findings import Finding
from bot.corpus.model import Page
from tests.builders import NOW, a_page


def a_pair(one: str, other: str, *, folder: str = "ice") -> list[Page]:
    return [
        a_page(f"-\nWhat happened?\nIt was cold.\n{one}\n", file="ice/a.txt"),
        a_page(f"-\nWhat is known?\n{other}\n", file=f"{folder}/b.txt"),
    ]


def conflicts(pages: list[Page]) -> list[Finding]:
    return [f for f in build_corpus(pages, now=NOW).findings if f.code == "number-conflict"]


CONFLICTS = [
    ("North Korea has sent 10,000 troops to Russia.", "North Korea sent 12,000 troops to Russia."),
    ("Brazilian coffee pays a tariff of 50 per cent.", "Coffee from Brazil pays 40 per cent."),
    ("The storm killed 214 people in Valencia.", "At least 230 people were killed in Valencia."),
    ("Lindholm has forty ships stuck in ice.", "In ice off Lindholm, 52 ships are stuck."),
    ("The bridge will stay closed for eight months.", "The bridge stays closed for ten months."),
    ("The canal earned $5 billion for Panama.", "Panama's canal earned about $3 billion."),
    (
        "A law of 1987 gave Lindholm two icebreakers.",
        "A law of 1987 gave 3 icebreakers to Lindholm.",
    ),
]


@pytest.mark.parametrize(("one", "other"), CONFLICTS)
def test_two_numbers_for_one_thing_are_told(one: str, other: str) -> None:
    (found,) = conflicts(a_pair(one, other))
    assert (found.file, found.line, found.severity) == ("ice/b.txt", 3, "warning")
    assert found.message.endswith("(ice/a.txt, line 4).")


def test_the_finding_stands_at_the_number_and_quotes_both() -> None:
    (found,) = conflicts(a_pair(*CONFLICTS[0]))
    assert found.column == len("North Korea sent ") + 1
    assert found.message.startswith("“12,000 troops” does not agree with “10,000 troops”")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "In 2023 North Korea sent 10,000 troops to Russia.",
            "In 2024 North Korea sent 12,000 troops to Russia.",
            id="other years",
        ),
        pytest.param(
            "In May North Korea sent 10,000 troops to Russia.",
            "North Korea sent 12,000 troops to Russia.",
            id="one with a date",
        ),
        pytest.param(
            "Ukraine lost 10,000 soldiers in Kursk.",
            "Russia lost 12,000 soldiers in Kursk.",
            id="other actors",
        ),
        pytest.param(
            "North Korea sent 10,000 troops to Russia.",
            "South Korea sent 12,000 troops to Russia.",
            id="countries whose names share a word",
        ),
        pytest.param(
            "More than 300,000 people fled from Myanmar to Bangladesh.",
            "From Myanmar 312,000 people fled to Bangladesh.",
            id="at least so many",
        ),
        pytest.param(
            "About 33 million tonnes of grain left Odesa by ship.",
            "By ship 33.2 million tonnes of grain left Odesa.",
            id="rounded",
        ),
        pytest.param(
            "Lindholm has 40 ships stuck in the ice.",
            "Lindholm has 52 people stuck in the ice.",
            id="other things",
        ),
        pytest.param(
            "Lindholm sold 2 icebreakers.", "Lindholm bought 3 icebreakers.", id="other deeds"
        ),
        pytest.param(
            "Between 10,000 and 12,000 troops went from Korea to Russia.",
            "Some 15,000 troops went from Korea to Russia.",
            id="a range",
        ),
        pytest.param(
            "The rate of the Riksbank rose by 2 points.",
            "The rate of the Riksbank rose from 4 points.",
            id="a step and a level",
        ),
        pytest.param(
            "In Lindholm 36 per cent of women and 19 per cent of men skate on ice.",
            "In Lindholm 19 per cent of men and 36 per cent of women skate on ice.",
            id="the same two numbers",
        ),
        pytest.param(
            "Lindholm has 40 ships stuck in ice.", "Lindholm has 12 more ships stuck in ice.",
            id="set apart",
        ),
        pytest.param("It has 150 members.", "It has 15 members.", id="nothing that says who"),
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_passed_over(one: str, other: str) -> None:
    assert conflicts(a_pair(one, other)) == []
    assert conflicts(a_pair(other, one)) == []


def test_briefings_are_not_compared_with_each_other() -> None:
    one, other = CONFLICTS[0]
    assert conflicts(a_pair(one, other, folder="snow")) == []


def test_one_page_is_not_compared_with_itself() -> None:
    one, other = CONFLICTS[0]
    page = a_page(f"-\nWhy?\n{one}\n-\nHow?\n{other}\n", file="ice/a.txt")
    assert conflicts([page]) == []


def test_topics_of_one_name_are_compared_and_others_are_not() -> None:
    text = "More on these topics\n-\nLindholm is a port. It has {} inhabitants.\n-\nOdde is a town."
    pages = [a_page(text.format(size), file=f"ice/{size}.txt") for size in ("90,000", "70,000")]
    odde = "More on these topics\n-\nOdde is a town on a lake. It has 3,000 inhabitants."
    assert conflicts([*pages[:1], a_page(odde, file="ice/odde.txt")]) == []


@given(order=st.permutations(range(2 * len(CONFLICTS))))
def test_the_order_of_pages_makes_no_difference(order: list[int]) -> None:
    texts = [text for pair in CONFLICTS for text in pair]
    pages = [a_page(f"-\nWhat is {n}?\n{text}", file=f"ice/{n:02}.txt") for n, text in
             enumerate(texts)]  # fmt: skip
    assert conflicts([pages[n] for n in order]) == conflicts(pages) != []
