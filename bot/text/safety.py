"""Characters that make a text look like something that it is not, and what to do about them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.text.addresses import marks_of_inner_links
from bot.text.code_marks import blanked, code_spans
from bot.text.links import find_bad_links


class HazardKind(StrEnum):
    """What is wrong with a place in a text; the values are codes of findings."""

    CONTROL = "control-character"
    BIDI = "bidi-control"
    INVISIBLE = "invisible-character"
    STACKED_MARKS = "stacked-marks"
    MIXED_ALPHABETS = "mixed-alphabets"
    GARBLED = "garbled-text"
    MENTION = "mention"
    DECEPTIVE_LINK = "deceptive-link"
    UNSAFE_LINK = "unsafe-link"
    HTML_TAG = "html-tag"
    HTML_ENTITY = "html-entity"
    FOREIGN_MARK = "foreign-mark"


@dataclass(frozen=True, slots=True)
class Hazard:
    """One hazard in one line."""

    kind: HazardKind
    column: int
    """Counts from 1, in characters of the line as it came in."""
    what: str
    other: str


@dataclass(frozen=True, slots=True)
class SafeLine:
    """A line as it may be shown, and what was found in it."""

    text: str
    hazards: tuple[Hazard, ...] = ()


MAX_MARKS = 4
"""Combining marks on one letter; pointed Hebrew, the richest in practice, needs no more."""

_SUSPICIOUS = re.compile(r"[^ -~]|[@<&\]|^]|'''|==")
"""Most lines hold none of these, and need no second look."""
_CONTROL = re.compile(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # a terminal's colours and cursor
    r"|\x1b\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\)"  # its title and links
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"  # halves of a character last
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2065"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_RUN_OF_ODD_CHARACTERS = re.compile(f"[^\\w\\s!-~]{{{MAX_MARKS + 1},}}")
_JOINERS = "\u200c\u200d"
DIRECTION_MARKS = "\u200e\u200f\u061c"
"""They stand before lines of languages that are written from right to left."""
_TAGS_OF_A_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f")
_NEEDS_JOINERS = re.compile("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af]")
"""Arabic, the scripts of India, Myanmar, Khmer and Mongolian: joiners change their looks."""

_NOTED = (
    (HazardKind.MENTION, re.compile(r"@(?:everyone|here)\b|<@[!&]?\d{1,25}>|<#\d{1,25}>")),
    (
        HazardKind.HTML_TAG,
        re.compile(
            r"<(?:p|div|span|br|hr|a|b|i|u|s|em|strong|small|del|ins|sub|sup|mark|q|cite|abbr|kbd"
            r"|code|pre|samp|tt|ul|ol|li|dl|dt|dd|h[1-6]|table|thead|tbody|tfoot|tr|td|th|caption"
            r"|script|style|img|iframe|svg|figure|figcaption|html|head|body|font|center|blockquote"
            r"|section|article|aside|nav|details|summary|wbr|ref|references|nowiki)\b[^<>]{0,500}>"
            r"|</?[a-z][a-z0-9-]{0,30}(?:\s{1,9}[\w:.-]{1,60}="
            r"(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'|[^\s\"'<>=]{1,500})){1,20}\s{0,9}/?>"
            r"|</[a-z][a-z0-9-]{0,30}\s{0,9}>|<[a-z][a-z0-9-]{0,30}\s{0,9}/>",
            re.IGNORECASE,
        ),
    ),
    (HazardKind.HTML_ENTITY, re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")),
    (
        HazardKind.FOREIGN_MARK,
        re.compile(
            r"!?\[\[[^\[\]]{1,200}\]\](?!\()"  # a link inside a wiki or a notebook
            r"|!\[[^\[\]]{0,200}\](?:\([^()\s]{1,500}|\[[^\[\]]{1,60}\])"  # a picture
            r"|\[\^[^\[\]\s]{1,40}\]"  # a footnote
            r"|(?<!')'''(?!')[^']{1,200}'''|\{\|"  # bold words and a table of a wiki
            r"|(?<![=\w])(?:(?<=\S\s)|(?!==[^=]+==\s*\Z))"  # marked words, but no heading
            r"==(?=[^\s=])[^=]{1,200}(?<=\S)==(?![=\w])"
            r"|(?<=\s)\^[a-z][\w-]{2,40}(?=\s*\Z)"  # a place that links lead to
            r"|(?<=>)\s?\[!(?!(?:question|faq|help)\b)[\w-]{1,20}\]",  # a note in colours
            re.IGNORECASE,
        ),
    ),
    (HazardKind.GARBLED, re.compile("\ufffd+|â€\\S?|Ã[\u0080-\u00bf€‚-™]|Â[\u00a0-\u00bf]|ï»¿")),
)
_SHOWN_BETWEEN_BACKTICKS = {
    HazardKind.HTML_TAG,
    HazardKind.HTML_ENTITY,
    HazardKind.FOREIGN_MARK,
}
_HARMLESS_IN_CODE = {HazardKind.MENTION, *_SHOWN_BETWEEN_BACKTICKS}
_WORD = re.compile(r"[^\W\d_]{2,60}")
_LOOKALIKE_ALPHABETS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def make_safe(
    line: str, *, hidden: Sequence[tuple[int, int]] = (), is_code: bool = False
) -> SafeLine:
    """Take out of a line what must not be shown, and tell all that was found.

    Removed are control characters and terminal escapes, characters that reverse or hide text,
    marks stacked higher than any language does, and the addresses of links that deceive. A
    joiner in an emoji or in a script that needs it stays, and so does everything else. In code,
    links, mentions and HTML are mere characters. `hidden` are parts, in order, that are left out
    without a word.
    """
    if not hidden and _SUSPICIOUS.search(line) is None:
        return SafeLine(line)
    scan = _Scan(line)
    scan.cut(hidden)
    scan.take_out(HazardKind.CONTROL, [match.span() for match in _CONTROL.finditer(scan.text)])
    if not line.isascii():
        scan.take_out(HazardKind.BIDI, [match.span() for match in _BIDI.finditer(scan.text)])
        scan.take_out(HazardKind.INVISIBLE, list(_hidden(scan.text)))
        _take_out_stacks(scan)
        _note_mixed_alphabets(scan)
    if not is_code:
        _take_out_links(scan)
    for kind, pattern in _NOTED:
        if not (is_code and kind in _HARMLESS_IN_CODE):
            _note_all(scan, kind, pattern)
    return SafeLine(scan.text, tuple(sorted(scan.hazards, key=lambda hazard: hazard.column)))


def _note_all(scan: _Scan, kind: HazardKind, pattern: re.Pattern[str]) -> None:
    """Note what a pattern finds; HTML between backticks is meant to be seen."""
    spans = code_spans(scan.text) if kind in _SHOWN_BETWEEN_BACKTICKS else ()
    for match in pattern.finditer(blanked(scan.text, spans)):
        scan.note(kind, match.start(), match[0])


class _Scan:
    """A line that loses characters, and still knows where each one stood at first."""

    def __init__(self, line: str) -> None:
        self.text = line
        self.hazards: list[Hazard] = []
        self._columns: Sequence[int] = range(1, len(line) + 1)

    def note(self, kind: HazardKind, at: int, what: str, other: str = "") -> None:
        """Note a hazard at a place of the text as it is now."""
        self.hazards.append(Hazard(kind, self._columns[at], what, other))

    def cut(self, spans: Sequence[tuple[int, int]]) -> None:
        """Take parts of the text out, which do not overlap and come in order."""
        if not spans:
            return
        edges = [0, *(edge for span in spans for edge in span), len(self.text)]
        kept = list(zip(edges[::2], edges[1::2], strict=True))
        self._columns = [column for start, end in kept for column in self._columns[start:end]]
        self.text = "".join(self.text[start:end] for start, end in kept)

    def take_out(self, kind: HazardKind, spans: Sequence[tuple[int, int]]) -> None:
        """Take characters out and note each of them by its name."""
        for start, _ in spans:
            char = self.text[start]
            name = f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
            self.note(kind, start, name)
        self.cut(spans)


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Find characters that nobody sees, but for joiners and flags that need them."""
    if not _INVISIBLE.search(text):
        return
    flags = {at for m in _TAGS_OF_A_FLAG.finditer(text) for at in range(*m.span())}
    is_right_to_left = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)
    for match in _INVISIBLE.finditer(text):
        at, char = match.start(), match[0]
        is_direction = is_right_to_left and char in DIRECTION_MARKS
        if not (at in flags or is_direction or (char in _JOINERS and _joins(text, at))):
            yield match.span()


