"""Many texts and look-ups as a few arrays, which can lie on disk and be mapped into memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from bot.matching.arrays import IntArray

Bytes = npt.NDArray[np.uint8]
Starts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Texts one after the other; each becomes a `str` when it is asked for."""

    letters: Bytes
    """UTF-8."""
    starts: Starts
    """(texts + 1) Where each begins in `letters`."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Pack texts; any text will do, also one that is no valid Unicode."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        return cls(
            letters=np.frombuffer(b"".join(encoded), dtype=np.uint8),
            starts=np.cumsum([0, *map(len, encoded)], dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> str:
        piece = self.letters[self.starts[at] : self.starts[at + 1]]
        return piece.tobytes().decode("utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """Give every text."""
        return [piece.decode("utf-8", "surrogatepass") for piece in self.pieces()]

    def pieces(self) -> Iterator[bytes]:
        """Give every text as it is packed."""
        letters = self.letters.tobytes()
        for begin, end in pairwise(self.starts.tolist()):
            yield letters[begin:end]


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """Where each of many keys stands, by the key's hash.

    Two keys are taken for one by chance once in 2^64 pairs.
    """

    hashes: npt.NDArray[np.uint64]
    """In ascending order; once for each place."""
    places: IntArray

    @classmethod
    def of(cls, keys: Sequence[str], places: npt.ArrayLike) -> Self:
        """Note the place of each key; a key may have several."""
        hashes = np.array([_hash(key) for key in keys], dtype=np.uint64)
        order = np.argsort(hashes, kind="stable")
        return cls(hashes[order], np.array(places, dtype=np.int32)[order])

    def find(self, key: str) -> tuple[int, ...]:
        """Give the places of a key, in the order in which they were noted."""
        wanted = np.uint64(_hash(key))
        begin, end = (int(self.hashes.searchsorted(wanted, side)) for side in _SIDES)
        return tuple(dict.fromkeys(self.places[begin:end].tolist()))


_SIDES: Final = ("left", "right")


def _hash(key: str) -> int:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
