"""`store copy`: move a grown bot from its SQLite file to PostgreSQL."""

from __future__ import annotations

import asyncio
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.app.databases import open_database, open_source
from bot.cli.context import progress, stop
from bot.cli.exits import EXIT_CONFIG, EXIT_FINDINGS
from bot.cli.helping import Verb, Verbs
from bot.settings import SettingsError
from bot.store.model import StoreError
from bot.store.sole_use import InUseError, while_unused

if TYPE_CHECKING:
    from bot.store.copying import Copied, Progress
    from bot.store.database import Database

store = typer.Typer(cls=Verbs, help="What the bot keeps: move it elsewhere.", no_args_is_help=True)


@store.callback()
def _store() -> None:
    """Keep `copy` a verb of its own, however many there are."""


@store.command(cls=Verb)
def copy(
    source: Annotated[str, typer.Argument(help="The SQLite file, or any database's address.")],
    target: Annotated[str, typer.Argument(help="The address of an empty PostgreSQL.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace what the target has already.")
    ] = False,
) -> None:
    """Copy all that is kept, and count it; the source stays as it is. Stop the bot first."""
    from bot.store.copying import CopyError  # SQLAlchemy takes 0.2 s to import

    try:
        old, new = open_source(source), open_database(target)
        with _at_rest(old.file), progress("Copying") as on_progress:
            copied = asyncio.run(_copy(old, new, force, on_progress))
    except SettingsError as error:
        stop(str(error), EXIT_CONFIG)
    except InUseError as error:
        stop(f"Nothing was copied: a bot uses {error.used}. {_STOP_IT}", EXIT_FINDINGS)
    except CopyError as error:
        stop(f"Nothing was copied: {error}", EXIT_FINDINGS)
    except StoreError as error:
        stop(f"Nothing was copied; a database cannot be used: {error}", EXIT_FINDINGS)
    for table, rows in copied.rows.items():
        if rows:
            typer.echo(f"{rows:>9}  {table}")
    typer.echo(f"{copied.total:>9}  rows in all, counted in the target")


def _at_rest(file: Path | None) -> AbstractContextManager[None]:
    """Keep a bot from adding to what is copied; of a PostgreSQL that cannot be told."""
    return nullcontext() if file is None else while_unused(file)


_STOP_IT: Final = "Stop it first: what it keeps from now on would not be in the copy."


async def _copy(old: Database, new: Database, replaces: bool, on_progress: Progress) -> Copied:
    from bot.store.copying import copy_all

    try:
        return await copy_all(old, new, replaces=replaces, on_progress=on_progress)
    finally:
        await old.close()
        await new.close()
