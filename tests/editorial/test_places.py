"""Places for written answers: all can be reached, by turns or by name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.corpus.build import build_corpus
from bot.corpus.limits import Limits
from bot.corpus.model import Corpus
from bot.corpus.reader import read_page
from bot.editorial.places import Place, named, places


def a_corpus(count: int) -> Corpus:
    """Give as many briefings, each with one page of a title of its own."""
    pages = []
    for n in range(count):
        text = f"---\ntitle: Story {n}\n---\n-\nWhat is in hold {n}?\nRope {n}.\n"
        page = read_page(text.encode(), file=f"b{n:02}/questions.md", limits=Limits()).page
        assert page is not None
        pages.append(page)
    return build_corpus(pages, now=datetime.now(UTC)).corpus


def test_pages_and_briefings_come_by_turns_the_nearest_first() -> None:
    found = places(a_corpus(30), ["b17/questions.md", "gone.md"])
    assert len(found) == 60
    assert [place.id for place in found[:4]] == [
        *("b17/questions.md", "b17"),
        *("b00/questions.md", "b00"),
    ]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("story 7", ["b07/questions.md"]),
        ("Story 7: questions from here", ["b07"]),
        ("Story 7 (b07/questions.md)", ["b07/questions.md"]),
        ("b07", ["b07"]),
        ("questions b07", ["b07/questions.md"]),
        ("story 2", ["b02/questions.md"]),
        ("stor 29", ["b29/questions.md"]),
        ("ferry", []),
        ("!", []),
    ],
)
def test_a_place_is_meant_by_its_name_or_a_part_of_it(typed: str, ids: list[str]) -> None:
    assert [place.id for place in named(typed, places(a_corpus(30)))] == ids


def test_what_is_open_gives_all_that_may_be_meant() -> None:
    found = named("stor 1", places(a_corpus(12)))
    assert Place("b01/questions.md", "Story 1") in found
    assert len(found) == 3
