"""Makes the token space that training begins with: `python -m training.space BASE TEXTS.jsonl...`.

BASE is a folder with model.onnx (see finetune.py); space.npz goes there too. Each line of the texts
is an object with a `text`: any short public English texts will do. The words' states are centred,
turned to their principal components, and scaled by eigenvalue^-0.25, half way to whitening.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.encoder import load_unpinned_encoder
from bot.matching.token_space import is_spoken
from training.bert import read_bert, write_onnx

TOKEN_SIZE, SCAN_SIZE = 128, 128
TEXTS = 3_000
_POWER = -0.25

Array = NDArray[np.float64]


def main() -> None:
    """Encode the texts, and turn their covariances into two matrices."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    given = parser.parse_args()
    lines = [line for file in given.texts for line in file.read_text("utf-8").splitlines()]
    texts = sorted({json.loads(line)["text"] for line in lines})
    chosen = np.random.default_rng(0).choice(texts, min(TEXTS, len(texts)), replace=False)
    words, wholes = encoded(given.base, chosen.tolist())
    mean = words.mean(axis=0)
    values, axes = principal(np.cov((words - mean).T))
    matrix = axes[:, :TOKEN_SIZE] * values[:TOKEN_SIZE] ** _POWER
    _, turned = principal(wholes.T @ wholes / len(wholes))
    np.savez(
        given.base / "space.npz",
        matrix=matrix.astype(np.float16),
        shift=(-mean @ matrix).astype(np.float16),
        sentence_matrix=turned[:, :SCAN_SIZE].astype(np.float16),
    )


def encoded(base: Path, texts: list[str]) -> tuple[Array, Array]:
    """Give the unit states of all words, and of the texts as wholes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "base.onnx"
        write_onnx(read_bert(base / "model.onnx"), file)
        loaded = load_unpinned_encoder(file)
    if loaded.encoder is None:
        raise SystemExit(str(loaded.problem))
    rows: list[NDArray[np.float32]] = []
    wholes: list[NDArray[np.float32]] = []
    for encoding in loaded.encoder.encode(texts):
        kept = [at for at, word in enumerate(encoding.words) if is_spoken(word)]
        rows.append(encoding.tokens[kept])
        wholes.append(encoding.sentence)
    words = np.concatenate(rows).astype(np.float64)
    return words / np.linalg.norm(words, axis=1, keepdims=True), np.stack(wholes).astype(np.float64)


def principal(covariance: Array) -> tuple[Array, Array]:
    """Give eigenvalues and eigenvectors, the largest first."""
    values, axes = np.linalg.eigh(covariance)
    return np.maximum(values[::-1], 1e-6), axes[:, ::-1]


if __name__ == "__main__":
    main()
