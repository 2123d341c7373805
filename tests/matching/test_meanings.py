"""Aliases that editors took from messages, with the errors that readers type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.corpus.model import Corpus
from bot.matching.indexing import build_index
from bot.matching.matcher import PassageMatcher
from bot.matching.query import Understanding
from bot.weights_file import load_weights
from tests.builders import a_corpus, a_questions_page

ASKED = "Why does the ferry to Skarholm wait?"
PAGE = {
    ASKED: "The ferry waits for the fog to lift over the harbour of Skarholm.",
    "Who pays for the tickets?": "The county of Nordvik pays for the tickets.",
}
MISSPELT = "y do the fery to skarhlom wiat wiht us"


def _corpus(*aliases: str) -> Corpus:
    page = a_questions_page(PAGE)
    first, *others = page.passages
    return a_corpus(replace(page, passages=(replace(first, aliases=aliases), *others)))


def _read(corpus: Corpus, message: str) -> str:
    return Understanding(build_index(corpus, load_weights().lexicon)).read(message).text


@pytest.mark.parametrize("message", ["the fery to skarhlom", "going wiht the fery"])
def test_an_alias_with_typing_errors_leaves_other_messages_mended(message: str) -> None:
    assert _read(_corpus(MISSPELT), message) == _read(_corpus(), message) != message


def test_what_is_typed_as_the_alias_stands_reaches_its_question_word_for_word() -> None:
    matcher = PassageMatcher.build(_corpus(MISSPELT), load_weights())
    assert matcher.rank(MISSPELT)[0].wording == MISSPELT
    assert matcher.rank(MISSPELT)[0].passage.label == ASKED


def test_an_alias_with_typing_errors_is_found_by_its_words_spelt_right() -> None:
    index = build_index(_corpus("wen can we goto the harbuor fery"), load_weights().lexicon)
    assert "harbuor" not in index.known_words
    assert index.term_ids.keys() >= {"harbour", "ferri"}


@pytest.mark.parametrize("name", ["Skarhelm", "Fery"])
def test_a_name_that_an_alias_writes_with_a_capital_is_no_typing_error(name: str) -> None:
    corpus = _corpus(f"Is that the same place as {name} in the south?")
    assert _read(corpus, f"where is {name.lower()}") == f"where is {name.lower()}"


def test_plain_aliases_stay_as_they_stand() -> None:
    plain = "When can we travel across the water?"
    index = build_index(_corpus(plain), load_weights().lexicon)
    assert plain in index.wordings.all()
    assert {"travel", "across"} <= index.known_words.keys()
