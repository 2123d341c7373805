"""The cross-encoder: what its word promises, and what is said when there is none."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bot import encoder as adapter
from bot.cross_encoder import (
    FILES,
    GRAPH_FILE,
    MESSAGE_PIECES,
    WEIGHTS_FILE,
    load_cross_encoder,
)
from bot.encoder import MODELS, VOCABULARY_FILE
from bot.matching.excerpts import EXCERPT_PIECES, LABEL_PIECES
from bot.matching.reranking import CrossEncoder

ASKED = "how many ships are stuck?"
ANSWERS = ("How many ships lie in the ice?", ("Forty, among them two ferries and a tanker.",))
DOES_NOT = ("Who owns the ships in the ice?", ("Most belong to a firm that is based in Oslo.",))
PASSAGES = (ANSWERS, DOES_NOT)


@pytest.fixture(scope="module")
def cross_encoder() -> CrossEncoder:
    return loaded()


def loaded() -> CrossEncoder:
    """Load the shipped one anew: it was asked nothing yet."""
    found = load_cross_encoder()
    assert found.cross_encoder is not None, found.problem
    return found.cross_encoder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the cross-encoder's files, to be spoilt."""
    for name in FILES:
        (tmp_path / name).symlink_to(MODELS / name)
    return tmp_path


def spoil(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


def read(reader: CrossEncoder, message: str, label: str, sentences: Sequence[str]) -> float:
    """Read a pair in which every sentence is as near to the message as the others."""
    return reader.logit(message, label, sentences, np.zeros(len(sentences), dtype=np.float32))


# ------------------------------------------------------------------------- what it says


@pytest.mark.parametrize(
    ("message", "answers", "does_not"),
    [
        (ASKED, ANSWERS, DOES_NOT),
        (
            "who pays for it?",
            ("Who pays for the icebreaker?", ("The port does. It takes a fee from every ship.",)),
            ("When was the icebreaker built?", ("It was built in 1975 and mended twice.",)),
        ),
        (
            "when does the bridge open again",
            ("When will the bridge reopen?", ("The city hopes for October.",)),
            ("Why was the bridge closed?", ("Engineers found cracks in two of its cables.",)),
        ),
    ],
)
def test_an_answer_is_surer_than_another_passage_on_the_same_subject(
    cross_encoder: CrossEncoder,
    message: str,
    answers: tuple[str, tuple[str, ...]],
    does_not: tuple[str, tuple[str, ...]],
) -> None:
    assert read(cross_encoder, message, *answers) > read(cross_encoder, message, *does_not)


def test_what_was_said_once_is_said_again(cross_encoder: CrossEncoder) -> None:
    first, again = (read(cross_encoder, ASKED, *ANSWERS) for _ in range(2))
    assert first == again


def test_what_it_says_does_not_hang_on_what_was_asked_before() -> None:
    forth, back = loaded(), loaded()
    said = [read(forth, ASKED, *passage) for passage in PASSAGES]
    assert said == [read(back, ASKED, *passage) for passage in reversed(PASSAGES)][::-1]


def test_threads_share_a_cross_encoder(cross_encoder: CrossEncoder) -> None:
    expected = [read(cross_encoder, ASKED, *passage) for passage in PASSAGES]
    shared = loaded()

    def ask(_: int) -> list[float]:
        return [read(shared, ASKED, *passage) for passage in PASSAGES]

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(ask, range(4))) == [expected] * 4


def test_message_and_passage_are_told_apart(cross_encoder: CrossEncoder) -> None:
    """The same words on the other side are another pair."""
    told = read(cross_encoder, "ice", "harbour", ("frozen",))
    assert told != read(cross_encoder, "ice harbour", "frozen", ("",))


def test_of_a_long_passage_the_sentences_near_the_message_are_read(
    cross_encoder: CrossEncoder,
) -> None:
    label, (answer,) = ANSWERS
    aside = "The council met in the old town hall and spoke about the price of bread at length."
    sentences = (*[aside] * 8, answer)
    nearness = np.array([0.1] * 8 + [0.9], dtype=np.float32)
    found = cross_encoder.logit(ASKED, label, sentences, nearness)
    unseen = cross_encoder.logit(ASKED, label, sentences, -nearness)
    assert found > unseen


