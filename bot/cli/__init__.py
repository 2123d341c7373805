"""The command line: `briefing-bot VERB`. Results on standard output, the rest on standard error."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.cli.exits import EXIT_FINDINGS
from bot.cli.options import ContentOption
from bot.cli.verbs import Program
from bot.corpus.file_names import printable

app = typer.Typer(
    name="briefing-bot",
    cls=Program,
    help="Answers readers' questions with the words of your briefings, and nothing else.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"briefing-bot {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    ctx: typer.Context,
    content_dir: ContentOption = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version, and end."
        ),
    ] = False,
) -> None:
    ctx.obj = content_dir


def main() -> None:
    """Run the command line; exits with 0, 1, 2 or 78 as the help says."""
    _have_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except OSError as error:
        sys.stderr.write(_told(error))
        sys.stdout = None  # or Python tries once more when it ends
        sys.exit(EXIT_FINDINGS)


def _have_streams() -> None:
    """Write into nothing, and read nothing, where the shell closed a stream (`>&-`, `<&-`)."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (to the end)


def _told(error: OSError) -> str:
    """Say which file is in the way; without one it is a full disk behind a redirection, mostly."""
    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return f"The result could not be written: {reason}\n"
    return f"{printable(os.fsdecode(error.filename))}: {reason}\n"
