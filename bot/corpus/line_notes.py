"""What is noted of a page's lines while they still have their places in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.corpus.finding_codes import FindingLog, PageRefusedError
from bot.corpus.limits import Limits
from bot.corpus.markup import Markup
from bot.corpus.model import Mark
from bot.text.addresses import fault_of, find_addresses, is_inner
from bot.text.lines import Line
from bot.text.time_words import find_time_words
from bot.text.word_lists import word_list

_PICTURE: Final = "data:image/"
_PICTURE_LINE: Final = re.compile(
    rf"\s*(?P<name>!?\[[^\[\]]{{0,200}}\])(?::\s*<?|\(){_PICTURE}[^\s<>()]+[>)]?\s*"
)
"""As word processors write it: `[image1]: <data:image/png;base64,…>`."""
_FIRST_HALF: Final = re.compile(r"(?<![\w-])([^\W\d_]{2,40}-)\s*\Z")
_SECOND_HALF: Final = re.compile(r"[^\W\d_A-Z]{2,40}(?![\w-])")
_BETWEEN_HALVES: Final = word_list("and or nor to but und oder et ou of en")
"""They stand behind "two-" where "three-day" follows."""
_MIN_PRINTED: Final = 30
"""Characters; no print has narrower lines."""


def check_lines(lines: Sequence[Line], limits: Limits, log: FindingLog) -> None:
    """Refuse a page for a line that is too long; note line breaks that editors do not show."""
    for line in lines:
        if len(line.text) > limits.line_characters:
            raise PageRefusedError(
                "line-too-long",
                line.number,
                line.column + limits.line_characters,
                size=len(line.text),
                limit=limits.line_characters,
            )
        if line.column > 1:
            log.add("uncounted-line-break", line.number, line.column - 1)


def note_markup(markup: Markup, lines: Sequence[Line], log: FindingLog) -> None:
    """Note comments, code that is not closed, and fences around the page itself.

    Raises `PageRefusedError` where a comment is not closed: its end decides what may be seen.
    """
    for comment in markup.comments:
        line = lines[comment.line]
        place = line.number, line.column + comment.start
        if comment.missing:
            raise PageRefusedError("comment-unclosed", *place, what=comment.missing)
        log.add("comment", *place, last=lines[comment.last].number)
    for block in markup.unclosed:
        line, last = lines[block.start], lines[block.end - 1]
        column = line.column + len(block.fence.before)
        log.add("code-unclosed", line.number, column, what=block.fence.mark, last=last.number)
    for at in markup.around:
        log.add("page-in-code", lines[at].number, lines[at].column)


def without_pictures(lines: Sequence[Line], log: FindingLog) -> list[Line]:
    """Blank the lines that hold nothing but the data of a picture, and tell of each."""
    kept: list[Line] = []
    for line in lines:
        picture = _PICTURE_LINE.fullmatch(line.text) if _PICTURE in line.text else None
        if picture:
            log.add("picture-data", line.number, line.column, what=picture["name"])
        kept.append(replace(line, text="") if picture else line)
    return kept


def note_broken_words(lines: Sequence[Line], log: FindingLog) -> None:
    """Tell of words that a print broke: "exam-" at the end of a line, and "ination" below."""
    for line, below in pairwise(lines):
        half = _FIRST_HALF.search(line.text) if len(line.text) >= _MIN_PRINTED else None
        other = _SECOND_HALF.match(below.text) if half else None
        if half and other and other[0] not in _BETWEEN_HALVES:
            log.add("broken-word", line.number, line.column + half.start(), what=half[1] + other[0])


def time_words(lines: Sequence[Line]) -> tuple[Mark, ...]:
    """Note the words of an English text that are true only about the day of its facts."""
    return tuple(
        Mark(line.number, line.column + at, word)
        for line in lines
        for at, word in find_time_words(line.text)
    )


def check_links(lines: Sequence[Line], log: FindingLog) -> tuple[Mark, ...]:
    """Tell of links that nobody can follow; give those that lead to the content itself."""
    inner: list[Mark] = []
    for line in lines:
        for at, address in find_addresses(line.text):
            if is_inner(address):
                inner.append(Mark(line.number, line.column + at, address))
            elif fault := fault_of(address):
                column = line.column + at
                log.add("dead-link", line.number, column, what=address, reason=fault.value)
    return tuple(inner)
