"""Links from page to page: those that lead to nothing in the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.model import Page
from bot.text.folding import folded

NO_PAGE = "which is no page of the corpus"
NO_HEADING = "and there is no such heading"


def lint_inner_links(pages: Sequence[Page]) -> Iterator[Finding]:
    """Tell of links to pages and headings that readers cannot see, if they exist at all."""
    by_file = {page.file: page for page in pages}
    for page in pages:
        for link in page.inner_links:
            if reason := _fault(link.words, page, by_file):
                place = page.file, link.line, link.column
                yield finding("dead-link", *place, what=link.words, reason=reason)


def _fault(address: str, page: Page, pages: Mapping[str, Page]) -> str | None:
    path, _, anchor = address.partition("#")
    path = unquote(path.partition("?")[0])
    target = page if not path else pages.get(_resolved(path, page.file))
    if target is None:
        return NO_PAGE
    return NO_HEADING if anchor and not _has_anchor(target, unquote(anchor)) else None


def _resolved(path: str, file: str) -> str:
    """Give the file that a path means on a page; one with a slash begins at the folder's top."""
    if path.startswith("/"):
        return normpath(path.lstrip("/"))
    return normpath(join(dirname(file), path))


def _has_anchor(page: Page, anchor: str) -> bool:
    """Look an anchor up by id, or by the words of a heading or question."""
    wanted = folded(anchor)
    headings = (
        label
        for passage in page.passages
        for label in (passage.label, *(part.label for part in passage.subheadings))
    )
    return any(passage.id == anchor for passage in page.passages) or any(
        wanted == folded(heading) for heading in (page.title, *headings)
    )
