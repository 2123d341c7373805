"""The adapter to disk: reads a content folder, file by file, whatever the files are."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from bot.corpus.finding_codes import FindingLog, PageRefusedError, finding
from bot.corpus.findings import Finding
from bot.corpus.limits import Limits
from bot.corpus.model import Page
from bot.corpus.reader import read_page
from bot.corpus.walk import FoundFile, walk

Progress = Callable[[int, int], None]
"""Is told how many pages are done, and of how many."""

NO_PAGES = "no-pages"
"""The code of the finding that a folder has no page that can be read."""

_NOTHING_KEPT: Mapping[str, Page] = MappingProxyType({})
_OPENED = os.O_RDONLY | sum(
    getattr(os, flag, 0)
    for flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_NOCTTY", "O_BINARY")
)
_TRIES = 3
"""A file that is being saved is steady a moment later."""


@dataclass(frozen=True, slots=True)
class LoadedFolder:
    """Everything that a content folder holds."""

    pages: tuple[Page, ...]
    """In the order of their files."""
    findings: tuple[Finding, ...]
    """In the order of files and lines."""
    golden: tuple[tuple[str, str], ...]
    """The folder of each `golden.jsonl`, relative to the content folder (or `.`), and its text."""
    lost: tuple[str, ...]
    """Files that were refused and folders that could not be listed, "" for the folder itself."""


def load_folder(
    folder: Path,
    *,
    limits: Limits,
    kept: Mapping[str, Page] = _NOTHING_KEPT,
    on_progress: Progress | None = None,
) -> LoadedFolder:
    """Load all pages of a folder; a single file is a folder of one page.

    Never raises for what it finds there: a file that cannot be served is a finding, and the
    others load all the same. Where `kept` holds the last good version of a refused file, that
    one goes on being served.
    """
    found = walk(folder)
    findings = list(found.findings)
    pages: dict[str, Page] = {}
    by_digest: dict[str, str] = {}
    lost = list(found.closed_folders)
    for number, file in enumerate(found.pages, start=1):
        page, notes = _load_page(file, number, len(found.pages), limits)
        findings += notes
        if page is None:
            lost.append(file.file)
        if page is None and file.file in kept:
            page = kept[file.file]
            findings.append(finding("kept-last-good", file.file))
        first = by_digest.setdefault(page.digest, file.file) if page else file.file
        if first != file.file:
            findings.append(finding("duplicate-page", file.file, other=first))
        elif page:
            pages[file.file] = page
        if on_progress:
            on_progress(number, len(found.pages))
    pages |= _kept_below(found.closed_folders, kept)
    if not pages and not found.closed_folders and not folder.is_file():  # its own finding says why
        findings.append(finding(NO_PAGES, "."))
    golden = _load_golden(found.golden, limits, findings)
    ordered = tuple(pages[file] for file in sorted(pages))
    return LoadedFolder(ordered, tuple(sorted(findings)), golden, tuple(lost))


def fingerprint(folder: Path, *, limits: Limits) -> str:
    """Hash all that `load_folder` would read: the names of files, their bytes, their faults."""
    found = walk(folder)
    digest = hashlib.sha256(repr((found.findings, found.closed_folders)).encode())
    for file in (*found.pages[: limits.pages], *found.golden):
        digest.update(repr((file.file, _digest_of(file, limits))).encode())
    digest.update(repr([file.file for file in found.pages[limits.pages :]]).encode())
    return digest.hexdigest()


def _digest_of(file: FoundFile, limits: Limits) -> str:
    try:
        return hashlib.sha256(read_bytes(file.path, limits.page_bytes)).hexdigest()
    except PageRefusedError as refusal:
        return repr((refusal.code, sorted(refusal.values.items())))


def _load_page(
    file: FoundFile, number: int, of: int, limits: Limits
) -> tuple[Page | None, tuple[Finding, ...]]:
    """Read and parse one file."""
    if number > limits.pages:
        return None, (finding("too-many-pages", file.file, size=of, limit=limits.pages),)
    try:
        raw = read_bytes(file.path, limits.page_bytes)
    except PageRefusedError as refusal:
        log = FindingLog(file.file)
        log.refuse(refusal)
        return None, log.findings
    parsed = read_page(raw, file=file.file, limits=limits)
    return parsed.page, parsed.findings


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a regular file of at most `limit` bytes, as it was at one moment.

    Never waits for a pipe or follows a link that took the file's place. Raises
    `PageRefusedError`.
    """
    for _ in range(_TRIES):
        try:
            raw = _read_steady(path, limit)
        except OSError as error:
            raise PageRefusedError("unreadable", reason=error.strerror or "it is gone") from None
        if raw is not None:
            return raw
    raise PageRefusedError("changed-while-read")


def _read_steady(path: Path, limit: int) -> bytes | None:
    """Read a file; none when it changed meanwhile."""
    with os.fdopen(os.open(path, _OPENED), "rb") as stream:
        before = os.fstat(stream.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise PageRefusedError("not-a-file", what="no file any more")
        if before.st_size > limit:
            raise PageRefusedError("file-too-large", size=before.st_size, limit=limit)
        raw = stream.read(limit + 1)
        after = os.fstat(stream.fileno())
    is_steady = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return raw if is_steady and len(raw) == before.st_size else None


def _kept_below(folders: Iterable[str], kept: Mapping[str, Page]) -> dict[str, Page]:
    """Keep the pages of folders that cannot be listed for now."""
    return {
        file: page
        for folder in folders
        for file, page in kept.items()
        if not folder or file.startswith(folder + "/")
    }


def _load_golden(
    files: Iterable[FoundFile], limits: Limits, findings: list[Finding]
) -> tuple[tuple[str, str], ...]:
    """Read the golden messages that stand beside the pages."""
    golden = []
    for file in files:
        log = FindingLog(file.file)
        try:
            text = read_bytes(file.path, limits.page_bytes).decode("utf-8-sig")
            golden.append((str(PurePosixPath(file.file).parent), text))
        except PageRefusedError as refusal:
            log.refuse(refusal)
        except UnicodeDecodeError as error:
            log.add("not-utf-8", byte=f"0x{error.object[error.start]:02X}")
        findings += log.findings
    return tuple(golden)
