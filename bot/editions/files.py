"""A file of named arrays and one JSON value: written once as a whole, checked, then mapped.

The arrays come first, each at a multiple of 64 bytes; then the JSON, which says where they are;
then a trailer of fixed size: where the JSON begins, a checksum of all before it, the format.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import numpy.typing as npt

from bot.whole_files import UnusableFileError, appearing, letting_go, unmap

Array = npt.NDArray[Any]
Json = dict[str, Any]

_FORMAT: Final = b"BBEDIT02"
_TRAILER: Final = struct.Struct("<QQI8s")
_ALIGNMENT: Final = 64
_CHUNK: Final = 1 << 23

_KINDS: Final = frozenset({"|b1", "|i1", "|u1", "<f2", "<f4", "<i4", "<i8", "<u4", "<u8"})
"""What an array may consist of."""


def write_arrays(file: Path, told: Json, arrays: Mapping[str, Array]) -> None:
    """Write a file; it appears as a whole or not at all. Raises `OSError`."""
    with appearing(file) as stream:
        body = _Body(stream)
        places = {name: body.add(np.ascontiguousarray(array)) for name, array in arrays.items()}
        text = json.dumps({"told": told, "arrays": places}).encode("ascii")
        begin = body.write(text)
        stream.write(_TRAILER.pack(begin, len(text), body.checksum, _FORMAT))


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """What a file holds."""

    told: Json
    arrays: Mapping[str, Array]
    """Mapped."""
    let_go: Callable[[], None]
    """Lets what was read so far leave the memory; nothing is lost by it."""
    after_use: Callable[[], None]
    """Does so where the file is large; to be called after each use."""


def read_arrays(file: Path) -> Stored:
    """Check and map a file. Raises `UnusableFileError` when it is damaged, `OSError`."""
    with file.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size - _TRAILER.size
        if size < 0:
            raise UnusableFileError("it is too short")
        stream.seek(size)
        begin, length, checksum, form = _TRAILER.unpack(stream.read(_TRAILER.size))
        if form != _FORMAT or begin + length != size:
            raise UnusableFileError("it does not end as such files do")
        if _checksum(stream, size) != checksum:
            raise UnusableFileError("its checksum is wrong")
        mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    try:
        parts = json.loads(mapped[begin:size])
        arrays = {name: _array(mapped, *at) for name, at in parts["arrays"].items()}
        return Stored(parts["told"], arrays, partial(unmap, mapped), letting_go(mapped))
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableFileError(f"it cannot be understood: {error}") from error


class _Body:
    """What has been written so far, and its checksum."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._size = 0
        self.checksum = 0

    def add(self, array: Array) -> tuple[str, list[int], int]:
        """Write an array; give its kind, its shape and where it stands."""
        if array.dtype.str not in _KINDS:
            raise TypeError(f"no such array can be stored: {array.dtype}")
        self.write(bytes(-self._size % _ALIGNMENT))
        return array.dtype.str, list(array.shape), self.write(array.reshape(-1).data)

    def write(self, data: bytes | memoryview) -> int:
        """Write bytes; give where they stand."""
        begin = self._size
        self._size += self._stream.write(data)
        self.checksum = zlib.crc32(data, self.checksum)
        return begin


def _array(mapped: mmap.mmap, kind: str, shape: list[int], begin: int) -> Array:
    if kind not in _KINDS:
        raise ValueError(f"an array of {kind}")
    count = int(np.prod(shape, dtype=np.int64))
    if not count:
        return np.zeros(shape, dtype=kind)
    return np.frombuffer(mapped, kind, count, begin).reshape(shape)


def _checksum(stream: IO[bytes], size: int) -> int:
    """Read through a file, without keeping what is read in memory."""
    stream.seek(0)
    checksum, left, buffer = 0, size, memoryview(bytearray(_CHUNK))
    while left > 0:
        count = stream.readinto(buffer[: min(left, _CHUNK)])  # type: ignore[attr-defined]  # typeshed's IO lacks it
        if not count:
            break
        checksum = zlib.crc32(buffer[:count], checksum)
        left -= count
    return checksum
