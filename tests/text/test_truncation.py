"""Truncation: whether a text breaks off."""

from __future__ import annotations

import pytest

from bot.text.truncation import is_cut_off, last_words


@pytest.mark.parametrize(
    "text",
    [
        "Russia is the largest country. It spans more than one-eighth of the Earth's in",
        "Togo is a country. Its official language is",
        "It fell in 1989, and",
        "It fell…",
        "It fell...",
        "He said “I will",
        "First paragraph.\n\nSecond one. It breaks off in the mid",
    ],
)
def test_sees_where_a_text_breaks_off(text: str) -> None:
    assert is_cut_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "A whole sentence.",
        "He said “no.”",
        "He said “no”.",
        "It is small. (It has 300 people.)",
        "It was founded by Apple Inc.",
        "It was led by Robert F. Kennedy Jr.",
        "Is it? Yes!",
        "Capital of France",
        "The reasons:\n- cold winters\n- old ships",
        "It has two parts. They are:\n1. the harbour\n2. the town",
        "**It is bold.**",
        "It has whole sentences. And a tag.<br/>",
        "It fell. See:\n| What | When |\n|---|---|\n| Ice | in May |",
        "Привет.",
        "これは文です。",
        "",
    ],
)
def test_leaves_whole_texts_alone(text: str) -> None:
    assert not is_cut_off(text)


def test_shows_the_last_words() -> None:
    assert last_words("one two three four five") == "two three four five"
