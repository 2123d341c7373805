"""What every verb needs: settings with one-line errors, the edition, and progress."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from bot.cli.exits import EXIT_CONFIG, EXIT_FINDINGS
from bot.corpus.file_names import printable
from bot.dialogue import content_wording, terminal_wording
from bot.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from bot.corpus.loader import Progress
    from bot.edition import Edition

T = TypeVar("T")

errors = Console(stderr=True, highlight=False, soft_wrap=True)
results = Console(highlight=False)


@dataclass(frozen=True, slots=True)
class Context:
    """What the command line said before the verb."""

    content_dir: Path | None = None

    def settings(self, content_dir: Path | None = None, **overrides: object) -> Settings:
        """Read the settings, the command line's folder first; exits with 78 when one is wrong."""
        given = content_dir or self.content_dir
        try:
            settings = load_settings(content_dir=given, **overrides)
            if not settings.content_dir.exists():
                name, example = "BOT_CONTENT_DIR", "content"
                if given is not None:
                    name, example = "--content", "--content content"
                raise SettingsError(name, an_existing_folder(settings.content_dir), example)
        except SettingsError as error:
            stop(str(error), EXIT_CONFIG)
        return settings


def an_existing_folder(missing: Path) -> str:
    """Say that a folder is expected, and where it was looked for: often it lies beside that."""
    place = printable(str(missing.absolute()))
    return f"a folder that exists; there is none at {place}{windows_hint(missing)}"


def windows_hint(missing: Path) -> str:
    """Say how a path of Windows is written here, if what is missing looks like one."""
    drive = PureWindowsPath(missing).drive[:1].lower()
    if os.name == "nt" or not drive.isalpha():
        return ""
    return f" (in WSL, write /mnt/{drive}/… with / in place of \\)"


def context_of(ctx: typer.Context) -> Context:
    """Give what the command line said before the verb."""
    return Context(ctx.obj if isinstance(ctx.obj, Path) else None)


def stop(message: str, code: int) -> NoReturn:
    """End with one line on standard error."""
    errors.print(message, markup=False)
    raise typer.Exit(code)


def unreadable(name: str, error: OSError | ValueError, wanted: str) -> str:
    """Say of a file that was named why it cannot be read, and which one is wanted."""
    reason = _why_unreadable(error)
    return f"{printable(name)}: cannot be read: {reason}. Give {wanted}."


def _why_unreadable(error: OSError | ValueError) -> str:
    match error:
        case OSError():
            return error.strerror or type(error).__name__
        case UnicodeDecodeError():
            return f"it is not UTF-8 at byte {error.start + 1}"
        case _:
            return str(error)


def from_database(work: Coroutine[None, None, T]) -> T:
    """Wait for what the database says; exits when it cannot be used."""
    from bot.store.model import StoreError  # SQLAlchemy takes 0.2 s to import

    try:
        return asyncio.run(work)
    except SettingsError as error:
        stop(str(error), EXIT_CONFIG)
    except StoreError as error:
        stop(terminal_wording.database_unusable(str(error)), EXIT_FINDINGS)


def open_edition(settings: Settings) -> Edition:
    """Build what answers, with a progress bar on standard error when it takes a while.

    Exits with 78 when the weights that the settings name cannot be used.
    """
    from bot.app.editions import build_edition  # numpy and the dialogue take 0.5 s to import

    with reading_briefings() as on_progress:
        edition = build_edition(settings, on_progress=on_progress)
    degraded = told_if_degraded(edition)
    if degraded is not None:
        errors.print(degraded, markup=False)
    return edition


def told_if_degraded(edition: Edition) -> str | None:
    """Say why matching does with less than it could; none when it does not."""
    return None if edition.degraded is None else f"{content_wording.DEGRADED} {edition.degraded}"


@contextmanager
def reading_briefings() -> Iterator[Progress]:
    """Show how far reading is; exits with 78 when the weights in the settings cannot be used."""
    try:
        with progress("Reading briefings") as on_progress:
            yield on_progress
    except SettingsError as error:
        stop(str(error), EXIT_CONFIG)


@contextmanager
def progress(description: str) -> Iterator[Progress]:
    """Show a bar while something long goes on; nothing when standard error is no terminal."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Bar(*columns, console=errors, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(description, total=None)

        def update(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield update
