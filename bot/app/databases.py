"""Opens databases, and makes what keeps turns, settings and the fleet in them."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from bot import __version__
from bot.corpus.file_names import printable
from bot.corpus.overlay import Overlay
from bot.settings import ReadersChoice, Settings, SettingsError
from bot.store.address import (
    DATABASE_FILE,
    POSTGRES,
    database_address,
    sqlite_address,
    sqlite_file,
)

if TYPE_CHECKING:
    from bot.fleet.rows import SqlFleet
    from bot.fleet.worker import Worker
    from bot.library import Library
    from bot.newsroom.newsroom import Newsroom
    from bot.store.database import Database
    from bot.store.keeping import Keeping
    from bot.store.readers import ReaderKeys
    from bot.store.recorder import Recorder
    from bot.store.revisions import RevisionRow, SqlRevisions

_log = logging.getLogger(__name__)


def build_recorder(settings: Settings) -> Recorder:
    """Make what records turns, as the settings say; it touches the database once it is started.

    Raises `SettingsError` when a database is named for which the driver is missing.
    """
    from bot.store.recorder import Recorder  # not for those who only ask or lint

    has_file = settings.database_url is not None or _database_file(settings).exists()
    if settings.keep_days == 0 and not has_file:
        return Recorder.of_nothing()
    from bot.store.sql import SqlStore

    return Recorder(SqlStore(build_database(settings)), _keeping(settings, settings.state_dir))


def build_newsroom(settings: Settings, library: Library) -> Newsroom:
    """Make what knows how guilds want it; it touches the database once it is started.

    Raises `SettingsError` as `build_recorder` does.
    """
    from bot.newsroom.newsroom import Newsroom
    from bot.newsroom.remembered import Remembered

    remembered = Remembered(settings.state_dir)
    return Newsroom(build_database(settings), library, remembered=remembered)


async def read_overlays(settings: Settings) -> Mapping[int, Overlay]:
    """Give what the editors of each guild have put over the files, without the bot.

    Raises `StoreError`, and `SettingsError` as `build_recorder` does.
    """
    file = database_file(settings)
    if file is not None and not file.exists():
        return {}
    async with _revisions(settings) as revisions:
        latest = await revisions.latest()
    return {guild: published.overlay for guild, published in latest.items()}


async def overlay_of(settings: Settings, guild: int) -> Overlay | None:
    """Give what a guild's editors have published; none where nobody has. Raises `StoreError`."""
    async with _revisions(settings) as revisions:
        published = (await revisions.latest([guild])).get(guild)
    return None if published is None else published.overlay


async def history_of(settings: Settings, guild: int, limit: int = 1_000) -> Sequence[RevisionRow]:
    """Give a guild's revisions, the newest first. Raises `StoreError`."""
    async with _revisions(settings) as revisions:
        return await revisions.history(guild, limit=limit)


@asynccontextmanager
async def _revisions(settings: Settings) -> AsyncIterator[SqlRevisions]:
    """Open what editors published, only to read it; an SQLite file must be there."""
    from bot.store.migrating import wants_upgrade
    from bot.store.model import StoreError
    from bot.store.revisions import SqlRevisions

    database = _open_there(_address(settings), "BOT_DATABASE_URL", _AN_ADDRESS)
    try:
        steps = await database.missing_steps()
        try:
            yield SqlRevisions(database)
        except StoreError:
            if steps:
                raise StoreError(wants_upgrade("it")) from None
            raise
    finally:
        await database.close()


def database_file(settings: Settings) -> Path | None:
    """Give the SQLite file in which everything is kept; none where that is a PostgreSQL."""
    if settings.database_url is None:
        return _database_file(settings)
    return sqlite_file(settings.database_url.get_secret_value())


