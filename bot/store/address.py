"""Reads BOT_DATABASE_URL: which database, and which driver speaks to it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

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
    if driver == SQLITE:
        file = rest.partition("?")[0]
        if not file.startswith("/") or not file.strip("/") or file.startswith("/:memory:"):
            raise ValueError(f"{_EXPECTED}; SQLite's has three slashes and then a file")
    elif not _names_a_database(rest):
        raise ValueError(f"{_EXPECTED}; PostgreSQL's has a host, a port below 65536, a database")
    return f"{driver}://" + _SSL_MODE.sub(r"\1ssl=", rest)


def sqlite_address(file: Path) -> str:
    """Give the address of an SQLite file."""
    return f"{SQLITE}:///{file.as_posix()}"


def sqlite_file(address: str) -> Path | None:
    """Give the file of an SQLite address; none for PostgreSQL's."""
    scheme, _, rest = address.partition("://")
    return Path(rest.partition("?")[0][1:]) if scheme == SQLITE else None


def _names_a_database(rest: str) -> bool:
    try:
        parts = urlsplit(f"//{rest}")
        has_place = bool(parts.hostname) or "host=" in parts.query
        has_port = parts.port != 0 and not parts.netloc.endswith(":")
        return has_place and bool(parts.path.strip("/")) and has_port
    except ValueError:  # a port that is no number, half an IPv6 address
        return False


_SSL_MODE: Final = re.compile(r"([?&])sslmode=")
"""What others call it; our driver takes the same values by a shorter name."""

_EXPECTED: Final = "an address that begins with postgresql:// or sqlite:///"
