"""Writes files that appear as a whole or not at all, and maps them into memory for a while."""

from __future__ import annotations

import mmap
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, Final

TEMPORARY: Final = ".tmp"


class UnusableFileError(Exception):
    """A file that is none of ours, or is damaged. Its text says what is wrong."""


@contextmanager
def appearing(file: Path) -> Iterator[IO[bytes]]:
    """Open a file of another name, which takes its own when all of it is on the disk."""
    temporary = _temporary(file)
    try:
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(file.parent)


def give_second_name(file: Path, name: Path) -> None:
    """Give a file another name, at once, in place of what had it. Raises `OSError`."""
    temporary = _temporary(name)
    os.link(file, temporary)
    try:
        temporary.replace(name)
    finally:
        temporary.unlink(missing_ok=True)  # where both were the same file, nothing was replaced


def _temporary(file: Path) -> Path:
    return file.with_name(f"{file.name}.{secrets.token_hex(4)}{TEMPORARY}")


def unmap(mapped: mmap.mmap) -> None:
    """Let what was read of a mapped file leave the memory; the next access maps it again.

    Each access maps its neighbours as well, sixteen pages or some megabytes, so that soon all of a
    file would count as this process's memory, though the system could take it back at any time.
    """
    if hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)


def letting_go(mapped: mmap.mmap) -> Callable[[], None]:
    """Give what is called after each use of a mapped file, so that it does not fill up the memory.

    To map what a message needs again takes some milliseconds; small files stay in memory.
    """
    return partial(unmap, mapped) if len(mapped) > _LARGE else _keep


def _keep() -> None:
    """Leave a small file where it is."""


_LARGE: Final = 1 << 26
"""Bytes from which on a file is let go."""


def _sync_folder(folder: Path) -> None:
    """Put the new name on the disk too, where folders can be opened."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
