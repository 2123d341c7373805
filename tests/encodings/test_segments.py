"""Keys: sorting, finding, and what makes two of them differ."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.encodings.segments import MISSING, find, keys_of, sorted_once

SPACE = "ab" * 32
FEW = st.integers(0, 3) | st.integers(2**64 - 2, 2**64 - 1)
KEYS = st.lists(st.tuples(FEW, FEW), min_size=1, max_size=30)
"""So few halves that keys share them, as real ones do not."""


@given(KEYS)
def test_sorting_drops_repeats_and_remembers_every_place(keys: list[tuple[int, int]]) -> None:
    given = np.array(keys, dtype=np.uint64)
    ordered, first, place = sorted_once(given)
    assert [tuple(map(int, key)) for key in ordered] == sorted(set(keys))
    np.testing.assert_array_equal(given[first], ordered)
    np.testing.assert_array_equal(ordered[place], given)


@given(KEYS, KEYS)
def test_finding_agrees_with_a_dictionary(
    wanted: list[tuple[int, int]], among: list[tuple[int, int]]
) -> None:
    ordered = sorted(set(among))
    found = find(np.array(wanted, dtype=np.uint64), np.array(ordered, dtype=np.uint64))
    places = {key: place for place, key in enumerate(ordered)}
    assert found.tolist() == [places.get(key, MISSING) for key in wanted]


def test_a_key_depends_on_the_text_and_on_the_space() -> None:
    texts = ["ice", "Ice", "ice ", "", "\ud800 half a letter"]
    keys = np.concatenate([keys_of(texts, SPACE), keys_of(texts, "cd" * 32)])
    assert len(np.unique(keys, axis=0)) == 2 * len(texts)
    np.testing.assert_array_equal(keys_of(texts, SPACE), keys_of(texts, SPACE))
