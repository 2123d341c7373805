"""Adds a question and its answer to the text of a page, and makes sure that nothing else changes.

A page may be written in many ways. So the text is put where it belongs in each of a few ways, and
the page is read again: the first way that adds this question and leaves all else alone is taken.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.corpus.findings import Severity
from bot.corpus.limits import Limits
from bot.corpus.model import Page, Passage, PassageKind
from bot.corpus.pages import ParsedPage
from bot.corpus.reader import read_page
from bot.corpus.sections import SectionShape, section_of
from bot.text.decoding import Decoded, decode
from bot.text.folding import folded
from bot.text.safety import make_safe

_PLAIN_QUESTION: Final = "What is not asked on this page yet?"
_PLAIN_ANSWER: Final = ["Nothing that anybody knows of."]
"""What a page takes if it takes any question at all."""

_TOO_LARGE: Final = "file-too-large"


class Hindrance(StrEnum):
    """Why a page does not get a question."""

    UNREADABLE = "the page cannot be read"
    NO_WORDS = "question or answer are empty"
    ASKED = "the page has this question"
    QUESTION = "the question would be read otherwise"
    ANSWER = "the answer would be read otherwise"
    FLAWED = "an error would stand against the page"
    TOO_LARGE = "the page would be too large"
    PAGE = "the page takes no questions"


@dataclass(frozen=True, slots=True)
class NotAdded:
    """A question that no page has got."""

    hindrance: Hindrance
    words: str = ""
    """What stands in the way, where that can be said: an error, the question that is there, how
    the new one would be read, or the first line of the answer that is read otherwise."""


@dataclass(frozen=True, slots=True)
class Added:
    """A page with one more question."""

    body: bytes
    passage: Passage


@dataclass(frozen=True, slots=True)
class _Try:
    """A page as it would be, and what is read of it."""

    body: bytes
    after: ParsedPage
    passage: Passage | None
    """The one question that is new; none where anything else has changed as well."""

    def read_as(self, asked: str, lines: list[str]) -> Passage | None:
        """Give the question that is new, where it is read as this one with this answer."""
        if self.passage is None or self.passage.label != asked:
            return None
        read = self.passage.text.split("\n")
        is_read = len(read) == len(lines) and all(map(_is_read, lines, read))
        return self.passage if is_read else None


_Tries = Callable[[str, list[str]], Iterator[_Try]]
"""Gives the ways in which a question and the lines of its answer may be put."""


def with_question(
    body: bytes, *, file: str, question: str, answer: str, limits: Limits
) -> Added | NotAdded:
    """Give a page with one more question, in UTF-8; or the reason why its text takes no such one.

    An answer with a line of its own that would be read as a heading or as the next question is
    one that no page takes. Characters that no page shows are left out.
    """
    before = read_page(body, file=file, limits=limits)
    decoded = decode(body)
    page = before.page
    if page is None or not isinstance(decoded, Decoded):
        return NotAdded(Hindrance.UNREADABLE, _first_error(before))
    text = decoded.text

    def tries(asked: str, lines: list[str]) -> Iterator[_Try]:
        for written in _ways(text, page, asked, lines):
            raw = written.encode()
            after = read_page(raw, file=file, limits=limits)
            yield _Try(raw, after, _added(before, after))

    put = _put(tries, question, answer)
    if isinstance(put, NotAdded) and put.hindrance is not Hindrance.NO_WORDS:
        same = folded(_one_line(question))
        there = (p.label for p in page.passages if _is_listed(p) and folded(p.label) == same)
        label = next(there, None)
        return put if label is None else NotAdded(Hindrance.ASKED, label)
    return put


def new_page(
    briefing: str, *, file: str, question: str, answer: str, limits: Limits
) -> Added | NotAdded:
    """Give a page of a briefing that has this question alone; or say why it cannot be written."""
    head = f"---\nbriefing: {briefing}\n---\n-"

    def tries(asked: str, lines: list[str]) -> Iterator[_Try]:
        raw = "\n".join([head, asked, *lines, ""]).encode()
        after = read_page(raw, file=file, limits=limits)
        page = after.page
        found = () if page is None else page.of_kind(PassageKind.QUESTION)
        is_alone = page is not None and len(found) == len(page.passages) == 1
        yield _Try(raw, after, found[0] if is_alone else None)

    return _put(tries, question, answer)


def _put(tries: _Tries, question: str, answer: str) -> Added | NotAdded:
    asked, lines = _one_line(question), _lines_of(answer)
    if not asked or not lines:
        return NotAdded(Hindrance.NO_WORDS)
    tried: list[_Try] = []
    for one in tries(asked, lines):
        if passage := one.read_as(asked, lines):
            return Added(one.body, passage)
        tried.append(one)
    return _why_not(tries, tried, asked, lines)


def _why_not(tries: _Tries, tried: list[_Try], asked: str, lines: list[str]) -> NotAdded:
    """Find out whether the answer, the question or the page is in the way of all that was tried."""
    if any(_is_too_large(one.after) for one in tried):
        return NotAdded(Hindrance.TOO_LARGE)
    plain = list(tries(asked, _PLAIN_ANSWER))
    for with_plain, with_answer in zip(plain, tried, strict=True):
        if with_plain.read_as(asked, _PLAIN_ANSWER):
            line = _first_other_line(with_answer.after, asked, lines)
            if line == lines[0]:  # perhaps a later line lets the page be read as another kind
                line = _first_refused(tries, asked, lines)
            if line is not None:
                return NotAdded(Hindrance.ANSWER, line)
            error = _first_error(with_answer.after, beside=with_plain.after)
            return NotAdded(Hindrance.FLAWED, error)
    others = tries(_PLAIN_QUESTION, _PLAIN_ANSWER)
    if any(one.read_as(_PLAIN_QUESTION, _PLAIN_ANSWER) for one in others):
        read = (one.passage.label for one in plain if one.passage is not None)
        return NotAdded(Hindrance.QUESTION, next(read, ""))
    return NotAdded(Hindrance.PAGE)


def _first_other_line(parsed: ParsedPage, asked: str, lines: list[str]) -> str | None:
    """Give the first line of an answer that a page does not read as such; none if it reads all."""
    passages = () if parsed.page is None else parsed.page.passages
    read = next((p.text.split("\n") for p in passages if p.label == asked), [])
    for at, line in enumerate(lines):
        if at >= len(read) or not _is_read(line, read[at]):
            return next((text for text in lines[at:] if text), "")
    return None


def _first_refused(tries: _Tries, asked: str, lines: list[str]) -> str:
    """Give the line of an answer with which a page no longer reads the lines above it as such."""

    def is_refused(first: int) -> bool:
        begun = lines[:first]
        while begun and not begun[-1]:
            begun.pop()
        return bool(begun) and not any(one.read_as(asked, begun) for one in tries(asked, begun))

    first = bisect_left(range(1, len(lines)), True, key=is_refused)
    return lines[first]


def _is_too_large(parsed: ParsedPage) -> bool:
    return parsed.page is None and any(one.code == _TOO_LARGE for one in parsed.findings)


def _first_error(parsed: ParsedPage, *, beside: ParsedPage | None = None) -> str:
    """Tell the first error of a page, if another version of it has not got the same."""
    known = () if beside is None else {one.message for one in beside.findings}
    errors = (one.message for one in parsed.findings if one.severity is Severity.ERROR)
    return next((message for message in errors if message not in known), "")


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
    if passage.is_question:
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


def _is_read(line: str, read: str) -> bool:
    """Say whether a line is read as it stands, but for addresses that deceive."""
    return read in {line, make_safe(line).text.strip()}


def _one_line(text: str) -> str:
    return " ".join(" ".join(map(_shown, text.splitlines())).split())


def _lines_of(text: str) -> list[str]:
    """Give the lines of an answer; no page has stranger ends of lines."""
    shown = "\n".join(_shown(line).rstrip() for line in text.splitlines()).strip()
    return shown.split("\n") if shown else []


def _shown(line: str) -> str:
    """Leave out the characters that no page shows; links are looked at where it is read."""
    return make_safe(line, is_code=True).text
