"""What has changed between two wordings of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.editorial.text_diff import Change, Piece, changes, digest_of
from bot.text.sentences import sentences

KEPT, REMOVED, ADDED = Change.KEPT, Change.REMOVED, Change.ADDED


def test_a_word_that_was_replaced_stands_in_its_sentence() -> None:
    before = "The storm came on Monday. It broke two lamps and a mast. Nobody was hurt."
    after = "The storm came on Monday. It broke three lamps and a mast. Nobody was hurt."
    (place,) = changes(before, after)
    assert place == (
        Piece(KEPT, "It broke"),
        Piece(REMOVED, "two"),
        Piece(ADDED, "three"),
        Piece(KEPT, "lamps and a mast."),
    )


def test_a_sentence_that_came_or_went_is_told_as_a_whole() -> None:
    before, after = "One lamp broke. It is mended.", "One lamp broke. Six were lit. It is mended."
    assert changes(before, after) == ((Piece(ADDED, "Six were lit."),),)
    assert changes(after, before) == ((Piece(REMOVED, "Six were lit."),),)


def test_sentences_with_little_in_common_are_not_mixed_word_by_word() -> None:
    before, after = "The guild pays for the oil.", "Since June nobody has lit a lamp."
    assert changes(before, after) == ((Piece(REMOVED, before), Piece(ADDED, after)),)


def test_white_space_is_no_change() -> None:
    assert changes("One lamp\nbroke.  Six were lit.", "One lamp\n\nbroke. Six were lit.") == ()


TEXTS = st.lists(
    st.sampled_from(["The lamp broke.", "Six were lit.", "Who pays?", "One two three four", "~~a"])
).map(" ".join)


@given(TEXTS, TEXTS)
def test_nothing_is_told_that_neither_text_says(before: str, after: str) -> None:
    places = changes(before, after)
    for place in places:
        assert place
        assert any(piece.change is not KEPT for piece in place)
    old = " ".join(p.words for place in places for p in place if p.change is not ADDED)
    new = " ".join(p.words for place in places for p in place if p.change is not REMOVED)
    assert is_within(old.split(), before.split())
    assert is_within(new.split(), after.split())
    assert bool(places) == (sentences(before) != sentences(after))


def is_within(words: list[str], of: list[str]) -> bool:
    """Say whether words stand in a text in this order, others between them allowed."""
    left = iter(of)
    return all(word in left for word in words)


def test_a_digest_stands_for_the_very_words() -> None:
    assert digest_of("a lamp") == digest_of("a lamp")
    assert digest_of("a lamp") != digest_of("a lamp ")
    assert digest_of("\ud800")
