"""Files of encodings: written once as a whole, then only read, memory-mapped.

A file begins with eight bytes that name the format, the length of a header, and the header as
JSON. Then the arrays follow, each at a multiple of 64 bytes. The header has a checksum of the small
arrays, which say where to look. A byte that flips in the large ones moves a vector a little, and
checking them would read all that a memory map is there to leave unread.
"""

from __future__ import annotations

import json
import mmap
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import numpy as np

from bot.encodings.segments import Segment, Selection
from bot.whole_files import UnusableFileError, appearing, letting_go

_FORMAT: Final = b"BBVECT01"
_ALIGNMENT: Final = 64
_LONGEST_HEADER: Final = 4_096

_DTYPES: Final[Mapping[str, np.dtype[Any]]] = {
    "keys": np.dtype("<u8"),
    "scales": np.dtype("<f4"),
    "starts": np.dtype("<i8"),
    "sentences": np.dtype("i1"),
    "tokens": np.dtype("i1"),
}
_CHECKED: Final = ("keys", "scales", "starts")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where each array of a file stands."""

    shapes: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, texts: int, tokens: int, sentence_size: int, token_size: int) -> _Layout:
        return cls(
            {
                "keys": (texts, 2),
                "scales": (texts,),
                "starts": (texts + 1,),
                "sentences": (texts, sentence_size),
                "tokens": (tokens, token_size),
            }
        )

    def places(self) -> dict[str, int]:
        """Give the offset of each array, and the size of the file under `end`."""
        places, place = {}, _LONGEST_HEADER
        for name, shape in self.shapes.items():
            places[name] = place
            size = int(np.prod(shape)) * _DTYPES[name].itemsize
            place += -(-size // _ALIGNMENT) * _ALIGNMENT
        return places | {"end": place}


def write_segment(selection: Selection, file: Path, space: str) -> None:
    """Write the texts of a selection; the file appears as a whole or not at all.

    Raises `OSError`.
    """
    small = {
        "keys": np.ascontiguousarray(selection.keys, dtype=_DTYPES["keys"]),
        "scales": selection.scales().astype(_DTYPES["scales"]),
        "starts": selection.starts().astype(_DTYPES["starts"]),
    }
    model = selection.segments[0]
    sizes = model.sentences.shape[1], model.tokens.shape[1]
    counts = len(selection.keys), int(small["starts"][-1])
    places = _Layout.of(*counts, *sizes).places()
    with appearing(file) as stream:
        stream.write(_header(space, counts, sizes, _checksum(small)))
        for name, array in small.items():
            stream.seek(places[name])
            stream.write(array.data)
        _write_large(selection, stream, places)
        stream.truncate(places["end"])


def read_segment(file: Path, space: str) -> Segment:
    """Map a file. Raises `UnusableFileError` when it is damaged or of another space, `OSError`."""
    with file.open("rb") as stream:
        header = _read_header(stream)
        if header.get("space") != space:
            raise UnusableFileError("it holds vectors of another encoder or projection")
        layout = _layout_in(header)
        places = layout.places()
        if os.fstat(stream.fileno()).st_size != places["end"]:
            raise UnusableFileError("its size is wrong")
        mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    arrays = {
        name: np.frombuffer(mapped, _DTYPES[name], int(np.prod(shape)), places[name]).reshape(shape)
        for name, shape in layout.shapes.items()
    }
    segment = Segment(**arrays, let_go=letting_go(mapped))
    is_whole = _checksum({name: arrays[name] for name in _CHECKED}) == header.get("checksum")
    if not is_whole or int(segment.starts[-1]) != len(segment.tokens):
        raise UnusableFileError("its checksum is wrong")
    return segment


def _write_large(selection: Selection, stream: IO[bytes], places: Mapping[str, int]) -> None:
    """Write the large arrays block by block, side by side."""
    names = "sentences", "tokens"
    place = {name: places[name] for name in names}
    for block in selection.blocks():
        for name in names:
            array = getattr(block, name).astype(_DTYPES[name], copy=False)
            stream.seek(place[name])
            place[name] += stream.write(array.data)


def _header(space: str, counts: tuple[int, int], sizes: tuple[int, int], checksum: int) -> bytes:
    told = {"space": space, "counts": counts, "sizes": sizes, "checksum": checksum}
    text = json.dumps(told).encode("ascii")
    return _FORMAT + len(text).to_bytes(8, "little") + text


def _read_header(stream: IO[bytes]) -> dict[str, Any]:
    begin = stream.read(_LONGEST_HEADER)
    if begin[:8] != _FORMAT:
        raise UnusableFileError("it does not begin as such files do")
    length = int.from_bytes(begin[8:16], "little")
    try:
        header = json.loads(begin[16 : 16 + length])
    except ValueError as error:
        raise UnusableFileError("its header is damaged") from error
    if not isinstance(header, dict):
        raise UnusableFileError("its header is damaged")
    return header


def _layout_in(header: Mapping[str, Any]) -> _Layout:
    numbers = [*header.get("counts", ()), *header.get("sizes", ())]
    if len(numbers) != 4 or not all(isinstance(n, int) and n >= 0 for n in numbers):
        raise UnusableFileError("its header is damaged")
    return _Layout.of(*numbers)


def _checksum(small: Mapping[str, np.ndarray[Any, Any]]) -> int:
    checksum = 0
    for name in _CHECKED:
        checksum = zlib.crc32(small[name].data, checksum)
    return checksum
