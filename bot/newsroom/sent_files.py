"""Reads the files that somebody sent: which page each becomes, and what is wrong with them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Final

from bot.corpus.file_names import is_page_name
from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.limits import Limits
from bot.dialogue import publishing_wording as wording
from bot.editorial.upload_names import Several, name_as_sent, placed, safe_name
from bot.newsroom.verdicts import Blocked, Refused, has_errors, worst_first
from bot.uploads import ReadUpload, UploadError, read_upload

LARGEST_UPLOAD: Final = 1 << 20
"""Bytes of one uploaded page, whatever the folder may hold: a larger one is not fetched at all."""

LONGEST_PASSAGE: Final = 50_000
"""Characters; a page of 20,000 lines without a heading took 90 seconds to index."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as somebody sent it; without a body where it is too large to fetch."""

    name: str
    size: int
    body: bytes | None


@dataclass(frozen=True, slots=True)
class SentPages:
    """What was sent, as pages."""

    pages: Mapping[str, bytes]
    """By the files that they become."""
    findings: tuple[Finding, ...]
    passages: int


async def read_sent(
    files: Sequence[Sent], folder: str | None, *, known: Collection[str], limits: Limits
) -> SentPages | Blocked | Refused:
    """Read each file in a process of its own; say which page it becomes, beside those `known`."""
    most = min(LARGEST_UPLOAD, limits.page_bytes)
    pages: dict[str, bytes] = {}
    findings: list[Finding] = []
    passages = 0
    beside: str | None = None
    for sent in files:
        place = partial(placed, sent.name, known=known, folder=folder, beside=beside)
        refused = _name_if_refused(place(), sent.name)
        if sent.body is None or len(sent.body) > most:
            findings.append(_too_large(sent, refused, most))
            continue
        read = await _read_one(sent.body, refused, limits)
        if isinstance(read, Refused):
            return read
        named = place(briefing=read.briefing)
        if isinstance(named, Several):
            return Refused(wording.which_page(safe_name(sent.name), named.files))
        if named in pages:
            return Refused(wording.twice(named))
        pages[named] = sent.body
        shown = refused if has_errors(read.findings) else named
        findings += [replace(found, file=shown) for found in read.findings]
        passages += read.passages
        beside = beside or named.rpartition("/")[0] or None
    if has_errors(findings):
        return Blocked(worst_first(findings))
    return SentPages(MappingProxyType(pages), tuple(findings), passages)


async def _read_one(body: bytes, file: str, limits: Limits) -> ReadUpload | Refused:
    try:
        read = await asyncio.to_thread(read_upload, body, file=file, limits=limits)
    except UploadError:
        return Refused(wording.unreadable(file))
    return Refused(wording.too_long(file)) if read.longest > LONGEST_PASSAGE else read


def _name_if_refused(place: str | Several, name: str) -> str:
    """Name a file that is not taken: as the page that it would be, or else as it was sent."""
    if isinstance(place, Several) or not is_page_name(name):
        return name_as_sent(name)
    return place


def _too_large(sent: Sent, file: str, most: int) -> Finding:
    size = max(sent.size, len(sent.body or b""))
    return replace(
        finding("file-too-large", file, size=size, limit=most), hint=wording.PAGE_TOO_LARGE
    )
