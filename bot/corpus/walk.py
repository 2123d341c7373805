"""Walks the content folder and finds the files that are pages, without opening any."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.corpus.file_names import GOLDEN_FILE, is_page_name, is_passed_over, printable
from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding

NO_FOLDER = "no-folder"
"""The code of the finding that the content folder itself is missing."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file inside the content folder."""

    file: str
    """Relative to the content folder, with `/`, and printable."""
    path: Path
    """Free of links."""


@dataclass(slots=True)
class Walk:
    """What a walk found, each list sorted by file."""

    pages: list[FoundFile] = field(default_factory=list)
    golden: list[FoundFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    closed_folders: list[str] = field(default_factory=list)
    """Folders that could not be listed, relative to the content folder, "" for itself."""


def walk(root: Path) -> Walk:
    """Find the pages of a folder and its subfolders; of a single file, that file."""
    found = Walk()
    try:
        real_root = Path(os.path.realpath(root, strict=True))
    except OSError:
        found.findings.append(finding(NO_FOLDER, printable(str(root))))
        found.closed_folders.append("")
        return found
    if not real_root.is_dir():
        _take_single(found, real_root)
        return found
    folders = [(real_root, "")]
    while folders:
        folder, prefix = folders.pop()
        folders += _list_folder(found, real_root, folder, prefix)
    for files in (found.pages, found.golden):
        files.sort(key=lambda one: one.file)
    return found


def _take_single(found: Walk, path: Path) -> None:
    """Take a file that was asked for by name, whatever its name is."""
    file = printable(path.name)
    mode = path.lstat().st_mode
    if not stat.S_ISREG(mode):
        found.findings.append(finding("not-a-file", file, what=_kind(mode)))
    else:
        files = found.golden if path.name == GOLDEN_FILE else found.pages
        files.append(FoundFile(file, path))


def _list_folder(found: Walk, root: Path, folder: Path, prefix: str) -> Iterator[tuple[Path, str]]:
    """Sort the entries of one folder; give the folders below it."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        reason = error.strerror or "the folder cannot be listed"
        found.findings.append(finding("unreadable", printable(prefix) or ".", reason=reason))
        found.closed_folders.append(printable(prefix))
        return
    for entry in listed:
        if is_passed_over(entry.name):
            continue
        name = f"{prefix}/{entry.name}" if prefix else entry.name
        if entry.is_dir(follow_symlinks=False) and not is_page_name(entry.name):
            yield Path(entry.path), name
        else:
            _sort_entry(found, root, entry, name)


def _sort_entry(found: Walk, root: Path, entry: os.DirEntry[str], name: str) -> None:
    """Take a page or a golden file; say why anything else is not taken."""
    file = printable(name)
    try:
        path = Path(os.path.realpath(entry.path, strict=True))
        mode = path.lstat().st_mode
    except OSError as error:
        code = "broken-link" if entry.is_symlink() else "unreadable"
        reason = error.strerror or "it cannot be found"
        found.findings.append(finding(code, file, reason=reason))
        return
    if not path.is_relative_to(root):
        found.findings.append(finding("link-out-of-folder", file))
    elif entry.is_symlink() and stat.S_ISDIR(mode):
        found.findings.append(finding("linked-folder", file))
    elif entry.name == GOLDEN_FILE and stat.S_ISREG(mode):
        found.golden.append(FoundFile(file, path))
    elif not is_page_name(entry.name):
        found.findings.append(finding("not-a-page", file))
    elif not stat.S_ISREG(mode):
        found.findings.append(finding("not-a-file", file, what=_kind(mode)))
    else:
        if file != name:
            found.findings.append(finding("odd-file-name", file))
        found.pages.append(FoundFile(file, path))


def _kind(mode: int) -> str:
    """Say what stands where a file was expected."""
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
    )
    return next((name for test, name in kinds if test(mode)), "a device")
