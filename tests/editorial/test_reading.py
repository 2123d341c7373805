"""Questions are read for comparing as the matcher reads them."""

from __future__ import annotations

import pytest

from bot.editorial.reading import reading_by, spoken_words
from bot.editorial.word_vectors import ALIKE_BY_WORDS, WordVectors
from bot.matching.indexing import build_index
from bot.matching.query import Understanding
from bot.text.question_types import Gives
from bot.weights_file import load_weights
from tests.matching.builders import harbour_and_bridge

LEXICON = load_weights().lexicon
READ = reading_by(Understanding(build_index(harbour_and_bridge(), LEXICON)))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What's up with the US?!", "what is up with the united states"),
        ("  What’s   up… with the U.S.", "what is up with the united states"),
        ("👍 ???", ""),
    ],
)
def test_only_the_words_count(question: str, words: str) -> None:
    assert spoken_words(question) == words


def test_typing_errors_are_repaired() -> None:
    assert READ("whne will teh ice mlet").text == READ("when will the ice melt").text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("is lindholm rich", "is france rich"),
        ("is kovalinka married", "is lindholm married"),
        ("is france rich", "is spain rich"),
    ],
)
def test_names_are_known_from_the_corpus_from_the_map_and_by_being_no_english(
    first: str, second: str
) -> None:
    names = set(READ(first).names), set(READ(second).names)
    assert all(names)
    assert names[0].isdisjoint(names[1])


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("when will the ice melt", Gives.DATE),
        ("how long until the ice melts", Gives.DATE),
        ("how much is a ship", Gives.NUMBER),
        ("is the harbour old", None),
        ("ice", None),
    ],
)
def test_it_is_told_what_kind_of_answer_is_wanted(question: str, wanted: Gives | None) -> None:
    assert READ(question).asks_for is wanted


@pytest.mark.parametrize("question", ["when will it end", "how old is it", "why is the ice thick"])
def test_common_words_are_no_names(question: str) -> None:
    assert READ(question).names == ()


@pytest.mark.parametrize(
    ("question", "are_alike"),
    [
        ("how thick is the ice in the harbour", True),
        ("how thick the ice is in that harbour", True),
        ("how cold is the ice in the harbour", False),
        ("who owns the bridge", False),
    ],
)
def test_by_words_alone_only_near_copies_are_alike(question: str, are_alike: bool) -> None:
    first, second = WordVectors(LEXICON)(["how thick is the ice in the harbour", question])
    assert (float(first @ second) >= ALIKE_BY_WORDS) == are_alike
