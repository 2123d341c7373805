"""`content export` and `content history`: what editors made of the pages, for git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.app.databases import history_of, overlay_of
from bot.cli.context import context_of, errors, from_database, results, stop
from bot.cli.exits import EXIT_USAGE
from bot.cli.helping import Verb, Verbs
from bot.cli.options import ContentOption
from bot.corpus.file_names import printable
from bot.corpus.overlay import NOTHING_OVER, Overlay
from bot.exporting import Exported, write_folder
from bot.settings import Settings

content_verbs = typer.Typer(
    name="content",
    cls=Verbs,
    help="What editors published over the pages.",
    no_args_is_help=True,
)

GuildOption = Annotated[
    int | None, typer.Option("--guild", help="The server whose editors' changes are put over.")
]
DatabaseOption = Annotated[
    str | None, typer.Option("--database", help="Where they are kept, instead of BOT_DATABASE_URL.")
]


@content_verbs.command("export", cls=Verb)
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
        done = write_folder(settings.content_dir, overlay, folder, limits=settings.limits)
    except OSError as error:
        stop(f"{printable(str(folder))}: {error.strerror or error}", EXIT_USAGE)
    for line in _told(done):
        errors.print(line, markup=False)
    results.print(
        f"{done.written} files written to {printable(str(folder))}", markup=False, soft_wrap=True
    )


def _told(done: Exported) -> Iterator[str]:
    """Name each file that is not in the target because of the content, or in spite of it."""
    for file in done.left_out:
        yield f"{file}: not exported, for it cannot be read; `briefing-bot lint` says why"
    for file in done.kept:
        yield f"{file}: left as it is, for it cannot be read as a page"
    for file in done.removed:
        yield f"{file}: removed; no page of the content has that name"


@content_verbs.command("history", cls=Verb)
def history(
    ctx: typer.Context,
    guild: Annotated[int, typer.Option("--guild", help="The server.")],
    database: DatabaseOption = None,
    content_dir: ContentOption = None,
) -> None:
    """List what a server's editors published, the newest first."""
    settings = _settings(ctx, content_dir, database)
    rows = from_database(history_of(settings, guild))
    if not rows:
        errors.print(_nothing_published(guild), markup=False)
    for row in rows:
        line = f"{row.number:>6}  {row.at:%Y-%m-%d %H:%M}  {row.moderator}  {row.action}  "
        results.print(line + printable(row.summary), markup=False, soft_wrap=True)


def _settings(ctx: typer.Context, content_dir: Path | None, database: str | None) -> Settings:
    given = {} if database is None else {"database_url": database}
    return context_of(ctx).settings(content_dir, **given)


def _overlay(settings: Settings, guild: int) -> Overlay:
    overlay = from_database(overlay_of(settings, guild))
    if overlay is None:
        stop(f"{_nothing_published(guild)} Leave --guild out.", EXIT_USAGE)
    return overlay


def _nothing_published(guild: int) -> str:
    return f"Nothing was published on the server {guild}."
