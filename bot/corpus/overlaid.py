"""Puts the pages of editors over those of the files."""

from __future__ import annotations

from dataclasses import replace

from bot.corpus.limits import Limits
from bot.corpus.loader import NO_PAGES, LoadedFolder
from bot.corpus.overlay import Overlay
from bot.corpus.reader import read_page


def overlaid(loaded: LoadedFolder, overlay: Overlay, limits: Limits) -> LoadedFolder:
    """Give what a folder would hold with the pages of an overlay in it."""
    if not overlay.pages:
        return loaded
    pages = {page.file: page for page in loaded.pages if page.file not in overlay.pages}
    findings = [found for found in loaded.findings if found.file not in overlay.pages]
    for file, body in overlay.pages.items():
        if body is None:
            continue
        read = read_page(body, file=file, limits=limits)
        findings += read.findings
        if read.page is not None:
            pages[file] = read.page
    if pages:
        findings = [found for found in findings if found.code != NO_PAGES]
    ordered = tuple(pages[file] for file in sorted(pages))
    return replace(loaded, pages=ordered, findings=tuple(sorted(findings)))
