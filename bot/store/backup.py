"""Copies an SQLite database while it is in use, into one file that proves itself; and back.

The file is a plain tar archive: the database, the secret behind readers' hashes, and a manifest
with the schema, the rows of each table and the checksum of everything.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final, Self

from bot.store.address import DATABASE_FILE
from bot.store.migrating import REVISIONS, VERSION_TABLE
from bot.store.readers import SECRET_FILE
from bot.store.workplace import workplace

_MANIFEST: Final = "manifest.json"
_ARCHIVE: Final = "archive"
_BACKING_UP: Final = ".backup-"
_RESTORING: Final = ".restore-"
_FORMAT: Final = 1
_ONLY_OURS: Final = 0o600
_LARGEST_MANIFEST: Final = 1 << 20
_CHUNK: Final = 1 << 20


class BackupError(Exception):
    """It cannot be backed up or restored. Its text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    program: str
    made_at: str
    schema: str
    counts: Mapping[str, int]
    """The rows of each table."""
    sha256: Mapping[str, str]
    """Of each file in the archive, the manifest apart."""
    format: int = _FORMAT

    @classmethod
    def of_json(cls, text: bytes) -> Self:
        """Read one. Raises `ValueError`, `TypeError` or `KeyError` for anything else."""
        fields = json.loads(text)
        if fields["format"] != _FORMAT:
            raise ValueError("made by another version of the bot")
        known = {name: fields[name] for name in ("program", "made_at", "schema")}
        if not all(isinstance(value, str) for value in known.values()):
            raise TypeError("not a manifest")
        return cls(**known, counts=dict(fields["counts"]), sha256=dict(fields["sha256"]))

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(self.counts.values())

    @property
    def has_secret(self) -> bool:
        """Whether the secret behind readers' hashes is in it."""
        return SECRET_FILE in self.sha256


# -------------------------------------------------------------------------------- making one


def back_up(database: Path, secret: Path, file: Path, *, program: str, now: datetime) -> Manifest:
    """Write one moment of a database, and its secret, to a new file that only we can read.

    Others may go on writing to the database. Raises `BackupError`; then there is no file.
    """
    if not database.is_file():
        raise BackupError(f"{database}: there is no database yet; the bot makes it when it starts")
    if file.exists():
        raise BackupError(f"{file}: there is a file of that name already; choose another one")
    try:
        with workplace(file.parent, _BACKING_UP, (DATABASE_FILE, _ARCHIVE)) as folder:
            copy = folder / DATABASE_FILE
            _copy(database, copy)
            files = {DATABASE_FILE: copy} | ({SECRET_FILE: secret} if secret.exists() else {})
            manifest = Manifest(
                program=program,
                made_at=now.isoformat(timespec="seconds"),
                schema=_schema(copy),
                counts=_counts(copy),
                sha256={name: _digest(path) for name, path in files.items()},
            )
            archive = folder / _ARCHIVE
            _pack(archive, files, manifest)
            archive.rename(file)
    except sqlite3.Error as error:
        blamed = file if _says_full(error) else database
        raise BackupError(f"{blamed}: {error}") from None
    except OSError as error:
        raise _fault(error, file) from None
    return manifest


