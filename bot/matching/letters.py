"""Compares texts letter by letter: a measure that typing errors hardly disturb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from bot.matching.arrays import FloatArray
from bot.matching.packed import Starts, Texts
from bot.matching.runs import Runs, laid_out
from bot.text.normalise import SCORED_CHARACTERS
from bot.text.tokens import stems
from bot.text.words import STOP_WORDS

Hashes = npt.NDArray[np.uint32]


def signature(found: Iterable[str]) -> str:
    """Give what is compared of a text: the stems of its telling words, in their order."""
    telling = stems(word for word in found if word not in STOP_WORDS)
    return " ".join(telling).replace("_", " ")[:SCORED_CHARACTERS]


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """The letters of many signatures (L), kept small, for there may be very many."""

    sorted_stems: Texts
    """(L) Each signature with its stems in alphabetical order."""
    trigrams: Hashes
    """The distinct runs of three letters of each signature, hashed, one after the other."""
    starts: Starts
    """(L + 1) Where each signature begins in `trigrams`."""

    @classmethod
    def build(cls, signatures: Sequence[str]) -> Letters:
        """Take signatures apart, some at a time to spare memory."""
        starts = range(0, len(signatures), _AT_ONCE)
        parts = [_trigrams(signatures[start : start + _AT_ONCE]) for start in starts]
        counts = np.concatenate([np.zeros(1, dtype=np.int64), *(count for _, count in parts)])
        return cls(
            sorted_stems=Texts.of(map(_sorted, signatures)),
            trigrams=np.concatenate([np.zeros(0, dtype=np.uint32), *(found for found, _ in parts)]),
            starts=np.cumsum(counts),
        )

    def sorted_ratios(self, text: str, rows: Sequence[int]) -> FloatArray:
        """Give, for some rows, what rapidfuzz's token_sort_ratio would give, 0..1.

        `text` is a signature.
        """
        own, stems_of = _sorted(text), self.sorted_stems
        ratios = [fuzz.ratio(own, stems_of[row]) for row in rows]
        return np.array(ratios, dtype=np.float32) / np.float32(100.0)

    def shared_trigrams(self, text: str, rows: Sequence[int]) -> FloatArray:
        """Give, for some rows, Dice's coefficient of the runs of three letters, 0..1."""
        own = np.array(sorted(set(_hashes(f" {text} ").tolist())), dtype=np.uint32)
        places = np.array(rows, dtype=np.int64)
        begins, ends = self.starts[places], self.starts[places + 1]
        counts = ends - begins
        if not len(own):
            return np.zeros(len(rows), dtype=np.float32)
        others = self.trigrams[laid_out(begins, ends)]
        is_shared = own.take(own.searchsorted(others), mode="clip") == others
        shared = Runs(counts).total(is_shared.astype(np.float32))
        return np.asarray(2 * shared / (len(own) + counts), dtype=np.float32)


_AT_ONCE: Final = 10_000

_CODE_POINT_BITS: Final = np.uint64(21)
_HALF: Final = np.uint64(32)

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
"""Knuth's multiplier (1998, 6.4): the upper half of the product is a hash.

Two runs of letters agree by chance once in four billion.
"""


def _sorted(text: str) -> str:
    return " ".join(sorted(text.split()))


def _trigrams(signatures: Sequence[str]) -> tuple[Hashes, npt.NDArray[np.int64]]:
    """Give the distinct trigrams of texts, those of each in ascending order, and how many."""
    padded = [f" {text} " for text in signatures]
    counts = np.array([len(text) - 2 for text in padded], dtype=np.int64)
    ends = (counts + 2).cumsum()
    hashes = _hashes("".join(padded))[laid_out(ends - counts - 2, ends - 2)]
    owners = np.repeat(np.arange(len(padded), dtype=np.uint64), counts)
    keys = np.sort(owners << _HALF | hashes)  # nearly in order: far faster than np.unique
    keys = np.concatenate([keys[:1], keys[1:][keys[1:] != keys[:-1]]])
    distinct = np.bincount((keys >> _HALF).astype(np.int64), minlength=len(padded))
    return keys.astype(np.uint32), distinct


def _hashes(text: str) -> Hashes:
    """Hash each run of three letters of a text, in order."""
    encoded = text.encode("utf-32-le", errors="surrogatepass")
    points = np.frombuffer(encoded, dtype="<u4").astype(np.uint64)
    codes = (points[:-2] << _CODE_POINT_BITS | points[1:-1]) << _CODE_POINT_BITS | points[2:]
    return (codes * _GOLDEN >> _HALF).astype(np.uint32)
