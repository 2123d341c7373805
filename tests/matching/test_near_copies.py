"""Which messages have the same words, but for slips of the hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.near_copies import is_near_copy, words_of


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Is the keeper married?", "is the KEEPER maried", True),
        ("Is the keeper married?", "married, is the keeper", True),
        ("Is the keeper married?", "Is the captain married?", False),
        ("Is the keeper married?", "Is the keeper married now?", False),
        ("How many died in 1911?", "How many died in 1912?", False),
        ("How many died?", "How many lied?", False),
        ("Who won?", "Why won?", False),
        ("", "", True),
        ("", "why", False),
    ],
)
def test_slips_count_as_the_same_and_other_words_do_not(
    one: str, other: str, expected: bool
) -> None:
    assert is_near_copy(words_of(one), words_of(other)) is expected


messages = st.lists(st.text("abcdeé19 ", max_size=8), max_size=5).map(" ".join)


@given(messages, messages)
def test_it_holds_both_ways(one: str, other: str) -> None:
    first, second = words_of(one), words_of(other)
    assert is_near_copy(first, first)
    assert is_near_copy(first, second) is is_near_copy(second, first)
