"""The command line: `briefing-bot VERB`. Results on standard output, the rest on standard error."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.cli import aliases, asking, backups, checking, content, evaluate, serving
from bot.cli.context import EXIT_FINDINGS, ContentOption, Context
from bot.cli.exporting import content_verbs
from bot.cli.fleet import fleet
from bot.cli.helping import Verb, Verbs
from bot.cli.store import store
from bot.corpus.file_names import printable

app = typer.Typer(
    name="briefing-bot",
    cls=Verbs,
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
    ctx.obj = Context(content_dir)


for _verb, _command in (
    ("run", serving.run),
    ("preview", serving.preview),
    ("chat", asking.chat),
    ("ask", asking.ask),
    ("lint", content.lint),
    ("corpus", content.corpus),
    ("eval", evaluate.evaluate_answers),
    ("invite", serving.invite),
    ("check-config", checking.check_config),
    ("doctor", checking.doctor),
    ("backup", backups.backup),
    ("restore", backups.restore),
    ("fleet", fleet),
):
    app.command(_verb, cls=Verb)(_command)
app.add_typer(aliases.app, name="aliases")
app.add_typer(content_verbs)
app.add_typer(store, name="store")


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
