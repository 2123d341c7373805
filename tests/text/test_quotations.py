"""What is quoted, and what stands beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.quotations import beside_quotations


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("> The mayor resigned.\nWho pays?", "Who pays?"),
        ("Who pays?\n> The mayor resigned.", "Who pays?"),
        ("> one\n> two\nWho pays?\n> three", "Who pays?"),
        ("Who pays?\n>>> The mayor resigned.\nAll of it is quoted.", "Who pays?"),
        ("Is 3 > 2?", "Is 3 > 2?"),
        (">no quotation for Discord\nWho pays?", ">no quotation for Discord\nWho pays?"),
    ],
)
def test_quoted_lines_are_left_out(text: str, own: str) -> None:
    assert beside_quotations(text) == own


@pytest.mark.parametrize("text", ["> Who pays?", ">>> Who\npays?", "> Who pays?\n???", ""])
def test_a_quotation_alone_stays(text: str) -> None:
    assert beside_quotations(text) == text


@given(st.text(alphabet="> \na?", max_size=80))
def test_whole_lines_stay(text: str) -> None:
    lines = [line.strip() for line in text.splitlines()]
    assert {line.strip() for line in beside_quotations(text).splitlines()} <= {*lines, ""}
