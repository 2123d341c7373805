"""What is read out of a message before anything is compared."""

from __future__ import annotations

import pytest

from bot.matching.indexing import build_index
from bot.matching.query import Understanding
from bot.weights_file import load_weights
from tests.matching.builders import harbour_and_bridge

UNDERSTANDING = Understanding(build_index(harbour_and_bridge(), load_weights().lexicon))

HAPPENED = "What's happened"


@pytest.mark.parametrize("message", ["what happened", "so what has happened in the harbour"])
def test_asking_what_happened_is_asking_for_the_news(message: str) -> None:
    assert HAPPENED in UNDERSTANDING.read(message).intents


@pytest.mark.parametrize(
    "message",
    ["what happened to the crew", "what happens if the ice melts", "what happens when it breaks"],
)
def test_asking_what_happens_in_one_case_is_not(message: str) -> None:
    assert HAPPENED not in UNDERSTANDING.read(message).intents


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("wats goin on", "what is going on"),
        ("they keep sayin nothin", "they keep saying nothing"),
        ("is the basin or the cabin empty", "is the basin or the cabin empty"),
    ],
)
def test_what_is_written_as_it_is_spoken_is_spelt_out(message: str, read: str) -> None:
    assert UNDERSTANDING.read(message).text == read


def test_what_asks_for_a_section_says_nothing_of_the_story() -> None:
    terms = UNDERSTANDING.read("which people and places are explained for the bridge").terms
    heading = {term.term for term in terms if term.is_heading}
    assert {"peopl", "place"} <= heading
    assert "bridg" not in heading


@pytest.mark.parametrize(
    "message", ["and why is the harbour frozen?", "hi, so why is the harbour frozen tho"]
)
def test_a_question_is_compared_without_what_opens_it(message: str) -> None:
    plain, opened = UNDERSTANDING.read("why is the harbour frozen"), UNDERSTANDING.read(message)
    assert (opened.text, opened.words) == (plain.text, plain.words)
