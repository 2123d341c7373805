"""The bytes of pages, as the files have them and as editors put theirs over them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from bot.corpus.finding_codes import PageRefusedError
from bot.corpus.limits import Limits
from bot.corpus.loader import read_bytes
from bot.corpus.overlay import Overlay, digest_of
from bot.corpus.walk import walk


def digests_of(folder: Path, files: Collection[str], *, limits: Limits) -> Mapping[str, str]:
    """Give the digests of these files by file, of those that are pages and can be read."""
    digests: dict[str, str] = {}
    for one in walk(folder).pages if files else ():
        if one.file in files:
            with suppress(PageRefusedError):
                digests[one.file] = digest_of(read_bytes(one.path, limits.page_bytes))
    return digests


def raw_pages(folder: Path, overlay: Overlay, *, limits: Limits) -> Mapping[str, bytes]:
    """Give the bytes of each page by its file, and of golden messages; what cannot be read is left.

    Sorted by file.
    """
    found = walk(folder)
    raw: dict[str, bytes] = {}
    for one in (*found.pages, *found.golden):
        if one.file in overlay.pages:
            continue
        try:
            raw[one.file] = read_bytes(one.path, limits.page_bytes)
        except PageRefusedError:
            continue
    raw |= {file: body for file, body in overlay.pages.items() if body is not None}
    return dict(sorted(raw.items()))
