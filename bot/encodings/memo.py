"""Remembers encodings in memory, for whoever compares the same texts in many corpora."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.matching.encoder import Encoder, Encoding


class EncodingsMemo:
    """An encoder that encodes each text once. Some 40 KB for a sentence; one caller at a time."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Encoding] = {}

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
        for text in texts:
            known = self._known.get(text)
            if known is None:
                (known,) = self._encoder.encode((text,))
                self._known[text] = known
            yield known