@pytest.mark.parametrize(
    ("message", "label", "sentences"),
    [
        ("ice " * (10 * MESSAGE_PIECES), *ANSWERS),
        (ASKED, "ice " * (10 * LABEL_PIECES), ANSWERS[1]),
        (ASKED, ANSWERS[0], ("ice " * (10 * EXCERPT_PIECES),)),
        (ASKED, ANSWERS[0], ("Forty ships.",) * 500),
        ("a" * 100_000, "b" * 100_000, ("c" * 100_000,)),
        ("", "", ("",)),
        ("\x00\ud800\uffff", "👍", ("\u200b",)),
    ],
    ids=["message", "label", "sentence", "sentences", "words", "nothing", "odd"],
)
def test_any_pair_can_be_read(
    cross_encoder: CrossEncoder, message: str, label: str, sentences: tuple[str, ...]
) -> None:
    assert np.isfinite(read(cross_encoder, message, label, sentences))


def test_what_stands_behind_the_last_piece_that_is_read_counts_nothing(
    cross_encoder: CrossEncoder,
) -> None:
    message, label = "ice " * MESSAGE_PIECES, "ship " * LABEL_PIECES
    cut = read(cross_encoder, message, label, ("Forty.",))
    longer = read(cross_encoder, message + "bread", label + "bread", ("Forty.",))
    assert cut == longer


# ------------------------------------------------------------------------- without it


def test_switched_off_is_no_problem() -> None:
    found = load_cross_encoder("off")
    assert found.cross_encoder is None
    assert found.problem is None


def test_another_folder_with_the_same_files_will_do(folder: Path) -> None:
    found = load_cross_encoder(str(folder)).cross_encoder
    assert found is not None
    assert found.sha256 == loaded().sha256


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_with_the_mend(folder: Path, name: str) -> None:
    (folder / name).unlink()
    found = load_cross_encoder(str(folder))
    assert found.cross_encoder is None
    assert found.problem is not None
    assert found.problem.file == str(folder / name)
    assert "no such file" in found.problem.found
    assert FILES[name] in found.problem.expected
    assert "put that file there" in found.problem.mend


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_one_wrong_byte_is_not_used(folder: Path, name: str) -> None:
    content = bytearray((MODELS / name).read_bytes())
    content[len(content) // 2] ^= 1
    spoil(folder / name, bytes(content))
    found = load_cross_encoder(str(folder))
    assert found.cross_encoder is None
    assert found.problem is not None
    assert found.problem.file == str(folder / name)
    assert found.problem.found.startswith("sha256 ")
    assert FILES[name] not in found.problem.found
    assert found.problem.mend


def test_what_ships_is_restored_where_it_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "MODELS", tmp_path)
    problem = load_cross_encoder().problem
    assert problem is not None
    assert problem.file == str(tmp_path / WEIGHTS_FILE)
    assert "git checkout -- bot/models" in problem.mend


def test_a_folder_in_the_place_of_a_file_is_a_problem_and_no_crash(folder: Path) -> None:
    (folder / WEIGHTS_FILE).unlink()
    (folder / WEIGHTS_FILE).mkdir()
    assert load_cross_encoder(str(folder)).problem is not None


def test_without_onnxruntime_the_way_to_get_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    found = load_cross_encoder()
    assert found.cross_encoder is None
    assert found.problem is not None
    assert found.problem.file == "onnxruntime"
    assert "make setup" in str(found.problem)


@pytest.mark.parametrize("name", FILES)
def test_what_is_pinned_but_cannot_be_used_is_one_line(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(folder / name, b"no model\n\nat all")
    monkeypatch.setattr(adapter, "file_problem", lambda file, sha256, mend: None)
    problem = load_cross_encoder(str(folder)).problem
    assert problem is not None
    assert len(str(problem).splitlines()) == 1


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_files_are_the_pinned_ones(name: str) -> None:
    assert hashlib.sha256((MODELS / name).read_bytes()).hexdigest() == FILES[name]


def test_weights_graph_and_vocabulary_are_pinned() -> None:
    assert {WEIGHTS_FILE, GRAPH_FILE, VOCABULARY_FILE} == set(FILES)
    assert len(loaded().sha256) == 64
