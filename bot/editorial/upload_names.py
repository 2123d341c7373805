"""Where an uploaded file goes: its name is data, and never a path."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Final

from bot.corpus.file_names import PAGE_SUFFIXES, is_passed_over
from bot.corpus.ids import briefing_id

_LONGEST: Final = 60
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names that Windows keeps for devices; an export must open there too."""


def safe_name(name: str) -> str:
    """Make a page's file name of whatever a file is called: letters, digits, `-`, `_` and `.`."""
    last = re.split(r"[/\\]", name)[-1]
    plain = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode()
    suffix = next((s for s in PAGE_SUFFIXES if plain.casefold().endswith(s)), "")
    stem = plain[: len(plain) - len(suffix)]
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("._-")
    stem = re.sub(r"\.{2,}", ".", stem)[:_LONGEST].strip("._-") or "page"
    if _RESERVED.fullmatch(stem.partition(".")[0]) or is_passed_over(stem):
        stem = f"page-{stem}"
    return stem + (suffix or ".txt")


def placed(
    name: str,
    *,
    known: Collection[str],
    folder: str | None = None,
    briefing: str | None = None,
    beside: str | None = None,
) -> str:
    """Say which file an upload becomes, relative to the content folder.

    In the folder that the moderator names; else in the place of the one page of the same name;
    else in a folder named for its briefing; else beside what was sent with it, or by itself.
    """
    own = safe_name(name)
    if folder is not None and folder.strip():
        return _in_folder(_folder_of(folder, known), own, known)
    same = [file for file in known if file.rpartition("/")[2].casefold() == own.casefold()]
    if len(same) == 1:
        return same[0]
    if briefing is None and beside is not None:
        return _in_folder(beside, own, known)
    return _in_folder(briefing_id(briefing or own.rpartition(".")[0]), own, known)


def folders_of(files: Iterable[str]) -> tuple[str, ...]:
    """Give the folders that hold pages."""
    return tuple(sorted({file.rpartition("/")[0] for file in files if "/" in file}))


def _folder_of(wanted: str, known: Collection[str]) -> str:
    """Take a folder that is there by its own name; make a safe one of all others."""
    named = wanted.strip()
    return named if named in folders_of(known) else str(briefing_id(named))


def _in_folder(folder: str, own: str, known: Collection[str]) -> str:
    """Take a page that differs in case alone for the same: some disks do."""
    file = f"{folder}/{own}"
    return next((one for one in known if one.casefold() == file.casefold()), file)
