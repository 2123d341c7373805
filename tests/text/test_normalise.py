"""Two spellings of the same words become equal, and no text is too hostile to be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.normalise import MAX_CHARACTERS, fold, normalise


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("What’s Happened", "what's happened"),
        ("What´s Happened", "what's happened"),
        ("“Quoted”", '"quoted"'),
        ("Carlos Mazón", "carlos mazon"),
        ("Straße", "strasse"),
        ("two\u00a0 words\r\n", "two words"),
        ("zero\u200bwidth", "zerowidth"),
        ("ﬁne", "fine"),
        ("2022–2024", "2022-2024"),
        ("조태열", "조태열"),
        ("Шойгу", "шойгу"),
    ],
)
def test_spellings_of_the_same_words_become_equal(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_letters_of_other_scripts_survive() -> None:
    assert normalise("кто такой Путин?") == "кто такой путин?"


def test_a_message_is_cut_before_it_is_normalised() -> None:
    assert len(normalise("a" * 10_000_000)) == MAX_CHARACTERS


def test_a_pile_of_marks_is_dropped() -> None:
    zalgo = "h" + "\u0336\u0321\u035c" * 1300 + "ello"
    assert normalise(zalgo).startswith("h")
    assert len(fold(zalgo)) == len("hello")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=4000))
def test_normalising_never_raises_and_is_bounded(text: str) -> None:
    assert len(normalise(text)) <= MAX_CHARACTERS
