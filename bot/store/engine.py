"""Connects to SQLite or PostgreSQL, with the settings that keep rows safe and waits short."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_LOCKED_S: Final = 1.0
"""So long SQLite waits for another writer before it gives up."""

_CONNECT_S: Final = 3.0
_COMMAND_S: Final = 5.0
_POOL: Final = 2
"""One writes; another one answers a reader who asks what is kept."""

WRITES: Final = "writes"
"""The execution option of an engine whose transactions begin as writing ones."""


def open_engine(address: str) -> AsyncEngine:
    """Make an engine for an address of ours; it connects when it is first used.

    Neither logs nor exceptions of it show parameters: they are readers' words.
    """
    if make_url(address).get_backend_name() == "sqlite":
        return _sqlite(address)
    waits = {"timeout": _CONNECT_S, "command_timeout": _COMMAND_S}
    return create_async_engine(
        address,
        hide_parameters=True,
        pool_size=_POOL,
        max_overflow=0,
        pool_timeout=_COMMAND_S,
        pool_pre_ping=True,
        connect_args=waits,
    )


def _sqlite(address: str) -> AsyncEngine:
    engine = create_async_engine(
        address,
        hide_parameters=True,
        pool_size=_POOL,
        max_overflow=0,
        pool_timeout=_COMMAND_S,
        connect_args={"timeout": _LOCKED_S, "isolation_level": None},
    )
    file = Path(make_url(address).database or "")

    def make_private(*_: object) -> None:
        """Create the file for us alone; SQLite gives those beside it the same rights."""
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))

    event.listen(engine.sync_engine, "do_connect", make_private)
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: object) -> None:
    """Let readers and a writer not wait for each other, and leave nothing of what is erased."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin a transaction, which the driver leaves to us: also one that changes tables."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
