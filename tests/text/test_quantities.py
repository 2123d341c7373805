"""Quantities: what a sentence counts, and how exactly."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.quantities import find_quantities


@pytest.mark.parametrize(
    ("sentence", "unit", "value", "quote"),
    [
        ("It sent 10,000 troops.", "troop", 10_000, "10,000 troops"),
        ("It sent 9,999 North Korean troops.", "troop", 9_999, "9,999 North Korean troops"),
        ("Forty ships are stuck.", "ship", 40, "Forty ships"),
        ("There are twenty-five tankers.", "tanker", 25, "twenty-five tankers"),
        ("It cost $5.25 million.", "$", 5_250_000, "$5.25 million"),
        ("It cost 5.25 million euros.", "euro", 5_250_000, "5.25 million euros"),
        ("Prices rose by 3.5 per cent.", "%", 3.5, "3.5 per cent"),
        ("Prices rose by 3.5%.", "%", 3.5, "3.5%"),
        ("It lets 36 ships a day pass.", "ship/dai", 36, "36 ships a day"),
    ],
)
def test_a_number_is_read_with_what_it_counts(
    sentence: str, unit: str, value: float, quote: str
) -> None:
    (found,) = find_quantities(sentence)
    assert found.is_plain
    assert found.unit == unit
    assert found.low <= value <= found.high
    assert sentence[found.start : found.end] == quote


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("It has 41 ships.", 41, 41),
        ("It has about 40 ships.", 38, 42),
        ("It has 400 ships.", 380, 420),
        ("It has 412 ships.", 412, 412),
        ("It has more than 41 ships.", 41, math.inf),
        ("It has at least 41 ships.", 41, math.inf),
        ("It has up to 41 ships.", 0, 41),
        ("It has as many as 41 ships.", 0, 41),
        ("It has nearly 40 ships.", 36, 40),
    ],
)
def test_words_before_a_number_say_how_exact_it_is(said: str, low: float, high: float) -> None:
    (found,) = find_quantities(said)
    assert found.low == pytest.approx(low)
    assert found.high == pytest.approx(high)


@pytest.mark.parametrize(
    "sentence",
    [
        "In 1987 winters were hard.",
        "On 9 November ships left, and on May 12 others did.",
        "Between 10 and 12 ships left, or 10-12 ships, or 10 to 12 ships.",
        "The 19th ship was a 60-metre tanker.",
        "It won 3–1 goals at 8:30 sharp.",
        "A Boeing 737 plane crashed.",
        "Two more ships left, and another 20 ships will.",
        "It holds 14 of the towns.",
        "One ship left.",
        "A hundred and six ships left.",
        "It was 40.",
    ],
)
def test_other_numbers_are_not_plain(sentence: str) -> None:
    assert not any(found.is_plain for found in find_quantities(sentence))


@given(st.one_of(st.text(), st.text("0123456789., -%$ two million aerships").map("{} x".format)))
def test_any_text_can_be_read(text: str) -> None:
    for found in find_quantities(text):
        assert 0 <= found.low <= found.high
        assert 0 <= found.start < found.end <= len(text)
