"""Remembers encodings in memory, for whoever asks for the same texts again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from bot.matching.encoder import Encoder, Encoding
from bot.matching.recent import Recent


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


class RecentEncodings:
    """An encoder that has the latest few texts at hand; threads may share it.

    One message may be compared with all briefings, with its story, and in fuller wordings.
    """

    def __init__(self, encoder: Encoder, capacity: int = 256) -> None:
        self._encoder = encoder
        self._recent: Recent[str, Encoding] = Recent(capacity)

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
        return (self._recent.get(text, partial(self._fresh, text)) for text in texts)

    def _fresh(self, text: str) -> Encoding:
        return next(iter(self._encoder.encode((text,))))
