"""What matching asks of a sentence encoder; which one there is, is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import FloatArray

IdArray = NDArray[np.int32]

PIECES_AT_MOST: Final = 96
"""Word pieces of a text that are read. A longer text is cut: time grows with its length, and the
sentence vector of a whole page says little about any line of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """What an encoder makes of one text."""

    sentence: FloatArray
    """(dimension,), of unit length."""
    tokens: FloatArray
    """(pieces, dimension): the final state of each word piece; no rows when there are none."""
    words: tuple[str, ...]
    """(pieces): the whole word that each word piece is part of, in lower case."""


class Encoder(Protocol):
    """Turns texts into vectors. The same text always gets the same vectors."""

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def sha256(self) -> str:
        """Names all that decides its vectors, so that none of another encoder is taken for them."""
        ...

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """Encode texts one by one, in order, as they are asked for. Safe in several threads."""
        ...
