"""`run`, `preview` and `invite`: the bot in Discord, or in a local page that looks like it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from importlib.util import find_spec
from typing import Annotated, Final

import typer

from bot.app.databases import database_file
from bot.cli.context import context_of, errors, progress, stop, told_if_degraded
from bot.cli.exits import EXIT_CONFIG
from bot.cli.options import ContentOption
from bot.cli.show import count_by_severity
from bot.garbage import without_collections
from bot.library import Library
from bot.logs import configure_logs
from bot.offline_checks import application_in
from bot.settings import LogFormat, Settings, SettingsError, load_settings
from bot.slips import slips
from bot.stopping import START_AGAIN, end_now
from bot.store.sole_use import InUseError, sole_use

_log = logging.getLogger(__name__)

_NO_TOKEN: Final = "No DISCORD_TOKEN is set: opening the local preview instead."  # noqa: S105  (none)
_MORE: Final = "`briefing-bot lint` shows them."

LOOKS_LIKE = "MTE4….GhYs….k3Zp…"
LEAST_PERMISSIONS = (1 << 10) | (1 << 11) | (1 << 16) | (1 << 38)
"""View channels, send messages, read message history (to reply), send messages in threads."""


def run(ctx: typer.Context, content_dir: ContentOption = None) -> None:
    """Join Discord with DISCORD_TOKEN; without a token, open the preview."""
    settings = context_of(ctx).settings(content_dir)
    configure_logs(settings)
    with _told_why_it_cannot_run(settings):
        token = settings.token()
        for slip in slips():
            _tell(settings, logging.WARNING, str(slip))
        if token is None:
            if find_spec("simcord") is None:
                raise SettingsError("DISCORD_TOKEN", "a bot's token (no preview here)", LOOKS_LIKE)
            _tell(settings, logging.INFO, _NO_TOKEN)
            _preview(settings)
        with without_collections():
            from bot.discord_app.run import run_discord  # discord.py takes 0.3 s to import

        with _alone(settings):
            end_now(run_discord(_open_library(settings), settings))


def _alone(settings: Settings) -> AbstractContextManager[None]:
    """Keep other bots from the database; the processes of one that use a PostgreSQL agree."""
    file = database_file(settings)
    if file is None:
        return nullcontext()
    with suppress(OSError):  # whatever its folder is like, the bot answers
        settings.state_dir.mkdir(parents=True, exist_ok=True)
    waiting = "Another bot uses the database. Waiting whether it is about to end"
    return sole_use(file, _WAITS_S, lambda: _tell(settings, logging.INFO, waiting))


_WAITS_S: Final = 12.0
"""A bot that is stopped takes ten seconds at most to finish what it has begun."""


@contextmanager
def _told_why_it_cannot_run(settings: Settings) -> Iterator[None]:
    """Exit with 78 when a setting turns out to be wrong, with 75 when another bot is in the way."""
    try:
        yield
    except SettingsError as error:
        _tell(settings, logging.ERROR, str(error))
        raise typer.Exit(EXIT_CONFIG) from None
    except InUseError as error:
        _tell(settings, logging.ERROR, str(error))
        raise typer.Exit(START_AGAIN) from None


def _tell(settings: Settings, level: int, line: str) -> None:
    """Say a line to people as it is, and to machines as all others of the log."""
    if settings.log_format is LogFormat.JSON:
        _log.log(level, "%s", line)
    else:
        errors.print(line, markup=False)


def preview(
    ctx: typer.Context,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The page's port; 0 picks a free one.")
    ] = None,
    content_dir: ContentOption = None,
) -> None:
    """Open the bot in a local browser page; no account and no token needed."""
    settings = context_of(ctx).settings(content_dir, preview_port=port)
    with _told_why_it_cannot_run(settings):
        _preview(settings)


def _preview(settings: Settings) -> None:
    from bot.preview import run_preview  # discord.py takes 0.3 s to import

    library = _open_library(settings)
    degraded = told_if_degraded(library.current)
    if degraded is not None:
        _tell(settings, logging.WARNING, degraded)
    _tell(settings, logging.INFO, library.current.told_of_languages)
    raise typer.Exit(run_preview(library, settings))


def _open_library(settings: Settings) -> Library:
    """Load the content and say on standard error what is wrong with it."""
    with progress("Reading briefings") as on_progress:
        library = Library.open(settings, on_progress=on_progress)
    library.read_languages()
    findings = library.current.findings
    if findings:
        told = f"{settings.content_dir}: {count_by_severity(findings)}; {_MORE}"
        _tell(settings, logging.WARNING, told)
    return library


def invite(
    ctx: typer.Context,
    client_id: Annotated[
        int | None,
        typer.Option(min=1, help="The application id; without it, it is read from the token."),
    ] = None,
) -> None:
    """Print the link that adds the bot to a server, with the least permissions."""
    del ctx
    try:
        application = client_id or _application_of(load_settings().token() or "")
    except SettingsError as error:
        stop(str(error), EXIT_CONFIG)
    query = f"client_id={application}&scope=bot+applications.commands"
    typer.echo(f"https://discord.com/oauth2/authorize?{query}&permissions={LEAST_PERMISSIONS}")


def _application_of(token: str) -> int:
    application = application_in(token.partition(".")[0])
    if application is None:
        expected = "a bot's token from the Developer Portal (or give --client-id)"
        raise SettingsError("DISCORD_TOKEN", expected, LOOKS_LIKE)
    return application
