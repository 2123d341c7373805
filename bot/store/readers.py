"""Lets a reader's rows be found by the reader's id, and by nobody who has the database alone."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.store.model import ReaderHash

SECRET_FILE: Final = "reader-secret"  # noqa: S105  (where it is, not what)
"""In the state folder. Processes that share a database need the same one."""

_SECRET_BYTES: Final = 32
_HASH_DIGITS: Final = 32
"""128 bits: two readers never share one."""

_CHECKED: Final = b"briefing-bot: the same reader-secret"
"""No month, and so never the text of which a reader's hashes are made."""

_ONLY_OURS: Final = 0o600


@dataclass(frozen=True, slots=True)
class ReaderKeys:
    """Makes readers' hashes: HMAC-SHA256 (RFC 2104) with a key that each month has of its own.

    So the rows of one reader in two months cannot be told to belong together without the secret.
    """

    secret: bytes = field(repr=False)

    def of(self, reader: int, at: datetime) -> ReaderHash:
        """Give the hash that stands for a reader in the month (UTC) of an instant."""
        month = hmac.digest(self.secret, f"{at:%Y-%m}".encode(), hashlib.sha256)
        whole = hmac.digest(month, str(reader).encode(), hashlib.sha256)
        return ReaderHash(whole.hex()[:_HASH_DIGITS])

    def at_message(self, reader: int, message: int) -> str:
        """Give the hash that stands for a reader at one message, and links nothing else."""
        told = f"{message}:{reader}".encode()
        return hmac.new(self.secret, told, hashlib.sha256).hexdigest()[:_HASH_DIGITS]

    def within(self, reader: int, first: datetime, last: datetime) -> frozenset[ReaderHash]:
        """Give all hashes that stood for a reader between two instants."""
        return frozenset(self.of(reader, month) for month in _months(first, last))


def check_value(secret: bytes) -> str:
    """Give what processes compare to learn whether they have the same secret.

    Nobody can find the secret by it, nor a reader's hash.
    """
    return hmac.new(secret, _CHECKED, hashlib.sha256).hexdigest()[:_HASH_DIGITS]


def _months(first: datetime, last: datetime) -> Iterator[datetime]:
    """Give an instant in each month from the one of `first` to the one of `last`."""
    month = first.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


class SecretError(Exception):
    """The secret's file cannot be used. Its text names the file and what is wrong."""


def load_secret(folder: Path) -> bytes:
    """Read the secret of a state folder; the first to ask makes it, for good.

    Raises `SecretError` when it is damaged, or can be neither read nor made.
    """
    file = folder / SECRET_FILE
    try:
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            _make(file)
        if os.name == "posix" and file.stat().st_mode & 0o077:
            with suppress(OSError):  # mounted for us to read: whoever did that closes it
                file.chmod(_ONLY_OURS)
        secret = bytes.fromhex(file.read_text(encoding="ascii"))
    except OSError as error:
        raise SecretError(f"{file}: {error.strerror or type(error).__name__}") from error
    except ValueError:
        secret = b""
    if len(secret) != _SECRET_BYTES:
        raise SecretError(f"{file}: not the {2 * _SECRET_BYTES} hexadecimal digits that it had")
    return secret


def _make(file: Path) -> None:
    """Write a secret that appears as a whole; of two processes at once, the first one's stays."""
    temporary = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_OURS)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(_SECRET_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            os.link(temporary, file)
    finally:
        temporary.unlink()
