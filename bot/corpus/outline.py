"""The rows of a page: each line with what its marks say, before anything is made of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from types import MappingProxyType

from bot.corpus.finding_codes import FindingLog
from bot.corpus.ids import is_valid_id, split_explicit_id
from bot.corpus.sections import section_of
from bot.text.bullets import DASHES, DOTS
from bot.text.folding import without_emphasis
from bot.text.lines import Line
from bot.text.links import MASKED_LINK, WIKI_LINK
from bot.text.question_marks import ends_in_question_mark
from bot.text.safety import DIRECTION_MARKS, make_safe

LOWEST_LEVEL = 6
"""Of the smallest heading."""
HEADING = re.compile(r"\s{0,3}(#{1,6})(?!#)(.*)")
_WIKI_HEADING = re.compile(r"\s{0,3}(={1,6})(?!=)(?=.*\w)(.*[^=])\1\s*")
RULE = re.compile(r"\s*\\?[-–—−‐‑*•_·●]+(?:\s+[-–—−‐‑*•_·●]+)*\s*|\s*#+(?:\s+#+)*\s*")
"""A line of dashes or the like; "# # #" stands at the end of a press release."""
_HASHTAGS = re.compile(r"\s*#[^\s#]+(?:\s+#[^\s#]+)+\s*")
_UNDERLINE = re.compile(r"\s*={3,}\s*")
_LOWER_UNDERLINE = re.compile(r"\s*-{4,}\s*")
"""Under a heading; three dashes may as well separate."""
SENTENCE_ENDS = (".", "!", "?", "…", ".”", '."', ".)")
TEXT_ENDS = (".", "!", ":", ";", ",", "…")
"""Of a line that is neither a heading nor the first half of one, or of a question."""
_MAX_RAGGED = 4
"""Characters by which an underline may be shorter or longer than its heading."""
MIN_WRAPPED = 50
"""Characters; no shorter line is the first half of a heading, of a question or of a definition
that was wrapped before a capital."""
MAX_WRAPPED = 130
"""Characters; no editor wraps lines later by itself."""
_NOTHING_HIDDEN: Mapping[int, Sequence[tuple[int, int]]] = MappingProxyType({})
_MIN_INLINE = 40
"""Characters; less behind a heading and a colon is a part of the heading."""
_TAG = (
    r"<(?:/?(?:h[1-6]|p|b|i|u|strong|em|span|div|font|li|details|summary)\b[^<>]{0,200}|br\s?/?)>"
)
_MAX_TAGGED = 500
"""Characters; no longer line is a heading or a question."""
_TAGS_BEFORE = re.compile(rf"\A(?:{_TAG}\s*)+")
_TAGS_BEHIND = re.compile(rf"(?:\s*{_TAG})+\Z")
_FRAME = re.compile(
    r"(?:\s*(?:</?(?:details|summary|aside|section|article|div|center|figure)\b[^<>]{0,200}>|<br\s?/?>))+\s*",
    re.IGNORECASE,
)
"""Tags that stand around a text, on a line of their own."""
_BULLET = re.compile(
    rf"(?P<indent>\s*)(?:(?:--|[{DASHES}])\s+|[{DOTS}]\ufe0f?\s*|\d{{1,3}}[.)]\s+|[o§]\t\s*"
    r"|\d\ufe0f?\u20e3\s*)(?P<text>\S.*)"
)
_ENTITY = re.compile(
    r"&(?:nbsp|amp|quot|apos|[lr][sd]quo|[nm]dash|hellip|#0?39|#82(?:1[1267]|2[01]|30));"
)
"""What HTML writes for dashes, quotation marks and spaces; other signs may hide something."""
_FOLD = re.compile(r"(</?(?:details|summary)\b[^<>]{0,200}>)", re.IGNORECASE)
"""Tags of what folds open, which may stand on one line with its texts."""
_BOLD = ("**", "__")
_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page."""

    number: int
    text: str
    """As it may be shown, white space included."""
    label: str
    """Without heading marks, emphasis or a link around the whole line, an explicit id, outer
    space."""
    level: int = 0
    """Of a Markdown heading, 1 to 6; 0 for any other line."""
    is_rule: bool = False
    """Holds nothing but a dash or the like: it separates."""
    explicit_id: str | None = None
    is_code: bool = False
    """Stands in a block of code: it is shown as it stands, has no label and heads nothing."""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see."""
        return not self.label and not self.is_rule and not self.is_code

    @property
    def is_text(self) -> bool:
        """Whether there is something to read."""
        return bool(self.label or self.is_code) and not self.is_rule

    @property
    def bullet(self) -> str | None:
        """The text after a bullet, where the line begins with one."""
        if self.level or self.is_rule or self.is_code:
            return None
        match = _BULLET.fullmatch(self.text.rstrip())
        return match["text"] if match else None

    @property
    def is_plain(self) -> bool:
        """Whether no mark makes it a heading, a bullet or code."""
        return not self.level and not self.is_code and self.bullet is None

    @property
    def begins_bold(self) -> bool:
        """Whether its words, behind a bullet if it has one, begin in bold."""
        return (self.bullet or self.text.lstrip()).startswith(_BOLD)

    @property
    def is_set_in_bold(self) -> bool:
        """Whether it begins in bold, and all marks are taken off its label."""
        return self.begins_bold and self.label != self.text.strip()

    def with_text(self, text: str) -> Row:
        """Give the row with another text, and the label that follows from it."""
        return replace(self, text=text, label=plain_label(text))

    def blanked(self) -> Row:
        """Give the row with nothing to see: it heads nothing, separates nothing."""
        return replace(self, text="", label="", level=0, is_rule=False)


def read_rows(
    lines: Sequence[Line],
    log: FindingLog,
    *,
    code: Container[int] = frozenset(),
    hidden: Mapping[int, Sequence[tuple[int, int]]] = _NOTHING_HIDDEN,
) -> list[Row]:
    """Read the marks of every line and make it safe to show.

    `code` holds the places of lines that are code, `hidden` the parts of lines that are not shown.
    """
    rows: list[Row] = []
    framed: set[int] = set()
    for at, line in _folded_open(lines, code, hidden):
        safe = make_safe(line.text, hidden=hidden.get(at, ()), is_code=at in code)
        if at not in code and _FRAME.fullmatch(safe.text):
            if at not in framed:
                log.add("html-frame", line.number, line.column, what=safe.text.strip())
                framed.add(at)
            if line is lines[at]:
                rows.append(Row(line.number, "", ""))
            continue
        for hazard in safe.hazards:
            column = line.column + hazard.column - 1
            log.add(hazard.kind.value, line.number, column, what=hazard.what, other=hazard.other)
        text = _what_is_left(safe.text) if at in hidden else safe.text
        level = _level_of_underline(text)
        heading = _underlined(rows, text, level) if level else ()
        if at in code:
            rows.append(Row(line.number, text, "", is_code=True))
        elif heading:
            rows[-len(heading) :] = [_as_heading(heading, level), Row(line.number, "", "")]
        else:
            rows.append(_read_row(line.number, text, log))
    return rows


def _folded_open(
    lines: Sequence[Line],
    code: Container[int],
    hidden: Mapping[int, Sequence[tuple[int, int]]],
) -> Iterator[tuple[int, Line]]:
    """Give each line with its place; what folds open on one line is parted at its tags."""
    for at, line in enumerate(lines):
        is_plain = at in code or at in hidden or "<" not in line.text or "`" in line.text
        parts = [] if is_plain else [part for part in _FOLD.split(line.text) if part]
        if len(parts) < _SEVERAL:
            yield at, line
            continue
        column = line.column
        for part in parts:
            yield at, replace(line, column=column, text=part)
            column += len(part)


def with_inline_headings(rows: Sequence[Row]) -> list[Row]:
    """Split "What's happened: North Korea has…" into the heading and its text."""
    split: list[Row] = []
    for row in rows:
        heading, colon, text = row.label.partition(":")
        is_set_off = heading.startswith(_BOLD) and text.startswith(heading[:2])
        is_enough = len(text) >= _MIN_INLINE or (is_set_off and bool(text.strip("*_ ")))
        is_inline = not row.level and is_enough and section_of(heading.strip("*_ "))
        if colon and is_inline:
            text = text.strip("*_ ")
            split.append(Row(row.number, heading, heading.strip("*_ ")))
            split.append(Row(row.number, text, text))
        else:
            split.append(row)
    return split


def below_rules(rows: Sequence[Row]) -> frozenset[int]:
    """Find the rows, by their place, that are the first text below a separator."""
    found: set[int] = set()
    is_below = False
    for at, row in enumerate(rows):
        if is_below and row.is_text:
            found.add(at)
        is_below = row.is_rule or (is_below and row.is_blank)
    return frozenset(found)


def shown(rows: Sequence[Row]) -> str:
    """Join rows to the text that readers see; separators leave an empty line.

    White space with which all lines begin is left out, so that lists keep their levels.
    """
    indents = (len(row.text) - len(row.text.lstrip()) for row in rows if row.is_text)
    indent = min(indents, default=0)
    return "\n".join("" if row.is_rule else row.text[indent:] for row in rows).strip()


def first_line(rows: Sequence[Row], *, default: int) -> int:
    """Give the number of the first line that `shown` leaves."""
    return next((row.number for row in rows if row.is_text), default)


def _what_is_left(text: str) -> str:
    """Give what a line shows without its hidden parts; a bare bullet separates nothing there."""
    left = text.rstrip()
    return "" if RULE.fullmatch(left) or _UNDERLINE.fullmatch(left) else left


def _level_of_underline(line: str) -> int:
    """Give the level of a heading with this line below it; 0 for a line that underlines nothing."""
    if _UNDERLINE.fullmatch(line):
        return 1
    return 2 if _LOWER_UNDERLINE.fullmatch(line) else 0


def _underlined(rows: Sequence[Row], line: str, level: int) -> Sequence[Row]:
    """Give the row that an underline makes a heading, with its first half if it was wrapped."""
    if not rows or not rows[-1].is_text or rows[-1].is_code:
        return ()
    is_wrapped = len(rows) > 1 and _is_first_half(rows[-2], rows[-1])
    begins = len(rows) < 3 or not rows[-3].is_text or rows[-3].level > 0
    above = rows[-2:] if is_wrapped and begins else rows[-1:]
    return above if level == 1 or _underlines_heading(above, line) else ()


def _is_first_half(row: Row, below: Row) -> bool:
    return (
        row.is_text
        and row.is_plain
        and below.is_plain
        and not row.label.endswith((*TEXT_ENDS, "?"))
        and (below.label[:1].islower() or len(row.label) >= MIN_WRAPPED)
    )


def _as_heading(rows: Sequence[Row], level: int) -> Row:
    """Make one heading of a row, or of the two halves of one."""
    first, last = rows[0], rows[-1]
    if first is last:
        return replace(last, level=last.level or level)
    text = f"{first.text}\n{last.text}"
    label = plain_label(f"{first.text.strip()} {last.text.strip()}")
    return replace(last, number=first.number, text=text, label=label, level=level)


def _underlines_heading(rows: Sequence[Row], line: str) -> bool:
    """Tell the underline of a heading from a line that separates two texts."""
    if rows[-1].bullet is not None:
        return False
    label = rows[-1].label
    lengths = len(label), max(len(row.label) for row in rows)
    is_as_long = any(abs(length - len(line.strip())) <= _MAX_RAGGED for length in lengths)
    is_whole = label.endswith(TEXT_ENDS) and not ends_in_question_mark(label)
    return (is_as_long and not is_whole) or section_of(label) is not None


def _read_row(number: int, text: str, log: FindingLog) -> Row:
    bare = text.strip().strip(DIRECTION_MARKS).strip()
    if not bare:
        return Row(number, text, "")
    if RULE.fullmatch(bare):
        return Row(number, text, "", is_rule=True)
    body, explicit = split_explicit_id(text)
    if explicit is not None and not is_valid_id(explicit):
        log.add("bad-id", number, len(body) + 1, what=explicit)
        explicit = None
    heading = None if is_hashtags(body) else HEADING.fullmatch(body)
    heading = heading or _WIKI_HEADING.fullmatch(body)
    title = _without_closing_marks(heading[2].strip()) if heading else ""
    level = len(heading[1]) if heading and title else 0
    label = title if level else body.strip()
    return Row(number, body, plain_label(label), level, explicit_id=explicit)


def is_hashtags(line: str) -> bool:
    """Tell "#ferry #harbour" from a heading without its space; one word alone is a heading."""
    return _HASHTAGS.fullmatch(line) is not None


def plain_label(text: str) -> str:
    """Take off the marks that make a whole line bold, italic or a link, and HTML's for signs."""
    plain = _ENTITY.sub(lambda match: unescape(match[0]), text)
    label = without_emphasis(_without_tags(plain.strip()))
    link = MASKED_LINK.fullmatch(label) or WIKI_LINK.fullmatch(label)
    return without_emphasis(link["shown"].strip()) if link else label


def _without_tags(text: str) -> str:
    """Take off the HTML around a line: "<h2>Why?</h2>", "Why?<br>"."""
    if not text.endswith(">") or len(text) > _MAX_TAGGED:
        return text
    bare = _TAGS_BEHIND.sub("", _TAGS_BEFORE.sub("", text))
    return bare if bare and "<" not in bare else text


def _without_closing_marks(title: str) -> str:
    """Take off the `##` that may close a heading."""
    bare = title.rstrip("#")
    return title if bare and not bare[-1].isspace() else bare.rstrip()
