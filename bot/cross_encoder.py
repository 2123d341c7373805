"""Loads the cross-encoder that ships with the bot, or says why it cannot.

It reads a message and a passage as one text, a pair at a time: `bot.encoder` says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.encoder import (
    OFF,
    PINNED,
    SHIPPED,
    VOCABULARY_FILE,
    EncoderProblem,
    identity,
    load_pinned,
    open_session,
)
from bot.matching.arrays import FloatArray
from bot.matching.excerpts import EXCERPT_PIECES, LABEL_PIECES, excerpt
from bot.matching.recent import Recent
from bot.matching.reranking import CrossEncoder
from bot.text.word_pieces import Vocabulary

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NAME: Final = "ms-marco-minilm-l12-v2-briefings-1-int8"
WEIGHTS_FILE: Final = f"{NAME}.onnx"
GRAPH_FILE: Final = f"{NAME}.graph.onnx"
FILES: Final = {
    WEIGHTS_FILE: "5af2e3aa5f432c0f385536301819bcf1a74e7b5660d86ab92514dbbe040ac31f",
    GRAPH_FILE: "9e96574bff04909aff04f1594391a4685954e9993786f8eff46a4bbd82ef60f5",
    VOCABULARY_FILE: PINNED[VOCABULARY_FILE],
}
"""The sha256 of each file; docs/decisions/0033 tells where they are from."""

MESSAGE_PIECES: Final = 40
"""Word pieces of a message that are read."""

PAIRS_KEPT: Final = 1_024
"""What was said of this many pairs is at hand: a message is asked again by stories and buttons."""


@dataclass(frozen=True, slots=True)
class LoadedCrossEncoder:
    """The cross-encoder; or none, with the problem unless it is switched off."""

    cross_encoder: CrossEncoder | None = None
    problem: EncoderProblem | None = None


def _no_pairs() -> Recent[bytes, float]:
    return Recent(PAIRS_KEPT)


@dataclass(frozen=True, slots=True, eq=False)
class OnnxCrossEncoder:
    """A BERT cross-encoder in ONNX Runtime, on the processor and on the caller's thread."""

    sha256: str
    _vocabulary: Vocabulary
    _session: InferenceSession
    _known: Recent[bytes, float] = field(default_factory=_no_pairs)

    def logit(
        self, message: str, label: str, sentences: Sequence[str], nearness: FloatArray
    ) -> float:
        """Say how surely a passage answers a message; see `CrossEncoder`."""
        asked = self._ids(message, MESSAGE_PIECES)
        heading = self._ids(label, LABEL_PIECES)
        told = [self._ids(sentence, EXCERPT_PIECES) for sentence in sentences]
        first = [self._vocabulary.first, *asked, self._vocabulary.last]
        second = [*excerpt(heading, told, nearness), self._vocabulary.last]
        ids = np.array([[*first, *second]], dtype=np.int64)
        kinds = np.array([[0] * len(first) + [1] * len(second)], dtype=np.int64)
        return self._known.get(ids.tobytes() + kinds.tobytes(), partial(self._run, ids, kinds))

    def _ids(self, text: str, at_most: int) -> list[int]:
        return [piece for piece, _ in self._vocabulary.pieces(text, at_most)]

    def _run(self, ids: np.ndarray, kinds: np.ndarray) -> float:
        given = {"input_ids": ids, "token_type_ids": kinds}
        return float(self._session.run(["logit"], given)[0].item())


def load_cross_encoder(choice: str = SHIPPED) -> LoadedCrossEncoder:
    """Load the cross-encoder: `auto` is the one that ships, `off` none, else from a folder.

    Blocks for 0.15 s. Never raises: what is wrong is in the result.
    """
    if choice == OFF:
        return LoadedCrossEncoder()
    loaded = load_pinned(choice, FILES, GRAPH_FILE, _load)
    if isinstance(loaded, EncoderProblem):
        return LoadedCrossEncoder(problem=loaded)
    return LoadedCrossEncoder(loaded)


def _load(folder: Path) -> OnnxCrossEncoder:
    vocabulary = Vocabulary.read((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
    pieces = (MESSAGE_PIECES, LABEL_PIECES, EXCERPT_PIECES)
    sha256 = identity(*FILES.values(), *map(str, pieces))
    return OnnxCrossEncoder(sha256, vocabulary, open_session(folder / GRAPH_FILE))
