"""What was fitted on English words holds for those of other languages."""

from __future__ import annotations

import numpy as np
import pytest

from bot.matching.encoder import Encoding
from bot.matching.multilingual.word_space import ForeignMessage
from bot.text.question_types import QuestionType
from bot.weights_file import load_word_space
from tests.matching.multilingual_builders import the_encoder


def read(text: str) -> tuple[tuple[str, ...], ForeignMessage]:
    (encoding,) = the_encoder().encode([text])
    message = load_word_space().read(encoding)
    assert message is not None
    return tuple(word for word in encoding.words if any(map(str.isalnum, word))), message


@pytest.mark.parametrize(
    ("text", "frequent", "rare"),
    [
        ("¿qué es un terremoto?", "es", "terremoto"),
        ("was ist ein Erdbeben?", "ist", "Erdbeben"),
        ("что такое землетрясение", "что", "землетрясение"),
    ],
)
def test_function_words_count_less_than_rare_ones(text: str, frequent: str, rare: str) -> None:
    words, message = read(text)
    rarity = dict(zip(words, message.sense.rarity.tolist(), strict=True))
    assert rarity[frequent] < 0.5 < rarity[rare]


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("¿cuántos habitantes tiene Corea?", "Corea", "cuántos"),
        ("сколько людей живёт в Китае", "Китае", "людей"),
        ("한국은 왜 군인을 보냈나요", "한국은", "보냈나요"),
    ],
)
def test_names_are_known_in_every_script(text: str, name: str, other: str) -> None:
    words, message = read(text)
    naming = dict(zip(words, message.naming.tolist(), strict=True))
    assert naming[name] > 0.3 > naming[other]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("¿por qué se retrasó el lanzamiento?", QuestionType.WHY),
        ("warum streiken die Arbeiter?", QuestionType.WHY),
        ("когда откроется мост", QuestionType.WHEN),
        ("quanti morti ci sono?", QuestionType.HOW_MANY),
        ("谁是总统", QuestionType.WHO),
    ],
)
def test_the_kind_of_question_is_known_in_every_language(text: str, asked: QuestionType) -> None:
    _, message = read(text)
    telling = np.delete(message.asks, [QuestionType.OTHER])
    assert message.asks[asked] == telling.max()


def test_a_text_without_words_is_no_message() -> None:
    nothing = np.zeros((1, 512), dtype=np.float32)
    assert load_word_space().read(Encoding(nothing[0], nothing, ("?",))) is None
