"""The parser: from the text of a file to a page and its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.corpus.aliases import attach_aliases
from bot.corpus.answer_keys import with_answers_at_questions
from bot.corpus.draft import PageDraft
from bot.corpus.finding_codes import FindingLog, PageRefusedError
from bot.corpus.findings import Finding, Severity
from bot.corpus.furniture import without_furniture
from bot.corpus.known_headings import known_sections
from bot.corpus.limits import Limits
from bot.corpus.line_notes import (
    check_lines,
    check_links,
    note_broken_words,
    note_markup,
    time_words,
    without_pictures,
)
from bot.corpus.lint import lint_page
from bot.corpus.markup import Markup, read_markup
from bot.corpus.model import FrontMatter, Page, PageKind
from bot.corpus.outline import Row, read_rows, with_inline_headings
from bot.corpus.outline_numbers import without_outline_numbers
from bot.corpus.page_kind import guess_kind
from bot.corpus.plain_headings import with_plain_headings
from bot.corpus.questions_page import add_questions_page
from bot.corpus.sections import SectionType
from bot.corpus.story import add_story_page
from bot.corpus.tables import shown_tables
from bot.corpus.title_lines import find_title
from bot.corpus.titles import derive_title
from bot.text.folding import folded, without_marks_inside
from bot.text.language import ENGLISH
from bot.text.lines import Line, split_lines


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What became of a file."""

    page: Page | None
    """None where the file is refused; the findings say why."""
    findings: tuple[Finding, ...]


_TOLD_AS_UNSERVED = frozenset({"empty-section", "heading-without-text"})
"""Findings, beside errors, that say of a line that nothing comes of it."""


def parse_page(
    text: str,
    *,
    file: str,
    digest: str,
    limits: Limits,
    meta: FrontMatter,
    first_line: int = 1,
) -> ParsedPage:
    """Parse the text of a page, without its front matter; `first_line` is where it begins.

    Never raises. Every line that is not blank is in a passage, in a go-deeper question, or in a
    finding. Takes time in proportion to the length of the text.
    """
    log = FindingLog(file)
    try:
        page = _parse(text, digest, limits, meta, first_line, log)
    except PageRefusedError as refusal:
        log.refuse(refusal)
        return ParsedPage(None, log.findings)
    lint_page(page, log)
    return ParsedPage(page, log.findings)


def _parse(
    text: str, digest: str, limits: Limits, meta: FrontMatter, first_line: int, log: FindingLog
) -> Page:
    lines = without_pictures(split_lines(text, first_line=first_line), log)
    check_lines(lines, limits, log)
    markup = read_markup([line.text for line in lines])
    note_markup(markup, lines, log)
    rows = _read_rows(lines, markup, log)
    known = known_sections(rows)
    kind = meta.kind or guess_kind(rows, known)
    rows, title = _take_title(rows, known, meta, log)
    draft = PageDraft(log, limits)
    add_page = add_story_page if kind is PageKind.STORY else add_questions_page
    add_page(draft, rows, known)
    if not draft.passages and not draft.go_deeper:
        raise PageRefusedError("no-text", first_line)
    _note_unused_ids(rows, draft, log)
    for number in shown_tables(rows, draft.passages):
        log.add("table", number)
    attach_aliases(draft, meta.aliases)
    prose = markup.prose(lines)
    note_broken_words(prose, log)
    return Page(
        file=log.file,
        kind=kind,
        title=title or derive_title(draft.passages),
        is_title_derived=title is None,
        meta=meta,
        passages=tuple(draft.passages),
        go_deeper=tuple(draft.go_deeper),
        digest=digest,
        time_words=time_words(prose) if meta.lang.casefold().startswith(ENGLISH) else (),
        inner_links=check_links(prose, log),
    )


def _read_rows(lines: Sequence[Line], markup: Markup, log: FindingLog) -> list[Row]:
    """Read the lines as rows, without what is no text of the page, with answers at questions."""
    rows = read_rows(lines, log, code=markup.code, hidden=markup.hidden)
    rows = without_furniture(rows, log)
    rows = without_outline_numbers(rows)
    rows = with_inline_headings(rows)
    return with_plain_headings(with_answers_at_questions(rows, log), log)


def _take_title(
    rows: list[Row], known: dict[int, SectionType], meta: FrontMatter, log: FindingLog
) -> tuple[list[Row], str | None]:
    """Take the title out of the text, unless the front matter gives another one."""
    at = find_title(rows, known)
    if at is None or (meta.title and folded(meta.title) != folded(rows[at].label)):
        return rows, meta.title
    if not rows[at].level and not meta.title:
        log.add("title-from-text", rows[at].number)
    title = meta.title or without_marks_inside(rows[at].label)
    return [*rows[:at], rows[at].blanked(), *rows[at + 1 :]], title


def _note_unused_ids(rows: Sequence[Row], draft: PageDraft, log: FindingLog) -> None:
    """Note ids that are taken off a line and that no passage has: an editor counts on them."""
    refused = {
        found.line
        for found in log.findings
        if found.severity is Severity.ERROR or found.code in _TOLD_AS_UNSERVED
    }
    for row in rows:
        if not row.explicit_id or not row.label or row.number in refused:
            continue
        if not draft.has_id(row.explicit_id):
            log.add("unused-id", row.number, len(row.text) + 1, what=row.explicit_id)