def _says_full(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def _fault(error: OSError, place: Path) -> BackupError:
    """Name the file that the system names, or else where that was to be put together."""
    named = error.filename if isinstance(error.filename, str) else ""
    is_ours = any(part.startswith((_BACKING_UP, _RESTORING)) for part in Path(named).parts)
    shown = place if is_ours or not named else named
    return BackupError(f"{shown}: {error.strerror or type(error).__name__}")


def _copy(database: Path, copy: Path) -> None:
    """Copy in one step, and so in one transaction: writers neither wait nor show by halves."""
    _make_private(copy)
    with (
        closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _pack(archive: Path, files: Mapping[str, Path], manifest: Manifest) -> None:
    _make_private(archive)
    told = json.dumps(asdict(manifest), indent=1).encode()
    with archive.open("r+b") as stream, tarfile.open(fileobj=stream, mode="w") as tar:
        entry = tarfile.TarInfo(_MANIFEST)
        entry.size, entry.mode = len(told), _ONLY_OURS
        tar.addfile(entry, io.BytesIO(told))
        for name, path in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = path.stat().st_size, _ONLY_OURS
            with path.open("rb") as content:
                tar.addfile(entry, content)
        stream.flush()
        os.fsync(stream.fileno())


# ------------------------------------------------------------------------------ putting it back


@contextmanager
def opened(file: Path, beside: Path) -> Iterator[tuple[Manifest, Mapping[str, Path]]]:
    """Unpack a backup into a folder of its own within another one, and prove it.

    Raises `BackupError` unless it is whole, its database is sound and known to this program, and
    holds as many rows as it says.
    """
    try:
        with workplace(beside, _RESTORING, (DATABASE_FILE, SECRET_FILE)) as folder:
            manifest, files = _unpack(file, folder)
            prove(files[DATABASE_FILE], manifest)
            yield manifest, files
    except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as error:
        raise BackupError(f"{file}: not a whole backup of this bot ({error})") from None
    except OSError as error:
        raise _fault(error, beside) from None


def _unpack(file: Path, folder: Path) -> tuple[Manifest, dict[str, Path]]:
    files: dict[str, Path] = {}
    with tarfile.open(file, mode="r:") as tar:
        manifest = _manifest_of(tar)
        _refuse_newer(manifest.schema)
        for entry in tar:
            content = tar.extractfile(entry)
            if entry.name == _MANIFEST:
                continue
            if entry.name not in {DATABASE_FILE, SECRET_FILE} or content is None:
                raise ValueError("it holds something else")
            files[entry.name] = folder / entry.name
            _write(content, files[entry.name])
    if {name: _digest(path) for name, path in files.items()} != dict(manifest.sha256):
        raise ValueError("a checksum is wrong")
    return manifest, files


def _manifest_of(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    told = None if first is None else tar.extractfile(first)
    if first is None or told is None or first.name != _MANIFEST:
        raise ValueError("it begins with no manifest")
    return Manifest.of_json(told.read(_LARGEST_MANIFEST))


def _write(content: IO[bytes], path: Path) -> None:
    _make_private(path)
    with path.open("r+b") as target:
        shutil.copyfileobj(content, target, _CHUNK)
        target.flush()
        os.fsync(target.fileno())


def _refuse_newer(schema: str) -> None:
    if schema not in REVISIONS:
        known = REVISIONS[-1]
        raise BackupError(
            f"the backup has schema {schema!r}, and this program knows up to {known!r}: "
            "install the version of the bot that made it, or a newer one"
        )


def prove(database: Path, manifest: Manifest) -> None:
    """Read a database through. Raises `BackupError` unless it is sound and as its manifest says."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            (told,) = connection.execute("PRAGMA integrity_check").fetchone()
        if told != "ok":
            raise BackupError(f"the database is damaged: {told}")
        if _schema(database) != manifest.schema:
            raise BackupError("the database has another schema than the backup says")
        counts = _counts(database)
    except sqlite3.Error as error:
        raise BackupError(f"the database is damaged: {error}") from None
    if counts != dict(manifest.counts):
        raise BackupError("the database has other rows than the backup says")


def restore(file: Path, database: Path, secret: Path, *, replaces: bool) -> Manifest:
    """Put a backup in the place of a database and its secret, once it is proven.

    Raises `BackupError`: also where there is something already, unless it `replaces` that, and
    where a bot is using it. Then nothing has changed.
    """
    there = [path for path in (database, secret) if path.exists()]
    if there and not replaces:
        raise BackupError(f"{there[0]}: there is one already; --force replaces it")
    try:
        for folder in (database.parent, secret.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with opened(file, database.parent) as (manifest, files):
            if database.exists():
                _take_out_of_use(database)
            if SECRET_FILE in files:
                files[SECRET_FILE].replace(secret)
            files[DATABASE_FILE].replace(database)
    except OSError as error:
        raise _fault(error, database) from None
    return manifest


def _take_out_of_use(database: Path) -> None:
    """See to it that nobody has it open, and that nothing of it waits in files beside it."""
    try:
        with closing(sqlite3.connect(database, timeout=1.0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BackupError(f"{database}: in use ({error}); stop the bot first") from None
    except sqlite3.DatabaseError:  # damaged: what it is to be replaced for
        pass
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


# ------------------------------------------------------------------------------ what is in one


def _schema(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        found = connection.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608  (a constant)
    return str(found[0]) if found else ""


def _counts(database: Path) -> dict[str, int]:
    listing = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    with closing(sqlite3.connect(database)) as connection:
        names = sorted(name for (name,) in connection.execute(listing))
        return {
            name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608  (tables of its own)
            for name in names
        }


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_OURS))
