"""`aliases export`: what editors taught in Discord, into the pages, so that it lives with them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.app import build_edition, read_overlays
from bot.cli.context import EXIT_FINDINGS, EXIT_USAGE, context_of, errors, results, stop
from bot.corpus.alias_writing import with_wordings
from bot.corpus.limits import Limits
from bot.corpus.model import PassageId
from bot.corpus.overlay import Overlay, Scope, Wording
from bot.dialogue import wording
from bot.settings import Settings, SettingsError
from bot.store.model import StoreError
from bot.whole_files import appearing

app = typer.Typer(help="Other wordings of questions, as editors taught them.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `export` a verb of its own, though it is the only one."""


@app.command()
def export(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of pages to write into.")
    ],
    guild: Annotated[
        int | None, typer.Option(help="The server's id; not needed where only one taught any.")
    ] = None,
) -> None:
    """Write what was taught in Discord into the front matter of the pages of a folder."""
    if not folder.is_dir():
        stop(f"{folder}: no such folder", EXIT_USAGE)
    settings = context_of(ctx).settings()
    try:
        published = asyncio.run(read_overlays(settings))
    except (StoreError, SettingsError) as error:
        stop(wording.database_unusable(str(error)), EXIT_FINDINGS)
    overlay = _overlay_of(published, guild)
    left_out = list(_written(settings, overlay, folder))
    for words in left_out:
        errors.print(wording.alias_left_out(words.words, words.passage), markup=False)
    results.print(wording.aliases_exported(len(overlay.taught) - len(left_out)), markup=False)
    if overlay.not_meant:
        errors.print(wording.refusals_stay(len(overlay.not_meant)), markup=False)
    if left_out:
        raise typer.Exit(EXIT_FINDINGS)


def _overlay_of(published: Mapping[int, Overlay], guild: int | None) -> Overlay:
    teaching = [number for number, found in published.items() if found.taught]
    if guild is None and len(teaching) > 1:
        stop(wording.which_guild(teaching), EXIT_USAGE)
    chosen = guild if guild is not None else next(iter(teaching), None)
    return Overlay() if chosen is None else published.get(chosen, Overlay())


def _written(settings: Settings, overlay: Overlay, folder: Path) -> Iterable[Wording]:
    """Write each page that has new wordings, as a whole; give the wordings that it did not take."""
    if not overlay.taught:
        return
    corpus = build_edition(settings, scope=Scope(overlay)).corpus
    by_file: dict[str, list[Wording]] = defaultdict(list)
    for taught in sorted(overlay.taught):
        passage = corpus.passage(taught.passage)
        if passage is None:
            yield taught
        else:
            by_file[passage.provenance.file].append(taught)
    for file, wordings in by_file.items():
        is_inside = (folder / file).resolve().is_relative_to(folder.resolve())
        if not is_inside or not _write(folder / file, file, wordings, settings.limits):
            yield from wordings


def _write(path: Path, file: str, wordings: Iterable[Wording], limits: Limits) -> bool:
    by_passage: dict[PassageId, list[str]] = defaultdict(list)
    for taught in wordings:
        by_passage[taught.passage].append(taught.words)
    try:
        body = path.read_bytes()
    except OSError:
        return False
    written = with_wordings(body, by_passage, file=file, limits=limits)
    if written is not None and written != body:
        with appearing(path) as stream:
            stream.write(written)
    return written is not None
