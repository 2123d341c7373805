"""Comparing letters gives what the plain definitions give, however odd the texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.matching.letters import Letters, signature

SIGNATURES = st.lists(st.text(alphabet="abcé 漢\U0001f600", max_size=12), min_size=1, max_size=6)


def trigrams(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def test_a_signature_is_the_stems_of_the_telling_words() -> None:
    assert signature(("the", "harbours", "of", "north_korea")) == "harbour north korea"


@given(SIGNATURES, st.data())
def test_letters_are_compared_as_defined(signatures: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([*signatures, "abc ab", ""]))
    letters, rows = Letters.build(signatures), list(range(len(signatures)))[::-1]
    chosen = [signatures[row] for row in rows]
    ratios = [fuzz.token_sort_ratio(text, other) / 100 for other in chosen]
    assert letters.sorted_ratios(text, rows).tolist() == pytest.approx(ratios, abs=1e-6)
    own = trigrams(text)
    dice = [2 * len(own & trigrams(o)) / max(len(own) + len(trigrams(o)), 1) for o in chosen]
    assert letters.shared_trigrams(text, rows).tolist() == pytest.approx(dice, abs=1e-6)


def test_no_signatures_at_all_can_be_built() -> None:
    assert Letters.build(()).starts.tolist() == [0]
