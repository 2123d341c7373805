"""Lets one bot at a time use an SQLite database.

A second one would hear of no setting that changes, and take back a vote that the first has counted.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from bot.corpus.file_names import printable
from bot.store.file_locks import lock

_ENDING: Final = ".lock"
_ONLY_OURS: Final = 0o600
_LONGEST_NAME: Final = 200
_LOOKS_EVERY_S: Final = 0.1


class InUseError(Exception):
    """Another bot uses the database. Its text says which, and what another bot is to do."""

    def __init__(self, used: str) -> None:
        super().__init__(
            f"Another bot uses {used}. Stop that one first, or give this one a BOT_STATE_DIR "
            "and a token of its own. Many processes of one bot share a PostgreSQL: docs/scale.md"
        )
        self.used = used
        """The database, and by whom it is used."""


@contextmanager
def sole_use(
    database: Path, wait_s: float = 0.0, on_wait: Callable[[], None] = lambda: None
) -> Iterator[None]:
    """Keep other bots from a database, as long as this process lives at most.

    One that is about to end is waited for, `wait_s` seconds at most, once `on_wait` was told. A
    file beside the database is locked, and stays; what tells of a bot is the lock and never the
    file, so one that was killed is in nobody's way. Where no file can be made or locked, nothing
    is kept from anybody. Raises `InUseError`.
    """
    with ExitStack() as closing:
        with suppress(OSError):  # whatever becomes of its database, the bot answers
            opened = os.open(_lock_file(database), os.O_RDWR | os.O_CREAT, _ONLY_OURS)
            closing.callback(os.close, opened)
            if not (lock(opened) or _is_let_go(opened, wait_s, on_wait)):
                raise InUseError(_used(database, opened))
            _sign(opened)
        yield


@contextmanager
def while_unused(database: Path) -> Iterator[None]:
    """Keep bots from a database that is only looked at: nothing is made beside it.

    Raises `InUseError`.
    """
    with ExitStack() as closing:
        with suppress(OSError):  # no bot has used it, or it cannot be told
            opened = os.open(_lock_file(database), os.O_RDWR)
            closing.callback(os.close, opened)
            if not lock(opened):
                raise InUseError(_used(database, opened))
        yield


def _lock_file(database: Path) -> Path:
    """Name the file beside the database itself, whichever links lead there."""
    real = database.resolve()
    return real.with_name(real.name + _ENDING)


def _is_let_go(opened: int, wait_s: float, on_wait: Callable[[], None]) -> bool:
    """Wait until the lock is let go of; say whether it was, and then it is ours."""
    until = time.monotonic() + wait_s
    if wait_s > 0:
        on_wait()
    while time.monotonic() < until:
        time.sleep(_LOOKS_EVERY_S)
        if lock(opened):
            return True
    return False


def _sign(opened: int) -> None:
    os.ftruncate(opened, 0)
    os.write(opened, f"process {os.getpid()} on {platform.node()}".encode())


def _used(database: Path, opened: int) -> str:
    """Name a database, and whoever has signed the file beside it."""
    name = os.read(opened, _LONGEST_NAME)
    who = printable(name.decode(errors="replace").strip()) or "a process that starts"
    place = printable(str(database.absolute()))
    return f"{place} ({who})"
