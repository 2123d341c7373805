"""Comments: what writers note for each other, and Markdown shows to nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.text.code_marks import Backticks

Span = tuple[int, int]

_OPENING: Final = "<!--"
_CLOSING: Final = "-->"
_CLOSED_AT_ONCE: Final = re.compile(r"<!---?>")
_PERCENTS: Final = "%%"
_MARK: Final = re.compile(f"`+|{_OPENING}|{_PERCENTS}")
_BETWEEN_PERCENTS: Final = re.compile(r"%%(?!%)(?:[^%]|%(?!%))+%%(?!%)")
"""Obsidian's; behind a number or a word, such as in "5%%", it is none."""
_DEFINITION: Final = re.compile(r"\s*\[(?P<label>[^\[\]]{1,60})\]:\s*(?:#|<>)(?:\s+(?P<body>.*))?")
"""A link that leads nowhere, such as `[//]: # (Is this so?)`: its title is a comment."""
_LABELS: Final = ("//", "comment")
"""They are so clear that the title needs no brackets."""
_BRACKETS: Final = {"(": ")", '"': '"', "'": "'"}


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment among the lines of a text."""

    line: int
    """The place of the line on which it begins."""
    start: int
    """Where in that line."""
    last: int
    """The place of the line on which it ends."""
    end: int
    """Behind its last character in that line."""
    missing: str = ""
    """The mark that should close it; empty where it is closed."""


def holds_comment(text: str) -> bool:
    """Tell whether a comment may begin in a text; most texts hold none."""
    return _OPENING in text or _PERCENTS in text or "]:" in text


def comments_on(lines: Sequence[str], at: int, start: int = 0) -> list[Comment]:
    """Find the comments that begin on a line, at `start` or behind; the last one may end below.

    What stands between backticks is code, and no comment.
    """
    line = lines[at]
    if not holds_comment(line):
        return []
    if start == 0 and (whole := _whole_line(lines, at)):
        return [whole]
    found: list[Comment] = []
    backticks = Backticks(line)
    mark = _MARK.search(line, start)
    while mark is not None:
        place = mark.end()
        if mark[0][0] == "`":
            place = backticks.end_of_span(*mark.span()) or place
        elif comment := _begun_by(mark[0], lines, at, mark.start()):
            found.append(comment)
            if comment.last > at or comment.missing:
                break
            place = comment.end
        mark = _MARK.search(line, place)
    return found


def inline_comments(line: str) -> list[Span]:
    """Give the parts of a line on its own that stand in `<!-- … -->`."""
    found = comments_on([line], 0) if _OPENING in line else ()
    return [span_of(comment, 0, line) for comment in found if not comment.missing]


def span_of(comment: Comment, at: int, line: str) -> Span:
    """Give the part of a line that a comment takes, with one of two spaces around it."""
    start = comment.start if at == comment.line else 0
    end = comment.end if at == comment.last else len(line)
    is_after_space = start == 0 or line[start - 1].isspace()
    return start, end + (is_after_space and line[end : end + 1] == " ")


def _begun_by(mark: str, lines: Sequence[str], at: int, place: int) -> Comment | None:
    if mark == _OPENING:
        return _from_opening(lines, at, place)
    line = lines[at]
    between = _BETWEEN_PERCENTS.match(line, place)
    is_behind_a_word = place > 0 and (line[place - 1].isalnum() or line[place - 1] in "%_")
    return Comment(at, place, at, between.end()) if between and not is_behind_a_word else None


def _from_opening(lines: Sequence[str], at: int, place: int) -> Comment:
    """Read `<!-- … -->`, over as many lines as it takes.

    Another one within it shows that the first was not closed.
    """
    at_once = _CLOSED_AT_ONCE.match(lines[at], place)
    if at_once:
        return Comment(at, place, at, at_once.end())
    start = place + len(_OPENING)
    for last in range(at, len(lines)):
        line = lines[last]
        closing, opening = line.find(_CLOSING, start), line.find(_OPENING, start)
        if closing >= 0 and not 0 <= opening < closing:
            return Comment(at, place, last, closing + len(_CLOSING))
        if opening >= 0:
            break
        start = 0
    return Comment(at, place, at, len(lines[at]), missing=_CLOSING)


def _whole_line(lines: Sequence[str], at: int) -> Comment | None:
    """Read a comment that takes whole lines."""
    line = lines[at]
    if definition := _DEFINITION.fullmatch(line):
        return _from_definition(lines, at, definition["label"], (definition["body"] or "").strip())
    if line.strip().startswith(_PERCENTS) and line.count(_PERCENTS) == 1:
        is_alone = line.strip() == _PERCENTS
        return _closed_below(lines, at, _PERCENTS, within_paragraph=not is_alone)
    return None


def _from_definition(lines: Sequence[str], at: int, label: str, body: str) -> Comment | None:
    closing = _BRACKETS.get(body[:1])
    if closing is None:
        is_comment = not body or label in _LABELS
        return Comment(at, 0, at, len(lines[at])) if is_comment else None
    if len(body) > 1 and body.endswith(closing):
        return Comment(at, 0, at, len(lines[at]))
    return _closed_below(lines, at, closing, within_paragraph=True)


def _closed_below(
    lines: Sequence[str], at: int, closing: str, *, within_paragraph: bool
) -> Comment:
    """Find the line below that ends in a mark."""
    for last in range(at + 1, len(lines)):
        if within_paragraph and not lines[last].strip():
            break
        if lines[last].rstrip().endswith(closing):
            return Comment(at, 0, last, len(lines[last]))
    return Comment(at, 0, at, len(lines[at]), missing=closing)
