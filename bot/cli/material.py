"""Reads what `eval --calibrate` fits on: stories, labelled messages, and which encoder saw what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

import typer

from bot.cli.context import errors, stop, unreadable
from bot.cli.exits import EXIT_USAGE
from bot.cli.show import finding_line
from bot.corpus.file_names import GOLDEN_FILE
from bot.corpus.loader import load_folder
from bot.evaluation.material import (
    Labelled,
    ReadSource,
    Source,
    read_collection,
    read_content,
    shortage,
)
from bot.settings import Settings

PAGES, MESSAGES, FOLDS = "content", "messages.jsonl", "folds.json"
FOREIGN_MESSAGES = "foreign.jsonl"

_LISTED: Final = 20
"""Messages with a wrong target that are shown; more are counted."""


def groups_of(sources: Iterable[Source]) -> list[str]:
    """Name all groups, each once."""
    return list(dict.fromkeys(group for source in sources for group in source.groups))


def read_sources(settings: Settings, material: Iterable[Path]) -> tuple[Source, ...]:
    """Read the content and all further material; exits with 2 when that does not do."""
    read = [_read_content(settings)]
    read += [_read_material(folder, MESSAGES, settings) for folder in material]
    return _checked(read)


def read_foreign_sources(settings: Settings, material: Iterable[Path]) -> tuple[Source, ...]:
    """Read the messages in other languages of the material; exits with 2 when that does not do."""
    return _checked([_read_material(folder, FOREIGN_MESSAGES, settings) for folder in material])


def _checked(read: Sequence[ReadSource]) -> tuple[Source, ...]:
    """Leave out what no passage answers; exits with 2 when what remains does not do."""
    findings = [finding for one in read for finding in one.findings]
    for finding in findings:
        errors.print(finding_line(finding), soft_wrap=True)
    if findings:
        raise typer.Exit(EXIT_USAGE)
    sources = tuple(_without_unmet(one.source) for one in read)
    complaint = shortage(sources)
    if complaint is not None:
        stop(complaint, EXIT_USAGE)
    return sources


def _read_content(settings: Settings) -> ReadSource:
    loaded = load_folder(settings.content_dir, limits=settings.limits)
    unread = (f for f in loaded.findings if PurePosixPath(f.file).name == GOLDEN_FILE)
    read = read_content(loaded.pages, loaded.golden)
    return replace(read, findings=(*unread, *read.findings))


def _read_material(folder: Path, messages: str, settings: Settings) -> ReadSource:
    file, pages = folder / messages, folder / PAGES
    if not pages.is_dir():
        stop(f"{folder}: material is a folder with {PAGES}/ and {messages} in it.", EXIT_USAGE)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        stop(unreadable(str(file), error, "a file of labelled messages, as JSON Lines"), EXIT_USAGE)
    loaded = load_folder(pages, limits=settings.limits)
    return read_collection(loaded.pages, text, file=str(file))


def _without_unmet(source: Source) -> Source:
    """Leave out messages whose targets no passage meets, and say which: their labels are wrong."""
    unmet = list(source.unmet())
    for labelled in unmet[:_LISTED]:
        errors.print(f"Left out, for no passage meets its target: {_told(labelled)}", markup=False)
    if len(unmet) > _LISTED:
        errors.print(f"Left out for the same reason: {len(unmet) - _LISTED} more.")
    return source.without(unmet)


def _told(labelled: Labelled) -> str:
    wanted = labelled.message.targets[0]
    return f"{labelled.group}: “{labelled.message.message}” → {wanted.file}: {wanted.target}"


def read_folds(settings: Settings, folder: Path, sources: Iterable[Source]) -> Mapping[str, Path]:
    """Read which group is compared by which encoder; exits with 2 when that cannot be."""
    if settings.encoder == "off":
        stop("--encoders goes with neither --words-alone nor BOT_ENCODER=off.", EXIT_USAGE)
    file, known = folder / FOLDS, groups_of(sources)
    form = 'an object such as {"group": "file.onnx"}'
    try:
        named = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        stop(unreadable(str(file), error, form), EXIT_USAGE)
    if not isinstance(named, dict) or not all(isinstance(name, str) for name in named.values()):
        stop(f"{file}: expected {form}.", EXIT_USAGE)
    for group, name in named.items():
        if group not in known:
            stop(f"{file}: no group “{group}”. There are: {', '.join(known)}.", EXIT_USAGE)
        if not (folder / name).is_file():
            stop(f"{file}: {name}, the encoder of “{group}”, is not there.", EXIT_USAGE)
    return {group: folder / name for group, name in named.items()}
