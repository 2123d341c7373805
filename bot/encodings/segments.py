"""Stored encodings as arrays sorted by key, and copying some of them out of several such sets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from bot.matching.arrays import FloatArray
from bot.matching.vectors import Int8Array, RowArray, Stored, do_nothing

KeyArray = NDArray[np.uint64]
"""(texts, 2): 16 bytes for each text."""

MISSING: Final = -1
_BLOCK: Final = 4_096
"""Texts that are copied at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Stored encodings, on disk or in memory; the fields are those of `TextVectors`."""

    keys: KeyArray
    """Sorted, none twice."""
    scales: FloatArray
    starts: RowArray
    sentences: Int8Array
    tokens: Int8Array
    let_go: Callable[[], None] = do_nothing

    @classmethod
    def of(cls, keys: KeyArray, stored: Sequence[Stored]) -> Self:
        """Gather the encodings of at least one text, in the order of their keys."""
        exact = np.stack([one.sentence for one in stored]).astype(np.float32)
        largest = np.abs(exact).max(axis=1, initial=0.0)
        scales = np.where(largest > 0, largest / 127, 1).astype(np.float32)
        return cls(
            keys=keys,
            scales=scales,
            starts=_starts(np.array([len(one.tokens) for one in stored])),
            sentences=np.rint(exact / scales[:, np.newaxis]).astype(np.int8),
            tokens=np.concatenate([one.tokens for one in stored]).astype(np.int8),
        )

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Part of the large arrays of a segment."""

    sentences: Int8Array
    tokens: Int8Array


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Texts in the order of their keys, each with the segment and the row where it stands."""

    keys: KeyArray
    segments: Sequence[Segment]
    source: RowArray
    """(texts,): which of the segments; `MISSING` for none."""
    row: RowArray
    """(texts,): where in it."""

    @classmethod
    def find(cls, keys: KeyArray, segments: Sequence[Segment]) -> Self:
        """Look sorted keys up; of several segments that have a text, the first one counts."""
        source = np.full(len(keys), MISSING)
        row = np.full(len(keys), MISSING)
        for number, segment in enumerate(segments):
            place = find(segment.keys, keys)
            found = np.flatnonzero(place != MISSING)
            fresh = found[source[place[found]] == MISSING]
            source[place[fresh]] = number
            row[place[fresh]] = fresh
        return cls(keys, segments, source, row)

    @property
    def missing(self) -> RowArray:
        """The positions of keys that no segment has."""
        return np.flatnonzero(self.source == MISSING)

    def scales(self) -> FloatArray:
        """Give the scale of each text."""
        out = np.empty(len(self.keys), dtype=np.float32)
        for number, segment in enumerate(self.segments):
            here = self.source == number
            out[here] = segment.scales[self.row[here]]
        return out

    def starts(self) -> RowArray:
        """Give where the tokens of each text begin once they are copied."""
        return _starts(self._lengths(self.source, self.row))

    def blocks(self) -> Iterator[Block]:
        """Copy the large arrays piece by piece."""
        for first in range(0, len(self.keys), _BLOCK):
            part = slice(first, first + _BLOCK)
            yield self._block(self.source[part], self.row[part])

    def merged(self) -> Segment:
        """Copy everything into memory."""
        blocks = list(self.blocks())
        return Segment(
            keys=self.keys,
            scales=self.scales(),
            starts=self.starts(),
            sentences=np.concatenate([block.sentences for block in blocks]),
            tokens=np.concatenate([block.tokens for block in blocks]),
        )

    def _block(self, source: RowArray, row: RowArray) -> Block:
        lengths = self._lengths(source, row)
        begins = self._begins(source, row)
        within = np.arange(lengths.sum()) - np.repeat(_starts(lengths)[:-1], lengths)
        token_row = np.repeat(begins, lengths) + within
        token_source = np.repeat(source, lengths)
        model = self.segments[0]
        block = Block(
            sentences=np.empty((len(row), model.sentences.shape[1]), dtype=np.int8),
            tokens=np.empty((len(token_row), model.tokens.shape[1]), dtype=np.int8),
        )
        for number in np.unique(source):
            segment = self.segments[number]
            here, tokens_here = source == number, token_source == number
            block.sentences[here] = segment.sentences[row[here]]
            block.tokens[tokens_here] = segment.tokens[token_row[tokens_here]]
        return block

    def _begins(self, source: RowArray, row: RowArray) -> RowArray:
        out = np.empty(len(row), dtype=np.int64)
        for number in np.unique(source):
            here = source == number
            out[here] = self.segments[number].starts[row[here]]
        return out

    def _lengths(self, source: RowArray, row: RowArray) -> RowArray:
        return self._begins(source, row + 1) - self._begins(source, row)


def keys_of(texts: Iterable[str], space: str) -> KeyArray:
    """Digest texts: (texts, 2). The space names the encoder and the projection."""
    prefix = bytes.fromhex(space)
    digest = hashlib.sha256
    digests = [digest(prefix + text.encode("utf-8", "surrogatepass")).digest() for text in texts]
    words = np.frombuffer(b"".join(digests), dtype=">u8").reshape(-1, 4)
    return words[:, :2].astype(np.uint64)


def sorted_once(keys: KeyArray) -> tuple[KeyArray, RowArray, RowArray]:
    """Sort keys and drop repeats.

    Gives them, for each of them where it stood first, and for each key as it stood its place.
    """
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    ordered = keys[order]
    is_new = np.ones(len(keys), dtype=bool)
    is_new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    place = np.empty(len(keys), dtype=np.int64)
    place[order] = np.cumsum(is_new) - 1
    return ordered[is_new], order[is_new], place


def find(wanted: KeyArray, among: KeyArray) -> RowArray:
    """Give for each key its place in a sorted array of keys; `MISSING` where it is not there."""
    place = np.searchsorted(among[:, 0], wanted[:, 0])
    while True:
        inside = np.minimum(place, len(among) - 1)
        is_half = (place < len(among)) & (among[inside, 0] == wanted[:, 0])
        is_whole = is_half & (among[inside, 1] == wanted[:, 1])
        # Keys may share their first half; those stand side by side.
        if not (to_move := is_half & ~is_whole & (among[inside, 1] < wanted[:, 1])).any():
            return np.where(is_whole, place, MISSING)
        place = place + to_move


def _starts(lengths: RowArray) -> RowArray:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
