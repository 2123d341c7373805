"""An encoder whose vectors can be foreseen, and that counts what it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bot.encodings.store import EncodingsStore
from bot.matching.encoder import Encoding
from bot.matching.vectors import Projection, Stored, TextVectors

SENTENCE, TOKEN = 8, 4


def numbers(text: str, count: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Give numbers between -1 and 1 that depend on a text alone."""
    digest = hashlib.shake_128(text.encode()).digest(count)
    return (np.frombuffer(digest, dtype=np.uint8).astype(np.float32) - 127.5) / 127.5


@dataclass
class CountingEncoder:
    """Encodes words as pieces, and remembers every text that it was given."""

    name: str = "counting"
    sha256: str = "c0" * 32
    given: list[str] = field(default_factory=list)
    before_each: Callable[[int], None] = lambda count: None
    """Called with how many texts came before."""

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """Encode texts one by one."""
        for text in texts:
            self.before_each(len(self.given))
            self.given.append(text)
            sentence = numbers(text, SENTENCE)
            words = text.split()
            rows = [numbers(word, TOKEN) for word in words]
            yield Encoding(
                sentence=sentence / np.linalg.norm(sentence),
                tokens=np.array(rows, dtype=np.float32).reshape(len(words), TOKEN),
                words=tuple(words),
            )


def project(encoding: Encoding) -> Stored:
    """Keep everything."""
    tokens = np.rint(encoding.tokens * 127).astype(np.int8)
    return Stored(encoding.sentence, tokens)


PROJECTION = Projection("everything", project)


def a_store(folder: Path | None, encoder: CountingEncoder | None = None) -> EncodingsStore:
    """Make a store as a program that has just started does."""
    return EncodingsStore(folder, encoder or CountingEncoder(), PROJECTION)


def some_texts(count: int, subject: str = "ship") -> list[str]:
    """Make texts of one to five words."""
    return [" ".join([f"{subject}{n}", *["sails"] * (n % 5)]) for n in range(count)]


def assert_right(vectors: TextVectors, texts: Sequence[str]) -> None:
    """Compare every vector with what the encoder would give now."""
    assert len(vectors) == len(texts)
    expected = list(CountingEncoder().encode(texts))
    sentences = vectors.sentences_of(np.arange(len(texts)))
    for number, encoding in enumerate(expected):
        np.testing.assert_allclose(sentences[number], encoding.sentence, atol=0.004)
        row = vectors.rows[number]
        tokens = vectors.tokens[vectors.starts[row] : vectors.starts[row + 1]]
        np.testing.assert_array_equal(tokens, project(encoding).tokens)