def build_worker(settings: Settings) -> Worker | None:
    """Make what lets this process be one of many; none with SQLite, where it is the only one.

    Raises `SettingsError` as `build_recorder` does.
    """
    if not _names_postgres(settings):
        return None
    from bot.fleet.plan import Wish
    from bot.fleet.rows import SqlFleet, Who
    from bot.fleet.worker import Worker
    from bot.store.readers import check_value

    keys = _reader_keys(settings.state_dir) if settings.keep_days else None
    notes_readers = settings.readers is ReadersChoice.HASHED
    readers = check_value(keys.secret) if keys is not None and notes_readers else None
    who = Who(uuid4().hex, socket.gethostname(), os.getpid(), __version__)
    wish = Wish(settings.shards, settings.worker_shards)
    return Worker(SqlFleet(build_database(settings)), who, wish, readers)


def build_fleet(settings: Settings) -> SqlFleet:
    """Make what knows all processes of the bot. Raises `SettingsError` where there is one only."""
    if not _names_postgres(settings):
        expected = "a PostgreSQL’s address; with SQLite there is one process, and no fleet"
        raise SettingsError("BOT_DATABASE_URL", expected, _A_SERVER)
    from bot.fleet.rows import SqlFleet

    return SqlFleet(build_database(settings))


def open_database(given: str) -> Database:
    """Open a database by its address or, an SQLite one that is there, by its file.

    Raises `SettingsError` for what is neither, and when a driver is missing.
    """
    return _open(_address_of(given, "the target", _A_SERVER))


def open_source(given: str) -> Database:
    """Open a database as `open_database` does, to read it alone; one that is not there is none."""
    return _open_there(_address_of(given, "the source", _A_FILE), "the source", _A_FILE)


def _address_of(given: str, name: str, example: str) -> str:
    if "://" not in given:
        file = Path(given).expanduser().resolve()
        if not file.is_file():
            raise SettingsError(name, _THERE, example)
        return sqlite_address(file)
    try:
        return database_address(given)
    except ValueError as error:
        raise SettingsError(name, str(error), example) from None


def _open_there(address: str, name: str, example: str) -> Database:
    file = sqlite_file(address)
    if file is not None and not file.is_file():
        raise SettingsError(name, f"{_THERE} ({printable(str(file))} is none)", example)
    return _open(address, reads_only=True)


_THERE: Final = "an SQLite file that exists, or a database’s address"
_A_FILE: Final = ".state/bot.db"
_A_SERVER: Final = "postgresql://bot:password@localhost/briefings"
_AN_ADDRESS: Final = "sqlite:////var/lib/briefing-bot/bot.db"


def _names_postgres(settings: Settings) -> bool:
    named = settings.database_url
    return named is not None and named.get_secret_value().startswith(POSTGRES)


def build_database(settings: Settings) -> Database:
    """Make what connects to the database. Raises as `build_recorder` does.

    Recorder, newsroom and worker have one each, of two connections at most: a lease is renewed in
    time though moderators have all of theirs at work, and readers' questions wait for neither.
    """
    return _open(_address(settings))


def _address(settings: Settings) -> str:
    named = settings.database_url
    return sqlite_address(_database_file(settings)) if named is None else named.get_secret_value()


def _open(address: str, *, reads_only: bool = False) -> Database:
    if address.startswith(POSTGRES) and find_spec("asyncpg") is None:
        expected = "the extra “postgres” (pip install '.[postgres]' in the bot's folder), or SQLite"
        raise SettingsError("BOT_DATABASE_URL", expected, _AN_ADDRESS)
    from bot.store.database import Database  # SQLAlchemy takes 0.2 s to import

    return Database(address, reads_only=reads_only)


def _database_file(settings: Settings) -> Path:
    return settings.state_dir / DATABASE_FILE


def _keeping(settings: Settings, folder: Path) -> Keeping:
    from bot.store.keeping import Keeping

    notes_readers = settings.readers is ReadersChoice.HASHED
    return Keeping(settings.keep_days, _reader_keys(folder), notes_readers=notes_readers)


def _reader_keys(folder: Path) -> ReaderKeys | None:
    """Load the secret behind readers' hashes; without it, rows say nothing of their readers."""
    from bot.store.readers import ReaderKeys, SecretError, load_secret

    try:
        return ReaderKeys(load_secret(folder))
    except SecretError as error:
        _log.warning("Questions are recorded without their readers: %s", error)
        return None
