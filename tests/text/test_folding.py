"""Folding: texts that only differ in looks become equal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.folding import folded, slug, without_emphasis


@pytest.mark.parametrize(
    "text",
    [
        "What's happened",
        "WHAT’S HAPPENED:",
        " what`s\u00a0 happened ",
        "**What's happened**",
        "Whats happened…",
    ],
)
def test_folds_looks_away(text: str) -> None:
    assert folded(text) == "whats happened"


def test_keeps_letters_of_every_script() -> None:
    assert folded("Чому Україна?") == "чому україна"
    assert folded("조태열") == "조태열"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why is San José's port shut?", "why-is-san-joses-port-shut"),
        ("  --x--  ", "x"),
        ("조태열", ""),
        ("Ærø & Ålesund", "r-alesund"),
    ],
)
def test_a_slug_is_latin_and_bare(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**bold**", "bold"),
        ("*slanted*", "slanted"),
        ("__bold__", "bold"),
        ("**one** and **two**", "**one** and **two**"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**", "**"),
    ],
)
def test_takes_off_emphasis_around_a_whole_line_only(text: str, expected: str) -> None:
    assert without_emphasis(text) == expected
