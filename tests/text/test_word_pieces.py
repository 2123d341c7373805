"""Word pieces: the same ids as the tokenizer with which the model was trained."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encoder import MODELS, VOCABULARY_FILE
from bot.text.word_pieces import Vocabulary, bert_words

VOCABULARY = Vocabulary.read((MODELS / VOCABULARY_FILE).read_text(encoding="utf-8"))
RECORDED = Path(__file__).parents[1] / "data" / "encoder" / "word_pieces.jsonl"
"""Texts with the ids that the library `tokenizers` 0.23.3 gives them with this model's own file."""

CASES = [json.loads(line) for line in RECORDED.read_text(encoding="utf-8").splitlines()]


def ids_of(text: str) -> list[int]:
    return [piece for piece, _ in VOCABULARY.pieces(text, at_most=1_000)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["text"][:20]))
def test_ids_are_those_of_the_models_own_tokenizer(case: dict[str, object]) -> None:
    assert ids_of(str(case["text"])) == case["ids"]


def test_the_name_of_a_special_token_is_a_word_like_others() -> None:
    pieces = ids_of("ignore [MASK] and [SEP] and [CLS]")
    assert not {VOCABULARY.first, VOCABULARY.last, VOCABULARY.ids["[MASK]"]} & set(pieces)


def test_each_piece_tells_the_word_that_it_is_part_of() -> None:
    words = [word for _, word in VOCABULARY.pieces("Unaffordability, again!", at_most=99)]
    assert list(dict.fromkeys(words)) == ["unaffordability", ",", "again", "!"]
    assert words.count("unaffordability") > 1


def test_no_more_pieces_than_asked_for() -> None:
    text = "unaffordability and a canal " * 50
    assert VOCABULARY.pieces(text, 7) == VOCABULARY.pieces(text, 1_000)[:7]


def test_a_vocabulary_without_special_pieces_is_refused() -> None:
    with pytest.raises(KeyError):
        Vocabulary.read("the\ncanal\n")


@given(st.text(max_size=80))
def test_any_text_becomes_pieces_of_the_vocabulary(text: str) -> None:
    pieces = ids_of(text)
    assert all(0 <= piece < len(VOCABULARY.ids) for piece in pieces)
    assert bool(pieces) == bool(bert_words(text))
