"""The bytes of pages, as the files have them and as editors put theirs over them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.corpus.finding_codes import PageRefusedError
from bot.corpus.limits import Limits
from bot.corpus.loader import read_bytes
from bot.corpus.overlay import Overlay
from bot.corpus.walk import walk


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
