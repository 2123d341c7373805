"""What a page lacks that a reader would miss, and what on several pages does not go together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.corpus.finding_codes import FindingLog, finding, listed
from bot.corpus.findings import Finding
from bot.corpus.inner_links import lint_inner_links
from bot.corpus.model import Corpus, Mark, Page, PageKind, Passage, PassageKind
from bot.corpus.near_duplicates import lint_near_duplicates
from bot.corpus.number_conflicts import lint_numbers
from bot.corpus.sections import INTRODUCTION, SECTION_TYPES
from bot.corpus.wordings import lint_wordings
from bot.text.folding import folded

STALE_AFTER = timedelta(days=30)
"""A running story has moved on by then: the news desks' usual month."""

MAX_LINES = 5
"""More lines are not listed in one message."""


def lint_page(page: Page, log: FindingLog) -> None:
    """Note what is missing on a page as a whole, whatever the day."""
    if page.is_title_derived:
        log.add("title-derived", what=page.title)
    if page.meta.as_of is None and page.meta.updated is None:
        log.add("no-as-of")
    if page.kind is PageKind.STORY:
        _lint_sections(page, log)


def lint_dates(page: Page, today: date) -> tuple[Finding, ...]:
    """Tell what has become due on a page by this day.

    An editor who has set a day for the next review is not told before that the words are old.
    """
    review_by = page.meta.review_by
    if review_by is not None and review_by >= today:
        return ()
    stale = _stale_words(page, today)
    if review_by is None:
        return stale
    return (finding("review-due", page.file, what=review_by.isoformat()), *stale)


def _stale_words(page: Page, today: date) -> tuple[Finding, ...]:
    """Tell that a text says "now" although its facts are old: once a page, at the first word."""
    day = page.meta.as_of or page.meta.updated
    if not page.time_words or day is None or today - day <= STALE_AFTER:
        return ()
    first, *others = page.time_words
    where = {"line": first.line, "what": first.words, "more": _and_more(others)}
    age = (today - day).days
    place = page.file, first.line, first.column
    return (finding("stale-wording", *place, day=day.isoformat(), age=age, **where),)


def _and_more(others: Sequence[Mark]) -> str:
    """Say how many more such words there are, and where the next ones stand."""
    if not others:
        return ""
    lines = list(dict.fromkeys(str(mark.line) for mark in others))
    shown = ", ".join(lines[:MAX_LINES]) + (", …" if len(lines) > MAX_LINES else "")
    return f" and {len(others)} more of the kind (line{'s' if len(lines) > 1 else ''} {shown})"


def lint_corpus(corpus: Corpus) -> list[Finding]:
    """Tell of passages, wordings, numbers and links that do not go together, whatever the day."""
    numbers = (found for briefing in corpus.briefings for found in lint_numbers(briefing))
    return listed(
        [
            *lint_inner_links(corpus.pages),
            *lint_near_duplicates(corpus.passages),
            *lint_wordings(corpus.passages),
            *numbers,
        ]
    )


def _lint_sections(page: Page, log: FindingLog) -> None:
    """Note the sections that a story lacks; a page with none of its own kind has other headings."""
    present = {passage.section for passage in page.passages}
    telling = {section.heading for section in SECTION_TYPES if not section.is_menu}
    if present <= {INTRODUCTION, None}:
        log.add("no-headings")
    elif present & telling:
        for section in SECTION_TYPES:
            if section.heading not in present:
                log.add("missing-section", what=section.heading)


def lint_briefing(pages: Sequence[Page]) -> tuple[Finding, ...]:
    """Tell of questions that two pages of one briefing answer differently."""
    first: dict[str, Passage] = {}
    findings = []
    for page in pages:
        for passage in page.of_kind(PassageKind.QUESTION):
            other = first.setdefault(folded(passage.label), passage)
            if folded(other.text) != folded(passage.text):
                line = passage.provenance.line
                values = {"what": passage.label, "other": str(other.provenance)}
                findings.append(finding("same-question-elsewhere", page.file, line, **values))
    return tuple(findings)
