"""Adds a question and its answer to the text of a page, and makes sure that nothing else changes.

A page may be written in many ways. So the text is put where it belongs in each of a few ways, and
the page is read again: the first way that adds this question and leaves all else alone is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.corpus.findings import Severity
from bot.corpus.limits import Limits
from bot.corpus.model import Page, Passage, PassageKind
from bot.corpus.pages import ParsedPage
from bot.corpus.reader import read_page
from bot.corpus.sections import SectionShape, section_of


@dataclass(frozen=True, slots=True)
class Added:
    """A page with one more question."""

    body: bytes
    passage: Passage


def with_question(
    body: bytes, *, file: str, question: str, answer: str, limits: Limits
) -> Added | None:
    """Give a page with one more question; none where its text takes no such one.

    An answer with a line of its own that would be read as a heading or as the next question is
    one that no page takes.
    """
    before = read_page(body, file=file, limits=limits)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if before.page is None:
        return None
    for written in _ways(text, before.page, _one_line(question), _lines_of(answer)):
        raw = written.encode()
        passage = _added(before, read_page(raw, file=file, limits=limits))
        if passage is not None and _says(passage, question, answer):
            return Added(raw, passage)
    return None


def new_page(
    briefing: str, *, file: str, question: str, answer: str, limits: Limits
) -> Added | None:
    """Give a page of a briefing that has this question alone; none where it cannot be written."""
    head = f"---\nbriefing: {briefing}\n---\n"
    body = "\n".join([f"{head}-", _one_line(question), *_lines_of(answer), ""]).encode()
    page = read_page(body, file=file, limits=limits).page
    found = () if page is None else page.of_kind(PassageKind.QUESTION)
    is_alone = page is not None and len(found) == len(page.passages) == 1
    return Added(body, found[0]) if is_alone and _says(found[0], question, answer) else None


def _ways(text: str, page: Page, question: str, answer: list[str]) -> Iterator[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = _end_of_questions(page, lines)
    above, below = lines[:at], lines[at:]
    while above and not above[-1].strip():
        above.pop()
    ends_with_mark = bool(above) and above[-1].strip() in {"-", "---"}
    item = [question, *answer]
    yield _joined(above, [] if ends_with_mark else ["-"], item, below)
    for marks in ("##", "###", "#"):
        yield _joined(above, ["", f"{marks} {question}", "", *answer, ""], below)
    yield _joined(above, ["", *item, ""], below)


def _joined(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part).rstrip("\n") + "\n"


def _end_of_questions(page: Page, lines: list[str]) -> int:
    """Say after how many lines a page's list of questions ends."""
    listed = [p.provenance.line for p in page.passages if _is_listed(p)]
    if not listed:
        return len(lines)
    last = max(listed)
    later = [p.provenance.line for p in page.passages if not _is_listed(p)]
    later += [question.provenance.line for question in page.go_deeper]
    return min((line - 1 for line in later if line > last), default=len(lines))


def _is_listed(passage: Passage) -> bool:
    if passage.kind in {PassageKind.QUESTION, PassageKind.TEASER}:
        return True
    section = section_of(passage.label) if passage.kind is PassageKind.MENU else None
    return section is not None and section.shape is SectionShape.QUESTIONS


def _added(before: ParsedPage, after: ParsedPage) -> Passage | None:
    """Give the one question that a page has got; none where anything else has changed as well."""
    if before.page is None or after.page is None or _errors(after) > _errors(before):
        return None
    old = {p.id: _words(p) for p in before.page.passages}
    new = [p for p in after.page.passages if p.id not in old]
    kept = {p.id: _words(p) for p in after.page.passages if p.id in old}
    asked = [[g.label for g in page.go_deeper] for page in (before.page, after.page)]
    is_all = kept == old and asked[0] == asked[1] and before.page.meta == after.page.meta
    is_one = len(new) == 1 and new[0].kind is PassageKind.QUESTION
    return new[0] if is_all and is_one and before.page.kind is after.page.kind else None


def _errors(parsed: ParsedPage) -> int:
    return sum(finding.severity is Severity.ERROR for finding in parsed.findings)


def _words(passage: Passage) -> tuple[object, ...]:
    text = "" if passage.kind is PassageKind.MENU else passage.text  # a menu is what is below it
    return passage.kind, passage.label, text, passage.section, passage.aliases


def _says(passage: Passage, question: str, answer: str) -> bool:
    return passage.label == _one_line(question) and passage.text == "\n".join(_lines_of(answer))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]  # no page has stranger ends
