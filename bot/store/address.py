"""Reads BOT_DATABASE_URL: which database, and which driver speaks to it."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from bot.store.postgres_address import usual_form

DATABASE_FILE: Final = "bot.db"
"""In the state folder, where no other database is named."""

POSTGRES: Final = "postgresql+asyncpg"
SQLITE: Final = "sqlite+aiosqlite"

_DRIVERS: Final = {
    "sqlite": SQLITE,
    "sqlite+aiosqlite": SQLITE,
    "postgres": POSTGRES,
    "postgresql": POSTGRES,
    "postgresql+asyncpg": POSTGRES,
}


def database_address(given: str) -> str:
    """Give an address with the driver that this program uses.

    Raises `ValueError`, whose text says what is expected and never what was given: there may be a
    password in it.
    """
    scheme, separator, rest = given.strip().partition("://")
    driver = _DRIVERS.get(scheme.lower())
    if not separator or driver is None or any(mark.isspace() for mark in rest):
        raise ValueError(_EXPECTED)
    try:
        return sqlite_address(_sqlite_path(rest)) if driver == SQLITE else _postgres(rest)
    except ValueError as error:
        raise ValueError(f"{_EXPECTED}; {error}") from None


def sqlite_address(file: Path) -> str:
    """Give the address of an SQLite file."""
    return f"{SQLITE}:///{quote(file.as_posix(), safe='/:', errors='surrogateescape')}"


def sqlite_file(address: str) -> Path | None:
    """Give the file of an SQLite address; none for PostgreSQL's."""
    scheme, _, rest = address.partition("://")
    return _path(rest) if scheme == SQLITE else None


def _sqlite_path(rest: str) -> Path:
    file = _path(rest)
    written = rest.partition("?")[0]
    if not written.startswith("/") or not written.strip("/") or "\0" in str(file):
        raise ValueError(_FILE)
    if str(file).startswith((":memory:", "file:")):
        raise ValueError(_FILE)
    return file


def _path(rest: str) -> Path:
    """Read the file of an address, whose parameters say nothing that counts here."""
    return Path(unquote(rest.partition("?")[0][1:], errors="surrogateescape"))


def _postgres(rest: str) -> str:
    return f"{POSTGRES}://{usual_form(rest)}"


_EXPECTED: Final = "an address that begins with postgresql:// or sqlite:///"
_FILE: Final = "SQLite's has three slashes and then a file"
