"""Loads the sentence encoder that ships with the bot, or says why it cannot.

One text is run at a time. The model quantises activations by the largest one in the whole
batch, so that vectors would depend on the texts that happen to share it: down to a cosine of
0.99 between a text alone and the same text among others.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from bot.matching.arrays import FloatArray
from bot.matching.encoder import PIECES_AT_MOST, Encoder, Encoding, IdArray
from bot.text.word_pieces import Vocabulary

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

T = TypeVar("T")

SHIPPED, OFF = "auto", "off"
"""What the setting may say instead of a folder."""

NAME: Final = "bge-small-en-v1.5-briefings-4-int8"
MODELS: Final = Path(__file__).parent / "models"
WEIGHTS_FILE: Final = f"{NAME}.onnx"
GRAPH_FILE: Final = f"{NAME}.graph.onnx"
"""What is run: it takes its arrays out of the file of weights, which lies beside it."""
VOCABULARY_FILE: Final = "bge-small-en-v1.5-vocab.txt"
PINNED: Final = {
    WEIGHTS_FILE: "7d38ca9f1b90df914583346ac6e3c994cb3b5489578502cd5b23d7caa9a1c676",
    GRAPH_FILE: "cdc8907b72a86a363d0f5a8a50911e9a0cc516f5e7a144d8257c73e495b4b186",
    VOCABULARY_FILE: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
"""The sha256 of each file; docs/decisions/0008, 0015 and 0031 tell where they are from."""

_CUTTING: Final = "1"
"""Counts changes to the way in which texts are cut into word pieces."""

_NO_REPORTS: Final = ("ORT_DISABLE_TELEMETRY", "1")
"""Newer versions than the locked one report to Microsoft unless this is set before the import."""

_SHOWN: Final = 200
_ERRORS_ONLY: Final = 3
"""ONNX Runtime's name for it; it warns of graph details that nobody can change."""

_RESTORE: Final = "run `git checkout -- bot/models`, or install the bot again"
_PUT_THERE: Final = "put that file there, or set BOT_ENCODER=auto"
_INSTALL: Final = "run `make setup`, or set BOT_ENCODER=off to do without any encoder"


@dataclass(frozen=True, slots=True)
class EncoderProblem:
    """Why there is no encoder, for the operator who can mend it."""

    file: str
    found: str
    expected: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}: {self.found}; expected {self.expected}. To mend it: {self.mend}."


@dataclass(frozen=True, slots=True)
class LoadedEncoder:
    """The encoder; or none, with the problem unless it is switched off."""

    encoder: Encoder | None = None
    problem: EncoderProblem | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OnnxEncoder:
    """A BERT encoder in ONNX Runtime, on the processor and on the caller's thread."""

    name: str
    sha256: str
    _vocabulary: Vocabulary
    _session: InferenceSession

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """Encode texts one by one; see `Encoder`."""
        return map(self._encode, texts)

    def _encode(self, text: str) -> Encoding:
        cut = self._vocabulary.pieces(text, PIECES_AT_MOST)
        states = self._states(np.array([piece for piece, _ in cut], dtype=np.int32))
        return Encoding(
            sentence=states[0] / np.linalg.norm(states[0]),
            tokens=states[1:-1],
            words=tuple(word for _, word in cut),
        )

    def _states(self, pieces: IdArray) -> FloatArray:
        """Give the final states of [CLS], the pieces and [SEP]: (pieces + 2, dimension)."""
        ids = np.empty((1, len(pieces) + 2), dtype=np.int64)
        ids[0, 0], ids[0, 1:-1], ids[0, -1] = (
            self._vocabulary.first,
            pieces,
            self._vocabulary.last,
        )
        batch: FloatArray = self._session.run(["last_hidden_state"], {"input_ids": ids})[0]
        return batch.reshape(batch.shape[1:])


def load_encoder(choice: str = SHIPPED) -> LoadedEncoder:
    """Load the encoder: `auto` is the one that ships, `off` none, else a folder with its files.

    Blocks for 0.15 s. Never raises: what is wrong is in the result.
    """
    if choice == OFF:
        return LoadedEncoder()
    loaded = load_pinned(choice, PINNED, GRAPH_FILE, _load)
    if isinstance(loaded, EncoderProblem):
        return LoadedEncoder(problem=loaded)
    return LoadedEncoder(loaded)


def load_pinned(
    choice: str, pinned: Mapping[str, str], graph: str, load: Callable[[Path], T]
) -> T | EncoderProblem:
    """Load a model from its folder, if each of its files has the sha256 that is expected.

    Never raises: what is wrong is given instead.
    """
    folder, mend = (MODELS, _RESTORE) if choice == SHIPPED else (Path(choice), _PUT_THERE)
    wrong = (file_problem(folder / name, sha256, mend) for name, sha256 in pinned.items())
    problem = next(filter(None, wrong), None)
    if problem is not None:
        return problem
    try:
        return load(folder)
    except ImportError as error:
        found = f"cannot be imported ({error})"
        return EncoderProblem("onnxruntime", found, "the package in requirements.lock", _INSTALL)
    except Exception as error:  # those of ONNX Runtime share no other base
        found = " ".join(str(error).split())[:_SHOWN]
        return EncoderProblem(str(folder / graph), found, "to load", _INSTALL)


def load_unpinned_encoder(weights: Path) -> LoadedEncoder:
    """Load an encoder whose weights nobody has pinned; the vocabulary is the shipped one.

    Only for `eval --calibrate --encoders`, where encoders that were trained with some stories left
    out stand in for the shipped one. Never raises: what is wrong is in the result.
    """
    try:
        sha256 = _unpinned_identity(weights)
        return LoadedEncoder(_open(weights.stem, sha256, weights, MODELS / VOCABULARY_FILE))
    except Exception as error:  # those of ONNX Runtime share no other base
        found = " ".join(str(error).split())[:_SHOWN]
        mend = "name another file in folds.json"
        return LoadedEncoder(problem=EncoderProblem(str(weights), found, "an ONNX encoder", mend))


def file_problem(file: Path, sha256: str, mend: str) -> EncoderProblem | None:
    """Say what is wrong with a file, and how to mend it; none when it is the pinned one."""
    expected = f"sha256 {sha256}"
    try:
        with file.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return EncoderProblem(str(file), reason[:1].lower() + reason[1:], expected, mend)
    return None if found == sha256 else EncoderProblem(str(file), f"sha256 {found}", expected, mend)


def identity(*parts: str) -> str:
    """Make one name of all that decides an encoder's vectors."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _unpinned_identity(weights: Path) -> str:
    with weights.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    return identity(found, PINNED[VOCABULARY_FILE], str(PIECES_AT_MOST), _CUTTING)


def _load(folder: Path) -> OnnxEncoder:
    sha256 = identity(*PINNED.values(), str(PIECES_AT_MOST), _CUTTING)
    return _open(NAME, sha256, folder / GRAPH_FILE, folder / VOCABULARY_FILE)


def _open(name: str, sha256: str, graph: Path, vocabulary_file: Path) -> OnnxEncoder:
    session = open_session(graph)
    vocabulary = Vocabulary.read(vocabulary_file.read_text(encoding="utf-8"))
    return OnnxEncoder(name, sha256, vocabulary, session)


def open_session(graph: Path) -> InferenceSession:
    """Open a graph on the processor, for one thread at a time to run; raises what the runtime does.

    Weights that the graph does not hold lie beside it.
    """
    os.putenv(*_NO_REPORTS)
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # those of Windows, which no variable stops
    options = onnxruntime.SessionOptions()
    # One message must not keep the other readers' core busy; a second thread gains a third.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
