"""`content export` and `content history`: what editors made of the pages, for git and for people."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import history_of, overlay_of
from bot.cli.context import EXIT_USAGE, ContentOption, context_of, errors, results, stop
from bot.corpus.file_names import printable
from bot.corpus.limits import Limits
from bot.corpus.overlay import NOTHING_OVER, Overlay
from bot.corpus.raw_pages import raw_pages
from bot.corpus.sidecar import SIDECAR, sidecar_of
from bot.corpus.walk import walk
from bot.settings import Settings
from bot.whole_files import appearing

content_verbs = typer.Typer(
    name="content", help="What editors published over the pages.", no_args_is_help=True
)

GuildOption = Annotated[
    int | None, typer.Option("--guild", help="The server whose editors' changes are put over.")
]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", help="Where they are kept, instead of BOT_DATABASE_URL.")
]


@content_verbs.command("export")
def export(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where the pages are written.")],
    guild: GuildOption = None,
    database: DatabaseOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the pages of a folder that is not empty.")
    ] = False,
    content_dir: ContentOption = None,
) -> None:
    """Write all pages, as the files have them and with what a server's editors published."""
    settings = _settings(ctx, content_dir, database)
    overlay = NOTHING_OVER if guild is None else _overlay(settings, guild)
    try:
        if not force and folder.exists() and any(folder.iterdir()):
            stop(f"{printable(str(folder))} is not empty; --force replaces its pages", EXIT_USAGE)
        count = write_folder(settings.content_dir, overlay, folder, limits=settings.limits)
    except OSError as error:
        stop(f"{printable(str(folder))}: {error.strerror or error}", EXIT_USAGE)
    results.print(f"{count} files written to {printable(str(folder))}", markup=False)


@content_verbs.command("history")
def history(
    ctx: typer.Context,
    guild: Annotated[int, typer.Option("--guild", help="The server.")],
    database: DatabaseOption = None,
    content_dir: ContentOption = None,
) -> None:
    """List what a server's editors published, the newest first."""
    settings = _settings(ctx, content_dir, database)
    for row in asyncio.run(history_of(settings, guild)):
        line = f"{row.number:>6}  {row.at:%Y-%m-%d %H:%M}  {row.moderator}  {row.action}  "
        results.print(line + printable(row.summary), markup=False)


def write_folder(source: Path, overlay: Overlay, folder: Path, *, limits: Limits) -> int:
    """Write pages with an overlay over them; each file appears as a whole. Raises `OSError`.

    Pages that are there and do not belong to it go last; all else in the folder stays.
    """
    files = dict(raw_pages(source, overlay, limits=limits))
    wordings = sidecar_of(overlay)
    if wordings is not None:
        files[SIDECAR] = wordings
    elif overlay is NOTHING_OVER and (source / SIDECAR).is_file():
        files[SIDECAR] = (source / SIDECAR).read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    root = folder.resolve()
    for name, body in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.parent.resolve().is_relative_to(root):
            errors.print(f"{printable(name)} leads out of the folder and is left", markup=False)
            continue
        with appearing(file) as stream:
            stream.write(body)
    if SIDECAR not in files:
        (root / SIDECAR).unlink(missing_ok=True)
    found = walk(root)
    for stale in (*found.pages, *found.golden):
        if stale.file not in files:
            stale.path.unlink()
    return len(files)


def _settings(ctx: typer.Context, content_dir: Path | None, database: str | None) -> Settings:
    given = {} if database is None else {"database_url": database}
    return context_of(ctx).settings(content_dir, **given)


def _overlay(settings: Settings, guild: int) -> Overlay:
    overlay = asyncio.run(overlay_of(settings, guild))
    if overlay is None:
        stop(f"No content was published in {guild}; leave --guild out", EXIT_USAGE)
    return overlay
