"""Writes pages, with what editors put over them, into a folder that can be served or versioned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.corpus.file_names import GOLDEN_FILE, printable
from bot.corpus.finding_codes import PageRefusedError
from bot.corpus.limits import Limits
from bot.corpus.loader import read_bytes
from bot.corpus.overlay import Overlay
from bot.corpus.raw_pages import RawFolder, raw_folder
from bot.corpus.reader import read_page
from bot.corpus.sidecar import SIDECAR, WordingsError, read_wordings, sidecar_of
from bot.corpus.walk import FoundFile, walk
from bot.whole_files import appearing


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of the files. All are named relative to their folder."""

    written: int
    left_out: tuple[str, ...]
    """Of the source: they cannot be read. A file of that name in the target stays."""
    removed: tuple[str, ...]
    """Of the target: pages that are not in the source any more."""
    kept: tuple[str, ...]
    """Of the target: they are named as pages are, and cannot be read as such."""


def write_folder(source: Path, overlay: Overlay, folder: Path, *, limits: Limits) -> Exported:
    """Write pages with an overlay over them; each file appears as a whole. Raises `OSError`.

    Pages that are there and do not belong to it go last; all else in the folder stays.
    """
    _refuse_above(source, folder)
    raw = raw_folder(source, overlay, limits=limits)
    files = dict(raw.bodies)
    wordings = sidecar_of(_wordings(source).with_all_of(overlay))
    if wordings is not None:
        files[SIDECAR] = wordings
    _wordings(folder)
    folder.mkdir(parents=True, exist_ok=True)
    root = folder.resolve()
    for name, body in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.parent.resolve().is_relative_to(root):
            raise OSError(f"{printable(name)} leads out of the folder")
        with appearing(file) as stream:
            stream.write(body)
    if SIDECAR not in files:
        (root / SIDECAR).unlink(missing_ok=True)
    removed, kept = _remove_stale(root, raw, limits)
    left_out = (*raw.refused, *(f"{name or '.'}/" for name in raw.closed_folders))
    return Exported(len(files), left_out, removed, kept)


def _remove_stale(
    root: Path, raw: RawFolder, limits: Limits
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Remove pages that the source has not; give them, and what is left for not being pages."""
    removed, kept = [], []
    for stale in _not_in(raw, root):
        if _is_page(stale, root, limits):
            stale.path.unlink()
            removed.append(stale.file)
        else:
            kept.append(stale.file)
    return tuple(removed), tuple(kept)


def _not_in(raw: RawFolder, root: Path) -> Iterator[FoundFile]:
    found = walk(root)
    for one in (*found.pages, *found.golden):
        if one.file not in raw.bodies and not raw.may_hold(one.file):
            yield one


def _is_page(found: FoundFile, root: Path, limits: Limits) -> bool:
    """Tell a page or golden messages, that stand there themselves, from all that is none."""
    if printable(found.path.relative_to(root).as_posix()) != found.file:
        return False  # a link to another one
    try:
        body = read_bytes(found.path, limits.page_bytes)
    except PageRefusedError:
        return False
    if found.path.name == GOLDEN_FILE:
        return True
    return read_page(body, file=found.file, limits=limits).page is not None


def _refuse_above(source: Path, folder: Path) -> None:
    """Keep the source from being cleared away as pages that do not belong to the target."""
    here, there = source.resolve(), folder.resolve()
    if here != there and here.is_relative_to(there):
        raise OSError("the content itself lies in it; choose another folder")


def write_wordings(folder: Path, overlay: Overlay) -> None:
    """Put wordings over those that stand beside the pages of a folder. Raises `OSError`."""
    wordings = sidecar_of(_wordings(folder).with_all_of(overlay))
    if wordings is not None:
        with appearing(folder / SIDECAR) as stream:
            stream.write(wordings)


def _wordings(folder: Path) -> Overlay:
    """Read wordings that are about to be written anew, and refuse to lose any."""
    try:
        return read_wordings(folder)
    except WordingsError as error:
        file = printable(str(folder / SIDECAR))
        raise OSError(f"{file} {error}; mend it, or move it away") from None
