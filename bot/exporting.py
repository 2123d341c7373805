"""Writes pages, with what editors put over them, into a folder that can be served or versioned."""

from __future__ import annotations

from pathlib import Path

from bot.corpus.file_names import printable
from bot.corpus.limits import Limits
from bot.corpus.overlay import Overlay
from bot.corpus.raw_pages import raw_pages
from bot.corpus.sidecar import SIDECAR, sidecar_of, wordings_beside
from bot.corpus.walk import walk
from bot.whole_files import appearing


def write_folder(source: Path, overlay: Overlay, folder: Path, *, limits: Limits) -> int:
    """Write pages with an overlay over them; each file appears as a whole. Raises `OSError`.

    Pages that are there and do not belong to it go last; all else in the folder stays.
    """
    files = dict(raw_pages(source, overlay, limits=limits))
    wordings = sidecar_of(wordings_beside(source).with_all_of(overlay))
    if wordings is not None:
        files[SIDECAR] = wordings
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
    found = walk(root)
    for stale in (*found.pages, *found.golden):
        if stale.file not in files:
            stale.path.unlink()
    return len(files)


def write_wordings(folder: Path, overlay: Overlay) -> None:
    """Put wordings over those that stand beside the pages of a folder. Raises `OSError`."""
    wordings = sidecar_of(wordings_beside(folder).with_all_of(overlay))
    if wordings is not None:
        with appearing(folder / SIDECAR) as stream:
            stream.write(wordings)
