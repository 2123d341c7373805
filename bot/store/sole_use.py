"""Lets one bot at a time use an SQLite database.

A second one would hear of no setting that changes, and take back a vote that the first has counted.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from bot.corpus.file_names import printable
from bot.store.file_locks import lock

_ENDING: Final = ".lock"
_ONLY_OURS: Final = 0o600
_LONGEST_NAME: Final = 200


class InUseError(Exception):
    """Another bot uses the database. Its text says which, and what to do."""


@contextmanager
def sole_use(database: Path) -> Iterator[None]:
    """Keep other bots from a database, as long as this process lives at most.

    A file beside it is locked, and stays; what tells of a bot is the lock and never the file, so
    one that was killed is in nobody's way. Where no file can be made or locked, nothing is kept
    from anybody. Raises `InUseError`.
    """
    with ExitStack() as closing:
        with suppress(OSError):  # whatever becomes of its database, the bot answers
            opened = os.open(_lock_file(database), os.O_RDWR | os.O_CREAT, _ONLY_OURS)
            closing.callback(os.close, opened)
            _take(opened, database)
        yield


def _lock_file(database: Path) -> Path:
    return database.with_name(database.name + _ENDING)


def _take(opened: int, database: Path) -> None:
    if not lock(opened):
        raise InUseError(_told(database, os.read(opened, _LONGEST_NAME)))
    os.ftruncate(opened, 0)
    os.write(opened, f"process {os.getpid()} on {socket.gethostname()}".encode())


def _told(database: Path, name: bytes) -> str:
    who = printable(name.decode(errors="replace").strip()) or "a process that starts"
    place = printable(str(database.absolute()))
    return (
        f"Another bot uses {place} ({who}). Stop that one first, or give this one a BOT_STATE_DIR "
        "and a token of its own. Many processes of one bot share a PostgreSQL: docs/scale.md"
    )
