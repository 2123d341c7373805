"""Words and stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.tokens import chat_words, stem, words


@pytest.mark.parametrize(
    ("folded", "found"),
    [
        ("what's happened", ("what", "is", "happened")),
        ("north korea's goal", ("north", "korea", "goal")),
        (
            "they can't, won't and didn't",
            ("they", "can", "not", "will", "not", "and", "did", "not"),
        ),
        ("3,000 troops, 2.5 tonnes", ("3000", "troops", "2.5", "tonnes")),
        ("tae-yul", ("tae", "yul")),
        ("h5n1", ("h5n1",)),
        ("?!…", ()),
    ],
)
def test_words_are_spelt_out(folded: str, found: tuple[str, ...]) -> None:
    assert words(folded) == found


@pytest.mark.parametrize(
    ("folded", "found"),
    [
        ("y did ppl leave", ("why", "did", "people", "leave")),
        ("whats up w u", ("what", "is", "up", "with", "you")),
        ("hahaha lmaoo wtf is this", ("what", "is", "this")),
        ("tldr pls", ("summary", "please")),
    ],
)
def test_chat_shorthand_is_spelt_out(folded: str, found: tuple[str, ...]) -> None:
    assert chat_words(folded) == found


def test_shorthand_that_the_corpus_uses_stays() -> None:
    assert chat_words("who is the pm", known={"pm"}) == ("who", "is", "the", "pm")


@pytest.mark.parametrize(
    "family",
    [
        ("resign", "resigns", "resigned", "resigning", "resignation"),
        ("agency", "agencies"),
        ("run", "runs", "running"),
        ("vaccinate", "vaccinated", "vaccination"),
        ("nationalise", "nationalize", "nationalised"),
    ],
)
def test_forms_of_a_word_share_a_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize("word", ["us", "nato4", "путин", "북한"])
def test_short_and_foreign_words_keep_their_form(word: str) -> None:
    assert stem(word) == word


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=40))
def test_stems_are_never_longer_than_words_by_more_than_a_letter(word: str) -> None:
    assert len(stem(word)) <= len(word) + 1


@given(st.text(max_size=200))
def test_no_text_is_without_a_reading(text: str) -> None:
    assert all(words(text.casefold()))
