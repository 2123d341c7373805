"""The sentence encoder: what its vectors promise, and what is said when there is none."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bot import encoder as adapter
from bot.encoder import (
    GRAPH_FILE,
    MODELS,
    PINNED,
    VOCABULARY_FILE,
    WEIGHTS_FILE,
    load_encoder,
    load_unpinned_encoder,
)
from bot.matching.encoder import PIECES_AT_MOST, Encoder, Encoding

ROOT = Path(__file__).parents[1]
TEXTS = (
    "why is the harbour frozen",
    "how come there's ice in the port?",
    "who wrote the school song",
    "Forty ships, among them two ferries and a tanker, lie in the ice and wait for the breaker.",
    "ice",
    "",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    loaded = load_encoder().encoder
    assert loaded is not None, load_encoder().problem
    return loaded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the encoder's files, to be spoilt."""
    for name in PINNED:
        (tmp_path / name).symlink_to(MODELS / name)
    return tmp_path


def spoil(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


def only(encoder: Encoder, text: str) -> Encoding:
    (encoding,) = encoder.encode([text])
    return encoding


# ------------------------------------------------------------------------- the vectors


def test_a_text_becomes_one_sentence_vector_and_one_vector_a_piece(encoder: Encoder) -> None:
    for text, encoding in zip(TEXTS, encoder.encode(TEXTS), strict=True):
        assert encoding.sentence.shape == (384,), text
        assert encoding.sentence.dtype == encoding.tokens.dtype == np.float32
        assert encoding.tokens.shape == (len(encoding.words), 384)
        assert np.linalg.norm(encoding.sentence) == pytest.approx(1)


def test_a_text_without_words_has_no_pieces(encoder: Encoder) -> None:
    assert only(encoder, " \u200b\n").tokens.shape == (0, 384)


def test_a_text_gets_the_same_vectors_whatever_it_is_encoded_with(encoder: Encoder) -> None:
    together = list(encoder.encode(TEXTS))
    for text, among_others in zip(TEXTS, together, strict=True):
        alone = only(encoder, text)
        np.testing.assert_array_equal(alone.sentence, among_others.sentence)
        np.testing.assert_array_equal(alone.tokens, among_others.tokens)


def test_threads_share_an_encoder(encoder: Encoder) -> None:
    expected = [encoding.sentence for encoding in encoder.encode(TEXTS)]
    with ThreadPoolExecutor(4) as threads:
        rounds = list(threads.map(lambda _: list(encoder.encode(TEXTS)), range(8)))
    for found in rounds:
        np.testing.assert_array_equal([encoding.sentence for encoding in found], expected)


def test_a_text_is_nearer_to_its_other_wording_than_to_another_question(encoder: Encoder) -> None:
    asked, reworded, other = (only(encoder, text).sentence for text in TEXTS[:3])
    assert asked @ reworded > asked @ other


def test_what_stands_behind_the_last_piece_that_is_read_counts_nothing(encoder: Encoder) -> None:
    long = "ice " * PIECES_AT_MOST
    assert len(only(encoder, long).words) == PIECES_AT_MOST
    longer = only(encoder, long + "and much more about the school song")
    np.testing.assert_array_equal(longer.sentence, only(encoder, long).sentence)


def test_loading_and_encoding_reach_for_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    loaded = load_encoder().encoder
    assert loaded is not None
    assert len(list(loaded.encode(TEXTS))) == len(TEXTS)


def test_a_program_that_encodes_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    code = "from bot.encoder import load_encoder; list(load_encoder().encoder.encode(['ice']))"
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "ORT_DISABLE_TELEMETRY"):
        environment.pop(name, None)
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment)
    assert not list(tmp_path.rglob("*"))


def test_the_runtime_has_no_reporting_built_in() -> None:
    package = importlib.util.find_spec("onnxruntime")
    assert package is not None
    assert package.origin is not None
    libraries = [file for file in Path(package.origin).parent.rglob("*.so*") if file.is_file()]
    reporting = [file.name for file in libraries if b"telemetry_1ds" in file.read_bytes()]
    assert not reporting, (
        "This version of onnxruntime reports to Microsoft. README promises that no message leaves "
        "the machine: lock a version whose Privacy.md says that builds for Linux do not."
    )


