"""What tells whether two questions ask the same: the encoder's vectors, or words alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.editorial.grouping import ALIKE, Encode, Grouping
from bot.editorial.reading import Read, read_plainly, reading_by
from bot.editorial.word_vectors import ALIKE_BY_WORDS, WordVectors
from bot.matching.arrays import FloatArray
from bot.matching.encoder import Encoder
from bot.matching.lexicon import Lexicon
from bot.matching.query import Understanding


@dataclass(frozen=True, slots=True)
class Likeness:
    """What questions are compared by."""

    name: str
    """Vectors of different names are not compared with each other."""
    encode: Encode
    read: Read
    alike: float

    def grouping(self) -> Grouping:
        """Begin to group."""
        return Grouping(self.encode, alike=self.alike, read=self.read)


def likeness_of(
    encoder: Encoder | None, lexicon: Lexicon, understanding: Understanding | None
) -> Likeness:
    """Compare by an encoder, or without one by what a lexicon knows of words."""
    read = read_plainly if understanding is None else reading_by(understanding)
    if encoder is None:
        return Likeness("words", WordVectors(lexicon), read, ALIKE_BY_WORDS)

    def encode(texts: Sequence[str]) -> FloatArray:
        return np.stack([encoding.sentence for encoding in encoder.encode(texts)])

    return Likeness(encoder.sha256, encode, read, ALIKE)
