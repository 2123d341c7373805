"""What a page lacks that a reader would miss."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.corpus.finding_codes import FindingLog, finding
from bot.corpus.findings import Finding
from bot.corpus.model import Page, PageKind, Passage, PassageKind
from bot.corpus.sections import SECTION_TYPES
from bot.text.folding import folded


def lint_page(page: Page, log: FindingLog) -> None:
    """Note what is missing on a page as a whole, whatever the day."""
    if page.is_title_derived:
        log.add("title-derived", what=page.title)
    if page.meta.as_of is None and page.meta.updated is None:
        log.add("no-as-of")
    if page.kind is PageKind.STORY:
        _lint_sections(page, log)


def lint_dates(page: Page, today: date) -> tuple[Finding, ...]:
    """Tell what has become due on a page by this day."""
    review_by = page.meta.review_by
    if review_by is None or review_by >= today:
        return ()
    return (finding("review-due", page.file, what=review_by.isoformat()),)


def _lint_sections(page: Page, log: FindingLog) -> None:
    """Note the sections that a story lacks; one without any known heading lacks them all."""
    present = {passage.section for passage in page.passages}
    missing = [section for section in SECTION_TYPES if section.heading not in present]
    if len(missing) == len(SECTION_TYPES):
        log.add("no-headings")
        return
    for section in missing:
        log.add("missing-section", what=section.heading)


def lint_briefing(pages: Sequence[Page]) -> tuple[Finding, ...]:
    """Tell of questions that two pages of one briefing answer differently."""
    first: dict[str, Passage] = {}
    findings = []
    for page in pages:
        for passage in page.of_kind(PassageKind.QUESTION):
            other = first.setdefault(folded(passage.label), passage)
            if folded(other.text) != folded(passage.text):
                place = f"{other.provenance.file}, line {other.provenance.line}"
                line = passage.provenance.line
                findings.append(
                    finding(
                        "same-question-elsewhere",
                        page.file,
                        line,
                        what=passage.label,
                        other=place,
                    )
                )
    return tuple(findings)
