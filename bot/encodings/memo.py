"""Remembers encodings in memory, for whoever asks for the same texts again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial

from bot.matching.encoder import Encoder, Encoding
from bot.matching.recent import Recent


class EncodingsMemo:
    """An encoder that has what it encoded at hand, some 40 KB for a sentence.

    Threads may share it. With a capacity it keeps the latest few texts, else all of them.
    """

    def __init__(self, encoder: Encoder, capacity: int = sys.maxsize) -> None:
        self._encoder = encoder
        self._known: Recent[str, Encoding] = Recent(capacity)

    @property
    def name(self) -> str:
        """What people call the encoder."""
        return self._encoder.name

    @property
    def sha256(self) -> str:
        """Names all that decides its vectors."""
        return self._encoder.sha256

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """Encode texts one by one; see `Encoder`."""
        return (self._known.get(text, partial(self._encoded, text)) for text in texts)

    def _encoded(self, text: str) -> Encoding:
        return next(iter(self._encoder.encode((text,))))
