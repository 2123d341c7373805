"""Connects to SQLite or PostgreSQL, with the settings that keep rows safe and waits short."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.corpus.file_names import printable
from bot.store.address import POSTGRES, SQLITE, sqlite_file
from bot.store.model import StoreError
from bot.store.postgres_address import wanted

_LOCKED_S: Final = 1.0
"""So long SQLite waits for another writer before it gives up."""

_CONNECT_S: Final = 3.0
_COMMAND_S: Final = 5.0
_POOL: Final = 2
"""One writes; another one answers a reader who asks what is kept."""

WRITES: Final = "writes"
"""The execution option of an engine whose transactions begin as writing ones."""


def open_engine(address: str, *, reads_only: bool = False) -> AsyncEngine:
    """Make an engine for an address of ours; it connects when it is first used.

    Neither logs nor exceptions of it show parameters: they are readers' words. What it raises as
    a `StoreError` when it connects names a file that the address names, and is not there.
    One that `reads_only` makes no file, and changes nothing of what is there.
    """
    file = sqlite_file(address)
    if file is None:
        return _postgres(address, reads_only=reads_only)
    return _sqlite_to_read(file) if reads_only else _sqlite(file)


def _postgres(address: str, *, reads_only: bool) -> AsyncEngine:
    asked = wanted(address.partition("://")[2])
    waits = {"timeout": _CONNECT_S, "command_timeout": _COMMAND_S}
    settings = {"default_transaction_read_only": "on"} if reads_only else {}
    engine = create_async_engine(
        f"{POSTGRES}://",
        hide_parameters=True,
        pool_size=_POOL,
        max_overflow=0,
        pool_timeout=_COMMAND_S,
        pool_pre_ping=True,
        connect_args={**waits, "dsn": asked.dsn, "server_settings": settings, **asked.arguments},
    )

    def prepare(_: object, __: object, ___: object, arguments: dict[str, Any]) -> None:
        """Name a file that is missing, and read the certificates of those whom we trust."""
        for name, file in asked.files.items():
            if not os.access(Path(file).expanduser(), os.R_OK):
                raise StoreError(f"{name} names a file that cannot be read: {printable(file)}")
        if asked.trusts_system:
            arguments["ssl"] = _trusting_system(asked.files)

    event.listen(engine.sync_engine, "do_connect", prepare)
    return engine


def _trusting_system(files: Mapping[str, str]) -> ssl.SSLContext:
    """Make what asks for a certificate of the host's name, signed by one whom the system trusts."""
    context = ssl.create_default_context()
    if "sslcert" in files:
        context.load_cert_chain(files["sslcert"], files.get("sslkey"))
    return context


def _sqlite(file: Path) -> AsyncEngine:
    engine = _sqlite_engine(URL.create(SQLITE, database=str(file)))

    def make_private(*_: object) -> None:
        """Create the file for us alone; SQLite gives those beside it the same rights."""
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))

    event.listen(engine.sync_engine, "do_connect", make_private)
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _sqlite_to_read(file: Path) -> AsyncEngine:
    """Open what is there; "ro" would leave files beside it that others may be unable to use."""
    url = URL.create(SQLITE, database=file.absolute().as_uri(), query={"mode": "rw", "uri": "true"})
    engine = _sqlite_engine(url)
    event.listen(engine.sync_engine, "connect", _let_read)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _sqlite_engine(url: URL) -> AsyncEngine:
    return create_async_engine(
        url,
        hide_parameters=True,
        pool_size=_POOL,
        max_overflow=0,
        pool_timeout=_COMMAND_S,
        connect_args={"timeout": _LOCKED_S, "isolation_level": None},
    )


def _let_read(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


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
