"""Which page of questions a teaser announces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.corpus.finding_codes import finding
from bot.corpus.findings import Finding
from bot.corpus.likeness import Terms, terms
from bot.corpus.model import Page, PageKind, Passage, PassageKind

MIN_COVERAGE = 0.6
"""Share of the words of a teaser's question that the announced page must hold."""

_OF_THE_PAGE_ITSELF = frozenset(terms("readers people ask else questions answers know wanted need"))
"""Words of "What do readers ask about…" that say nothing of its subject."""


def announce(pages: Sequence[Page]) -> tuple[list[Page], list[Finding]]:
    """Tell each teaser of a briefing which of its pages it introduces, if any."""
    targets = [(page.file, _terms_of(page)) for page in pages if page.kind is PageKind.QUESTIONS]
    findings: list[Finding] = []

    def announced(passage: Passage) -> Passage:
        if passage.kind is not PassageKind.TEASER:
            return passage
        file = _target(passage, targets)
        if file is None:
            place = passage.provenance
            findings.append(
                finding("teaser-without-page", place.file, place.line, what=passage.label)
            )
        return replace(passage, announces=file)

    return [page.with_each(announced) for page in pages], findings


def _target(teaser: Passage, targets: Sequence[tuple[str, Terms]]) -> str | None:
    """Find the page that speaks of most of what the teaser asks."""
    asked = terms(teaser.label).keys() - _OF_THE_PAGE_ITSELF
    if not asked:
        return None
    best = max(
        ((sum(word in page for word in asked) / len(asked), file) for file, page in targets),
        key=lambda scored: scored[0],
        default=(0.0, None),
    )
    return best[1] if best[0] >= MIN_COVERAGE else None


def _terms_of(page: Page) -> Terms:
    texts = [page.title] + [f"{p.label} {p.text}" for p in page.of_kind(PassageKind.QUESTION)]
    return terms(" ".join(texts))
