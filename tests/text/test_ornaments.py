"""Emoji, faces and piled-up marks are taken off; words and numbers stay as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.ornaments import said_in_pictures, unadorned


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("thanks ❤️", "thanks"),
        ("more 🙏🏽 pls", "more pls"),
        ("thanks!! :)", "thanks!"),
        ("thx <3", "thx"),
        ("thanks:D", "thanks"),
        ("lol xD", "lol"),
        ("ok ^^", "ok"),
        ("cool <:party:123456789> :tada:", "cool"),
        ("2️⃣", "2"),
        ("2 :)", "2"),
        ("2!!", "2!"),
        ("what?!!", "what?"),
    ],
)
def test_takes_off_what_is_put_around_words(text: str, bare: str) -> None:
    assert unadorned(text) == bare


@pytest.mark.parametrize(
    "text", ["8:5", "4:3", "at 10:30", "1,2", "who is x: d", "re:do", "1.2", "(2)", "¿qué?", "<30"]
)
def test_leaves_words_and_numbers_alone(text: str) -> None:
    assert unadorned(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("👍🏽", "yes"),
        ("👎", "no"),
        ("❤️", "thanks"),
        ("<3", "thanks"),
        ("🤔", ""),
        (":3", ""),
        ("ok 👍", None),
        ("2️⃣", None),
        ("???", None),
        ("", None),
    ],
)
def test_reads_pictures_that_stand_alone(text: str, said: str | None) -> None:
    assert said_in_pictures(text) == said


@given(st.text(max_size=200))
def test_nothing_is_left_to_take_off(text: str) -> None:
    bare = unadorned(text)
    assert len(bare) <= len(text)
    assert said_in_pictures(bare) is None or unadorned(bare) != bare