def _joins(text: str, at: int) -> bool:
    """Tell whether the joiner at this place does its proper work."""
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if _NEEDS_JOINERS.match(before):
        return True
    return text[at] == "\u200d" and all(
        unicodedata.category(char) in {"So", "Sk", "Mn"} for char in (before, after) if char
    )


def _take_out_stacks(scan: _Scan) -> None:
    """Cut runs of combining marks to what languages use."""
    spans = []
    for match in _RUN_OF_ODD_CHARACTERS.finditer(scan.text):
        run = 0
        for at in range(*match.span()):
            is_mark = unicodedata.category(scan.text[at]) in {"Mn", "Me"}
            run = run + 1 if is_mark else 0
            if run == MAX_MARKS + 1:
                spans.append((at, at + 1))
            elif run > MAX_MARKS:
                spans[-1] = (spans[-1][0], at + 1)
    for start, end in spans:
        scan.note(HazardKind.STACKED_MARKS, start, str(end - start + MAX_MARKS))
    scan.cut(spans)


def _note_mixed_alphabets(scan: _Scan) -> None:
    """Note words such as "Rusѕia" whose letters come from several alphabets."""
    for match in _WORD.finditer(scan.text):
        if match[0].isascii():
            continue
        alphabets = {unicodedata.name(char, "").partition(" ")[0] for char in match[0]}
        if len(alphabets & _LOOKALIKE_ALPHABETS) > 1:
            scan.note(HazardKind.MIXED_ALPHABETS, match.start(), match[0])


def _take_out_links(scan: _Scan) -> None:
    """Take the address off links that deceive, that are not http(s), or lead to the content."""
    links = find_bad_links(scan.text)
    for link in links:
        if link.is_deceptive:
            scan.note(HazardKind.DECEPTIVE_LINK, link.start, link.shown, link.address)
        else:
            scan.note(HazardKind.UNSAFE_LINK, link.start, link.address)
    scan.cut([span for link in links for span in link.marks])
    scan.cut(marks_of_inner_links(scan.text))
