"""Packed texts and look-ups give back what was put in."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.packed import Lookup, Texts

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=12)


@given(st.lists(ANY_TEXT, max_size=8))
def test_texts_come_back_as_they_were(texts: list[str]) -> None:
    packed = Texts.of(texts)
    assert len(packed) == len(texts)
    assert packed.all() == [packed[at] for at in range(len(packed))] == texts


@given(st.lists(ANY_TEXT, max_size=12))
def test_every_key_is_found_at_its_places_in_their_order(keys: list[str]) -> None:
    places = Lookup.of(keys, np.arange(len(keys)))
    for key in keys:
        assert places.find(key) == tuple(at for at, other in enumerate(keys) if other == key)


def test_an_unknown_key_has_no_place_and_a_repeated_place_counts_once() -> None:
    places = Lookup.of(["a", "b", "a", "a"], [1, 2, 1, 0])
    assert places.find("a") == (1, 0)
    assert places.find("c") == ()
