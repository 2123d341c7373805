"""`aliases export`: what editors taught in Discord, into the pages or beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.app.databases import read_overlays
from bot.app.editions import build_edition
from bot.cli.context import context_of, errors, from_database, results, stop
from bot.cli.exits import EXIT_FINDINGS, EXIT_USAGE
from bot.cli.helping import Verb, Verbs
from bot.corpus.alias_writing import with_wordings
from bot.corpus.limits import Limits
from bot.corpus.model import PassageId
from bot.corpus.overlay import Overlay, Scope, Wording
from bot.corpus.sidecar import SIDECAR
from bot.dialogue import terminal_wording
from bot.exporting import write_wordings
from bot.settings import Settings
from bot.whole_files import appearing

app = typer.Typer(
    cls=Verbs, help="Other wordings of questions, as editors taught them.", no_args_is_help=True
)


@app.callback()
def _group() -> None:
    """Keep `export` a verb of its own, though it is the only one."""


@app.command(cls=Verb)
def export(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of pages to write into.")
    ],
    guild: Annotated[
        int | None, typer.Option(help="The server's id; not needed where only one taught any.")
    ] = None,
) -> None:
    """Write what was taught in Discord into the pages of a folder, or beside them."""
    if not folder.is_dir():
        stop(f"{folder}: no such folder", EXIT_USAGE)
    settings = context_of(ctx).settings()
    overlay = _overlay_of(from_database(read_overlays(settings)), guild)
    try:
        written = _write(settings, overlay, folder)
    except OSError as error:
        stop(f"{folder}: {error.strerror or error}", EXIT_USAGE)
    for words in written.left_out:
        errors.print(terminal_wording.alias_left_out(words.words, words.passage), markup=False)
    results.print(terminal_wording.aliases_exported(written.in_pages), markup=False)
    if written.beside:
        results.print(terminal_wording.aliases_beside(written.beside, SIDECAR), markup=False)
    if written.left_out:
        raise typer.Exit(EXIT_FINDINGS)


def _overlay_of(published: Mapping[int, Overlay], guild: int | None) -> Overlay:
    teaching = [number for number, found in published.items() if found.taught or found.not_meant]
    if guild is None and len(teaching) > 1:
        stop(terminal_wording.which_guild(teaching), EXIT_USAGE)
    chosen = guild if guild is not None else next(iter(teaching), None)
    return Overlay() if chosen is None else published.get(chosen, Overlay())


@dataclass(frozen=True, slots=True)
class _Written:
    """Where wordings stand now."""

    in_pages: int = 0
    beside: int = 0
    left_out: tuple[Wording, ...] = ()
    """Their passages are not in the folder."""


def _write(settings: Settings, overlay: Overlay, folder: Path) -> _Written:
    """Write wordings into their pages, and beside them what a page cannot take."""
    if not (overlay.taught or overlay.not_meant):
        return _Written()
    corpus = build_edition(settings, scope=Scope(overlay)).corpus
    by_file: dict[str, list[Wording]] = defaultdict(list)
    left_out: list[Wording] = []
    for words in sorted(overlay.taught | overlay.not_meant):
        passage = corpus.passage(words.passage)
        file = "" if passage is None else passage.provenance.file
        if file and (path := (folder / file).resolve()).is_file() and _is_in(folder, path):
            by_file[file].append(words)
        else:
            left_out.append(words)
    in_pages: set[Wording] = set()
    for file, wordings in by_file.items():
        meant = [words for words in wordings if words in overlay.taught]
        if meant and _write_page(folder / file, file, meant, settings.limits):
            in_pages.update(meant)
    left = frozenset(words for wordings in by_file.values() for words in wordings) - in_pages
    beside = Overlay(taught=overlay.taught & left, not_meant=overlay.not_meant & left)
    write_wordings(folder, beside)
    return _Written(len(in_pages), len(left), tuple(left_out))


def _is_in(folder: Path, path: Path) -> bool:
    return path.is_relative_to(folder.resolve())


def _write_page(path: Path, file: str, wordings: Iterable[Wording], limits: Limits) -> bool:
    """Write wordings into the front matter of a page, as a whole; say whether it takes them."""
    by_passage: dict[PassageId, list[str]] = defaultdict(list)
    for taught in wordings:
        by_passage[taught.passage].append(taught.words)
    body = path.read_bytes()
    written = with_wordings(body, by_passage, file=file, limits=limits)
    if written is not None and written != body:
        with appearing(path) as stream:
            stream.write(written)
    return written is not None
