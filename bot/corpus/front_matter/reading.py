"""Reads what a page says of itself above its text, and tells all that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.corpus.finding_codes import FindingLog
from bot.corpus.front_matter.by_lines import read_line_by_line
from bot.corpus.front_matter.checks import ReadBlock, check
from bot.corpus.front_matter.elsewhere import find_elsewhere
from bot.corpus.front_matter.fields import FIELDS, SYNONYMS
from bot.corpus.front_matter.lines import guard_line
from bot.corpus.front_matter.split import LINE, SplitPage, split_below, split_front_matter
from bot.corpus.front_matter.yaml_fields import FrontMatterSyntaxError, Plain, RawField, read_fields
from bot.corpus.markup import read_markup
from bot.corpus.model import FrontMatter
from bot.text.code_marks import blanked, fence_of
from bot.text.comments import Span, inline_comments
from bot.text.lines import split_lines
from bot.text.safety import Hazard, HazardKind, make_safe

_KNOWN, _SYNONYMS = frozenset(FIELDS), frozenset(SYNONYMS)


def split_page(text: str) -> SplitPage:
    """Cut a page below its front matter; may raise `PageRefusedError`."""
    start = _start_in_code(text)
    if not start:
        return _split(text)
    return split_below(text, start, _split) or SplitPage(text)


def _split(text: str) -> SplitPage:
    split = split_front_matter(text, known=_KNOWN)
    if split.block:
        return split
    return find_elsewhere(text, known=_KNOWN, synonyms=_SYNONYMS) or split


def _start_in_code(text: str) -> int:
    """Find where a page begins that stands in one block of code as a whole; 0 for any other."""
    first = next((match for match in LINE.finditer(text) if match[1].strip()), None)
    if first is None or fence_of(first[1]) is None:
        return 0
    return first.end() if read_markup([line.text for line in split_lines(text)]).around else 0


def read_front_matter(split: SplitPage, log: FindingLog) -> FrontMatter:
    """Read the front matter of a page.

    A field that cannot be read is a finding, and the others count all the same. One that
    decides whether readers may see the page holds it back. Raises `PageRefusedError` for YAML
    that could expand or construct anything.
    """
    if not split.block:
        return FrontMatter()
    if not split.is_closed:
        log.add("front-matter-unclosed", split.body_line)
    if not split.is_in_place:
        log.add("front-matter-misplaced", split.block_line)
    cleaner = _Cleaner(log)
    lines = [
        cleaner.clean(" ".join(line.splitlines()), number)
        for number, line in enumerate(split.block, start=split.block_line)
    ]
    is_yaml = True
    try:
        fields = read_fields("\n".join(lines), first_line=split.block_line)
    except FrontMatterSyntaxError as error:
        log.add("front-matter-syntax", error.line, error.column, reason=error.reason)
        fields, is_yaml = read_line_by_line(lines, split.block_line, log), False
    cleaned = [cleaner.clean_field(field) for field in fields]
    return check(ReadBlock(cleaned, lines, split.block_line, is_yaml), log)


class _Cleaner:
    """Makes text safe to show, and tells each hazard once.

    The lines are cleaned as they are written, and the values as they are read: what an escape
    of YAML stands for is a hazard only then.
    """

    def __init__(self, log: FindingLog) -> None:
        self._log = log
        self._told: set[tuple[HazardKind, str, str]] = set()

    def clean(self, text: str, line: int) -> str:
        """Clean a line as it is written."""
        comments = inline_comments(text)
        hidden = () if _hides_page_alone(text, comments) else comments
        for start, _ in hidden:
            self._log.add("comment", line, start + 1, last=line)
        safe = make_safe(text, hidden=hidden)
        for hazard in safe.hazards:
            self._told.add((hazard.kind, hazard.what, hazard.other))
            self._note(hazard, line, hazard.column)
        return safe.text

    def clean_field(self, field: RawField) -> RawField:
        """Clean the name and the value of a field as YAML reads them."""
        return replace(
            field, key=self._clean_text(field.key, field), value=self._clean(field.value, field)
        )

    def _clean(self, value: Plain, field: RawField) -> Plain:
        if isinstance(value, str):
            return self._clean_text(value, field)
        if isinstance(value, list):
            return [self._clean(item, field) for item in value]
        if isinstance(value, dict):
            return {
                self._clean_text(key, field): self._clean(item, field)
                for key, item in value.items()
            }
        return value

    def _clean_text(self, text: str, field: RawField) -> str:
        safe = make_safe(" ".join(text.splitlines()))
        for hazard in safe.hazards:
            if (hazard.kind, hazard.what, hazard.other) not in self._told:
                self._note(hazard, field.line, field.column)
        return safe.text

    def _note(self, hazard: Hazard, line: int, column: int) -> None:
        self._log.add(hazard.kind.value, line, column, what=hazard.what, other=hazard.other)


def _hides_page_alone(line: str, comments: Sequence[Span]) -> bool:
    """Tell a comment that is all of its line and hides the page: it counts all the same."""
    return not blanked(line, comments).strip() and guard_line(line) is not None
