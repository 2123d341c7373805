"""`backup` and `restore`: what the bot keeps, in one file."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot import __version__
from bot.app.databases import database_file
from bot.cli.context import errors, stop
from bot.cli.exits import EXIT_CONFIG, EXIT_FINDINGS, EXIT_USAGE
from bot.dialogue.wording import count_of
from bot.settings import Settings, SettingsError, load_settings
from bot.store.readers import SECRET_FILE

if TYPE_CHECKING:
    from bot.store.backup import Manifest

FileArgument = Annotated[Path, typer.Argument(help="The backup's file.")]

_HOW_TO_DUMP: Final = (
    "BOT_DATABASE_URL names a PostgreSQL, which has tools of its own: "
    "pg_dump --format=custom --file=FILE DATABASE, and pg_restore --clean --dbname=DATABASE FILE. "
    "Keep the file {secret} with it: without it, readers' rows cannot be found again."
)


def backup(file: FileArgument) -> None:
    """Copy what the bot keeps to a new file; it may go on running meanwhile."""
    settings, database = _places()
    from bot.store.backup import BackupError, back_up  # SQLAlchemy takes 0.2 s to import

    try:
        manifest = back_up(
            database,
            settings.state_dir / SECRET_FILE,
            file,
            program=__version__,
            now=datetime.now(UTC),
        )
    except BackupError as error:
        stop(str(error), EXIT_FINDINGS)
    typer.echo(f"{file}: {_told(manifest)}")
    if not manifest.has_secret:
        errors.print(f"There is no {SECRET_FILE} to go with it: rows know no readers.")


def restore(
    file: FileArgument,
    verify: Annotated[
        bool, typer.Option("--verify", help="Read the restored database through once more.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace what is there; the bot must be stopped.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Prove the backup, and restore nothing.")
    ] = False,
) -> None:
    """Put a backup in the place of what the bot keeps, after proving that it is whole."""
    settings, database = _places()
    from bot.store.backup import BackupError, opened, prove
    from bot.store.backup import restore as put_back

    try:
        if dry_run:
            with opened(file, _beside(database)) as (manifest, _):
                typer.echo(f"{file} can be restored: {_told(manifest)}")
            return
        manifest = put_back(file, database, settings.state_dir / SECRET_FILE, replaces=force)
        if verify:
            prove(database, manifest)
    except BackupError as error:
        stop(str(error), EXIT_FINDINGS)
    typer.echo(f"{database}: restored {_told(manifest)}{', and verified' if verify else ''}")


def _beside(database: Path) -> Path:
    """Find where a backup can be unpacked: where it would be restored, else where all may write."""
    return database.parent if os.access(database.parent, os.W_OK) else Path(tempfile.gettempdir())


def _places() -> tuple[Settings, Path]:
    try:
        settings = load_settings()
    except SettingsError as error:
        stop(str(error), EXIT_CONFIG)
    database = database_file(settings)
    if database is None:
        stop(_HOW_TO_DUMP.format(secret=settings.state_dir / SECRET_FILE), EXIT_USAGE)
    return settings, database


def _told(manifest: Manifest) -> str:
    secret = "with" if manifest.has_secret else "without"
    return (
        f"{count_of(manifest.rows, 'row')} of {manifest.made_at}, schema {manifest.schema}, "
        f"{secret} the readers’ secret"
    )
