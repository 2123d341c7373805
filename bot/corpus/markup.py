"""What of a page is code or a comment: neither heads, separates or asks anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from bot.corpus.outline import HEADING, RULE, plain_label
from bot.corpus.sections import section_of
from bot.text.code_marks import (
    MAX_READ_AGAIN,
    CodeBlock,
    blanked,
    block_at,
    closed_behind_text,
    fence_of,
    holds_fence,
)
from bot.text.comments import Comment, Span, comments_on, holds_comment, span_of
from bot.text.lines import Line, split_lines

_MAX_UNCLOSED: Final = 20
"""Blocks of a page whose end is sought where the page goes on; further ones run to its end."""
_MAX_TRIES: Final = 3
"""Blocks that are looked at for the one that was not closed."""


@dataclass(frozen=True, slots=True)
class Markup:
    """What the lines of a page are, by their places."""

    code: frozenset[int] = frozenset()
    """Lines to be shown as they stand, fences included."""
    unclosed: tuple[CodeBlock, ...] = ()
    """Blocks of code without a line that closes them, as far as they were taken to go."""
    hidden: Mapping[int, Sequence[Span]] = field(default_factory=lambda: MappingProxyType({}))
    """Parts of lines that are not shown."""
    comments: tuple[Comment, ...] = ()
    """What is hidden for that reason."""
    around: tuple[int, ...] = ()
    """The two fences around a page that stands in one block of code as a whole."""

    @property
    def closed_code(self) -> frozenset[int]:
        """The lines that are code beyond doubt."""
        doubtful = (at for block in self.unclosed for at in range(block.start, block.end))
        return self.code.difference(doubtful)

    def prose(self, lines: Sequence[Line]) -> list[Line]:
        """Give the lines with nothing but space in place of code and of what is hidden."""
        if not self.code and not self.hidden:
            return list(lines)
        return [
            replace(
                line, text="" if at in self.code else blanked(line.text, self.hidden.get(at, ()))
            )
            for at, line in enumerate(lines)
        ]


def read_markup(texts: Sequence[str]) -> Markup:
    """Find code and comments on a page.

    A block of code that is not closed ends where a heading, a separator or a question shows that
    the page goes on. Takes time in proportion to the length of the page.
    """
    if not any(map(_may_hold_markup, texts)):
        return Markup()
    reading = _read(texts)
    around = _fences_around(texts)
    if around and (reading.unclosed or len(reading.blocks) == 1):
        inside = _read([*texts[: around[0]], "", *texts[around[0] + 1 : around[1]]])
        if not inside.unclosed:
            return _markup(texts, inside, around)
    return _markup(texts, reading)


def prose_of(text: str) -> str:
    """Give a text with nothing but space in place of its code and of what is hidden."""
    if not _may_hold_markup(text):
        return text
    lines = split_lines(text)
    markup = read_markup([line.text for line in lines])
    return "\n".join(line.text for line in markup.prose(lines))


def _may_hold_markup(text: str) -> bool:
    return holds_fence(text) or holds_comment(text)


def _markup(texts: Sequence[str], reading: _Reading, around: tuple[int, ...] = ()) -> Markup:
    hidden: dict[int, list[Span]] = defaultdict(list)
    for comment in reading.comments:
        for at in range(comment.line, comment.last + 1):
            hidden[at].append(span_of(comment, at, texts[at]))
    for at in around:
        hidden[at] = [(0, len(texts[at]))]
    return Markup(
        code=reading.code,
        unclosed=reading.unclosed,
        hidden=MappingProxyType(hidden),
        comments=tuple(reading.comments),
        around=around,
    )


def _read(texts: Sequence[str]) -> _Reading:
    """Pair the fences; where one is left over, another block may be the one that was not closed."""
    first = _Reading(texts)
    if first.unclosed:
        for torn in first.suspects[:_MAX_TRIES]:
            other = _Reading(texts, torn)
            if not other.suspects and len(other.unclosed) <= len(first.unclosed):
                return other
    return first


def _fences_around(texts: Sequence[str]) -> tuple[int, ...]:
    """Find the fences that the first and the last line of a page may be."""
    filled = [at for at, text in enumerate(texts) if text.strip()]
    fence = fence_of(texts[filled[0]]) if len(filled) > 1 else None
    is_around = fence is not None and fence.is_closed_by(texts[filled[-1]])
    return (filled[0], filled[-1]) if is_around else ()


class _Reading:
    """One way to pair the fences of a page; `torn` is a block that is not to end at its fence."""

    def __init__(self, texts: Sequence[str], torn: int | None = None) -> None:
        self.blocks: list[CodeBlock] = []
        self.suspects: list[int] = []
        """Blocks that are closed, and hold what looks like another part of the page."""
        self.comments: list[Comment] = []
        """At most one that is not closed, the last one."""
        self._texts = texts
        self._torn = torn
        self._unclosed = 0
        self._read_again = 0
        self._level = 0
        self._rules: set[str] = set()
        at = 0
        while at < len(texts):
            block = block_at(texts, at)
            if block is not None:
                self.blocks.append(self._taken(block))
                at = self.blocks[-1].end
            else:
                self._note(texts[at])
                at = self._behind_comments(at)

    @property
    def unclosed(self) -> tuple[CodeBlock, ...]:
        return tuple(block for block in self.blocks if not block.is_closed)

    @property
    def code(self) -> frozenset[int]:
        return frozenset(at for block in self.blocks for at in range(block.start, block.end))

    def _note(self, text: str) -> None:
        """Note the level of headings, and the separators, that this page has."""
        heading = HEADING.fullmatch(text)
        if heading:
            self._level = len(heading[1])
        elif RULE.fullmatch(text):
            self._rules.add(text.strip())

    def _behind_comments(self, at: int) -> int:
        """Note the comments that begin on a line, and give the place of the next one to read."""
        if self.comments and self.comments[-1].missing:
            return at + 1
        found = comments_on(self._texts, at)
        while found:
            self.comments += found
            if found[-1].last == at or found[-1].missing:
                break
            at = found[-1].last
            found = comments_on(self._texts, at, found[-1].end)
        return at + 1

    def _taken(self, block: CodeBlock) -> CodeBlock:
        """Say how far a block of code is taken to go."""
        is_enough = self._read_again >= MAX_READ_AGAIN * len(self._texts)
        if is_enough or self._unclosed >= _MAX_UNCLOSED:
            return block
        inside = range(block.start + 1, block.end)
        end = next((at for at in inside if self._goes_on_at(at)), None)
        if block.is_closed and block.start != self._torn:
            self.suspects += [] if end is None else [block.start]
            return block
        last = block.end if end is None else end
        while not self._texts[last - 1].strip():
            last -= 1
        unclosed = CodeBlock(block.fence, block.start, last, is_closed=False)
        taken = closed_behind_text(self._texts, unclosed)
        self._unclosed += not taken.is_closed
        self._read_again += block.end - taken.end
        return taken

    def _goes_on_at(self, at: int) -> bool:
        """Tell a heading, a separator or a question of the page from a line of code."""
        text = self._texts[at]
        heading = HEADING.fullmatch(text)
        if heading and heading[2][:1].isspace() and len(heading[1]) == self._level:
            return True
        if text[:1].isspace() or not text:
            return False
        if text.strip() in self._rules or section_of(plain_label(text.strip("# "))):
            return True
        if RULE.fullmatch(text):
            return any(map(_asks, self._texts[at + 1 : at + 2]))
        return not self._texts[at - 1].strip() and _asks(text)


def _asks(text: str) -> bool:
    """Tell a question on a line of its own from a comment in code that asks."""
    is_plain = text[:1].isalnum() or text[:2] == "**"
    return is_plain and text.rstrip(" *_").endswith(("?", "？", "؟"))