def test_the_graph_computes_what_the_weights_say(encoder: Encoder) -> None:
    """Short texts word for word; in longer ones the activations' eight bits fall otherwise."""
    whole = load_unpinned_encoder(MODELS / WEIGHTS_FILE).encoder
    assert whole is not None
    for text in TEXTS:
        by_graph, by_weights = only(encoder, text), only(whole, text)
        assert by_graph.words == by_weights.words
        assert by_graph.sentence @ by_weights.sentence > 0.995, text
    for text in ("ice", "who wrote the school song"):
        same = only(whole, text).sentence
        np.testing.assert_allclose(only(encoder, text).sentence, same, atol=1e-5)


# ------------------------------------------------------------------------- another one, unpinned


def test_unpinned_weights_go_by_a_name_of_their_own(encoder: Encoder, tmp_path: Path) -> None:
    other = tmp_path / "other.onnx"
    other.symlink_to(MODELS / WEIGHTS_FILE)
    loaded = load_unpinned_encoder(other).encoder
    assert loaded is not None
    assert loaded.name == "other"
    other.unlink()
    content = (MODELS / WEIGHTS_FILE).read_bytes()
    other.write_bytes(content.replace(b"onnx.quantize", b"another.maker", 1))
    changed = load_unpinned_encoder(other).encoder
    assert changed is not None
    assert changed.sha256 != loaded.sha256


@pytest.mark.parametrize("content", [None, b"no model\n\nat all"])
def test_unpinned_weights_that_cannot_be_used_are_one_line(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "other.onnx"
    if content is not None:
        file.write_bytes(content)
    loaded = load_unpinned_encoder(file)
    assert loaded.encoder is None
    assert len(str(loaded.problem).splitlines()) == 1
    assert str(file) in str(loaded.problem)


# ------------------------------------------------------------------------- without it


def test_switched_off_is_no_problem() -> None:
    assert load_encoder("off").encoder is None
    assert load_encoder("off").problem is None


def test_another_folder_with_the_same_files_will_do(folder: Path) -> None:
    assert load_encoder(str(folder)).encoder is not None


@pytest.mark.parametrize("name", PINNED)
def test_a_missing_file_is_named_with_what_is_expected(folder: Path, name: str) -> None:
    (folder / name).unlink()
    loaded = load_encoder(str(folder))
    assert loaded.encoder is None
    assert loaded.problem is not None
    assert loaded.problem.file == str(folder / name)
    assert "no such file" in loaded.problem.found
    assert PINNED[name] in loaded.problem.expected
    assert "BOT_ENCODER=auto" in loaded.problem.mend


@pytest.mark.parametrize("name", PINNED)
def test_a_file_with_one_wrong_byte_is_not_used(folder: Path, name: str) -> None:
    content = bytearray((MODELS / name).read_bytes())
    content[len(content) // 2] ^= 1
    spoil(folder / name, bytes(content))
    problem = load_encoder(str(folder)).problem
    assert problem is not None
    assert problem.found.startswith("sha256 ")
    assert PINNED[name] not in problem.found


def test_a_folder_in_the_place_of_a_file_is_a_problem_and_no_crash(folder: Path) -> None:
    (folder / WEIGHTS_FILE).unlink()
    (folder / WEIGHTS_FILE).mkdir()
    assert load_encoder(str(folder)).problem is not None


def test_without_onnxruntime_the_way_to_get_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    loaded = load_encoder()
    assert loaded.encoder is None
    assert loaded.problem is not None
    assert loaded.problem.file == "onnxruntime"
    assert "make setup" in str(loaded.problem)


@pytest.mark.parametrize("name", PINNED)
def test_what_is_pinned_but_cannot_be_used_is_one_line(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(folder / name, b"no model\n\nat all")
    monkeypatch.setattr(adapter, "file_problem", lambda file, sha256, mend: None)
    problem = load_encoder(str(folder)).problem
    assert problem is not None
    assert len(str(problem).splitlines()) == 1


def test_what_decides_the_vectors_is_in_the_name(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "PIECES_AT_MOST", PIECES_AT_MOST + 1)
    other = load_encoder().encoder
    assert other is not None
    assert other.sha256 != encoder.sha256
    assert len(encoder.sha256) == 64


def test_the_shipped_files_are_the_pinned_ones() -> None:
    assert {WEIGHTS_FILE, GRAPH_FILE, VOCABULARY_FILE} == set(PINNED)
    assert load_encoder().problem is None
