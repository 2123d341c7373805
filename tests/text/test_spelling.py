"""Typing errors are repaired, real words are not touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.text.spelling import MIN_SIMILARITY, Speller

SPELLER = Speller({"military": 9, "taiwan": 5, "casualties": 3, "semaglutide": 2, "harbour": 1})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("militry", "military"),
        ("miltiary", "military"),
        ("tawain", "taiwan"),
        ("casulties", "casualties"),
        ("ahrbour", "harbour"),
    ],
)
def test_typing_errors_find_their_word(typed: str, meant: str) -> None:
    repaired = SPELLER.repair(typed)
    assert repaired is not None
    assert repaired[0] == meant
    assert repaired[1] >= MIN_SIMILARITY


@pytest.mark.parametrize("typed", ["war", "navalny", "solitary", "x" * 500, "h5n1", ""])
def test_what_is_near_to_nothing_stays(typed: str) -> None:
    assert SPELLER.repair(typed) is None


def test_a_clipped_word_is_completed_when_only_one_begins_so() -> None:
    assert SPELLER.complete("sema") == "semaglutide"
    assert Speller({"seminar": 1, "semaglutide": 1}).complete("sem") is None


def test_a_word_that_is_known_is_its_own_repair() -> None:
    assert Speller({"harbour": 2, "harbours": 1}).repair("harbour") == ("harbour", 1.0)


def letters(shortest: int, longest: int) -> st.SearchStrategy[str]:
    return st.text(alphabet="abcé", min_size=shortest, max_size=longest)


@given(letters(8, 12), st.integers(1, 7), st.integers(0, 2), letters(0, 2))
def test_whatever_is_near_enough_is_found(word: str, at: int, lost: int, added: str) -> None:
    typed = word[:at] + added + word[at + lost :]
    similarity = OSA.normalized_similarity(typed, word)
    expected = (word, similarity) if similarity >= MIN_SIMILARITY else None
    assert Speller({word: 1}).repair(typed) == expected


@given(st.text(max_size=60))
def test_no_text_breaks_a_repair(text: str) -> None:
    SPELLER.repair(text)
    SPELLER.complete(text)
