"""Conflicts are found by the marks that version control writes."""

from __future__ import annotations

import pytest

from bot.text.conflicts import find_conflicts


def conflicts(text: str) -> list[tuple[int, int]]:
    return [(conflict.first, conflict.last) for conflict in find_conflicts(text.split("\n"))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\nd", [(1, 5)]),
        ("<<<<<<< HEAD\na\n||||||| base\nb\n=======\nc\n>>>>>>> 1a2b3c (A title)", [(0, 6)]),
        ("<<<<<<<\n=======\n>>>>>>>", [(0, 2)]),
        ("<<<<<<< a\n=======\n>>>>>>> b\n<<<<<<< a\n=======\n>>>>>>> b", [(0, 2), (3, 5)]),
        ("a\n<<<<<<< HEAD\nb", [(1, 1)]),
        ("a\n<<<<<<< HEAD\nb\n=======\nc", [(1, 3)]),
        ("a\n=======\nb\n>>>>>>> main", [(1, 3)]),
        ("<<<<<<< a\nb\n<<<<<<< c\nd", [(0, 0), (2, 2)]),
    ],
)
def test_a_conflict_may_have_lost_some_of_its_marks(
    text: str, found: list[tuple[int, int]]
) -> None:
    assert conflicts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Heading\n=======\nText",
        ">>>>>>> A quotation of old\n>>>>>>> goes on",
        "a <<<<<<< b",
        " <<<<<<< b",
        "<<<<<<<<<<<<<<<",
        "<<<<<<<b",
        "",
    ],
)
def test_other_lines_are_no_conflict(text: str) -> None:
    assert conflicts(text) == []


def test_a_conflict_that_is_shown_as_code_is_none() -> None:
    lines = ["<<<<<<< a", "=======", ">>>>>>> b"]
    assert find_conflicts(lines, code={0, 1, 2}) == []
