"""Long lines: a run of any one character costs no more than the same length of words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corpus.limits import Limits
from bot.corpus.reader import read_page

LENGTH = 20_000
"""What the limits allow."""

LIMITS = Limits(line_characters=LENGTH)
HANG_S = 10
"""Of the processor. All places together take two at most; a quadratic step would take more."""

UNITS = (
    *"!?.…*#_-–—+•=~^<>&;:,'\"“”’()[]{}|/\\@$%`1aAé한",
    *(" ", "\t", "\u00a0", "\u200b", "\u0301", "\u202e", "\x1b", "\ufffd"),
    *("A ", "a, ", "A. ", "* ", "- ", "1. ", "[a](", "](", "{#", "**a", "_a", "(a", "a)", "&a"),
    *("</a", "http://", "@here ", "'s", "or ", "also ", "is ", "\x1b]", "â€", "(()", "“a”"),
    *("` ", "``a` ", "~~~ ", "<!--", "<!-- -->", "%%a", "[//]: # ("),
)
PLACES = {
    "title": "---\ntitle: {}\nsource: x\n---\nWhy?\nSo.",
    "quoted title": '---\ntitle: "{}\nsource: x\n---\nWhy?\nSo.',
    "field": "---\n{}: y\ntitle: x\n---\nWhy?\nSo.",
    "first line": "{}",
    "heading": "## {}\nIt froze.\n## What's happened\nIt froze.",
    "prose": "What's happened\n{}\nIt froze.",
    "last line": "What's happened\n{}",
    "subheading": "What's behind the headline?\n{}\n- It froze.",
    "bullet": "What's behind the headline?\nOld\n- {}\n- It froze.",
    "question": "-\n{}\nIt froze.",
    "answer": "-\nWhy?\n{}",
    "teaser": "Common question\n-\nWhy?\n{}",
    "topic": "More on these topics\n-\n{}",
    "go deeper": "Go deeper\n- {}?",
}
SURROUNDINGS = ("{}", "Foo {} is a thing.", "{}a")


def read(place: str, surroundings: str, run: str) -> None:
    text = place.replace("{}", surroundings.replace("{}", run))
    read_page(text.encode(), file="long.txt", limits=LIMITS)


@pytest.mark.parametrize(("number", "unit"), list(enumerate(UNITS)), ids=ascii)
def test_no_run_of_characters_hangs(number: int, unit: str) -> None:
    run = (unit * (LENGTH // len(unit)))[: LENGTH - 50]
    started = time.process_time()
    for at, place in enumerate(PLACES.values()):
        read(place, SURROUNDINGS[(at + number) % len(SURROUNDINGS)], run)
    assert time.process_time() - started < HANG_S


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(UNITS), min_size=1, max_size=3).map("".join),
    st.sampled_from(sorted(PLACES)),
    st.sampled_from(SURROUNDINGS),
)
def test_no_mixture_of_characters_hangs(unit: str, place: str, surroundings: str) -> None:
    started = time.process_time()
    read(PLACES[place], surroundings, unit * ((LENGTH - 50) // len(unit)))
    assert time.process_time() - started < HANG_S
