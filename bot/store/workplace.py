"""A folder for what is half done. It is gone afterwards, if need be by the next one that works."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from bot.store.file_locks import HAS_LOCKS, lock

_LEFT_S: Final = 600.0
"""A folder that is younger may be of one who has not locked it yet."""

_ENDINGS: Final = ("", "-journal", "-wal", "-shm")
"""What SQLite puts beside a database."""


@contextmanager
def workplace(beside: Path, prefix: str, names: Collection[str]) -> Iterator[Path]:
    """Give a folder that only we can read, within another one; it holds files of these names alone.

    Folders of the same prefix that a killed process left are removed first, unless anything else
    is in them. Raises `OSError`.
    """
    _clear_away(beside, prefix, {name + ending for name in names for ending in _ENDINGS})
    with tempfile.TemporaryDirectory(dir=beside, prefix=prefix) as name:
        folder = Path(name)
        with _held(folder):
            yield folder


def _clear_away(beside: Path, prefix: str, names: Collection[str]) -> None:
    if not HAS_LOCKS:  # what a killed process left is then the owner's to remove
        return
    for folder in beside.glob(f"{prefix}*"):
        with suppress(OSError):  # somebody else's, or in use
            if time.time() - folder.lstat().st_mtime > _LEFT_S and not folder.is_symlink():
                with _held(folder) as is_ours:
                    if is_ours:
                        _remove(folder, names)


def _remove(folder: Path, names: Collection[str]) -> None:
    there = list(folder.iterdir())
    if all(file.name in names for file in there):
        for file in there:
            file.unlink()
        folder.rmdir()


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Lock a folder, as long as this process lives at most; say whether that could be done."""
    if not HAS_LOCKS:
        yield False
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _is_locked(opened)
    finally:
        os.close(opened)


def _is_locked(opened: int) -> bool:
    try:
        return lock(opened)
    except OSError:  # the file system has no locks
        return False
