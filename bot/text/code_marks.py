"""Where a text is code: blocks between fences, and spans between backticks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

_FENCE: Final = re.compile(
    r"(?P<before>[ \t>]{0,20}(?:(?:[-*+•–]|\d{1,3}[.)])[ \t]{1,4}){0,3})"
    r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)"
)
MAX_READ_AGAIN: Final = 20
"""Times the length of a text: lines that may be read again below blocks that end early."""
_LONGEST_BARE_TILDES: Final = 8
"""A longer line of nothing but tildes is an ornament."""
_CLOSING: Final = re.compile(r"(?P<before>[\s>]{0,40})(?P<mark>`{3,}|~{3,})\s*")
_BEHIND_TEXT: Final = re.compile(r"[^`]*[^`\s][ \t]*(?P<mark>`{3,})\s*")
_BACKTICKS: Final = re.compile("`+")


@dataclass(frozen=True, slots=True)
class Fence:
    """The line above a block of code."""

    before: str
    """What stands before the mark: space, bullets, marks of quotations."""
    mark: str
    """Three or more backticks or tildes."""
    info: str
    """What stands behind the mark, such as the language."""

    @property
    def is_quoted(self) -> bool:
        """Whether the block stands in a quotation."""
        return ">" in self.before

    def is_closed_by(self, line: str) -> bool:
        """Tell the line below the block: a mark that is as long at least, and nothing else."""
        closing = _CLOSING.fullmatch(line)
        if closing is None or (">" in closing["before"] and not self.is_quoted):
            return False
        return closing["mark"].startswith(self.mark)

    def is_closed_behind(self, line: str) -> bool:
        """Tell the last line of a block that has the mark at its own end, as Discord takes it."""
        closing = _BEHIND_TEXT.fullmatch(line)
        return closing is not None and closing["mark"].startswith(self.mark)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code among the lines of a text, its fences included."""

    fence: Fence
    start: int
    """The place of the line that opens it."""
    end: int
    """The place behind its last line."""
    is_closed: bool


def holds_fence(text: str) -> bool:
    """Tell whether a text holds a mark by which a block of code may begin or end."""
    return "```" in text or "~~~" in text


def fence_of(line: str) -> Fence | None:
    """Read the line that opens a block of code; none where it opens none."""
    match = _FENCE.fullmatch(line) if holds_fence(line) else None
    if match is None:
        return None
    mark, info = match["mark"], match["info"].strip()
    if mark[0] == "~" and ("~" in info or (not info and len(mark) > _LONGEST_BARE_TILDES)):
        return None
    return Fence(match["before"], mark, info)


def block_at(lines: Sequence[str], at: int) -> CodeBlock | None:
    """Read the block of code that a line opens.

    One that is not closed goes on to the end of the lines, or to a line that opens another one:
    whoever shows a fence in code takes a longer one around it.
    """
    fence = fence_of(lines[at])
    if fence is None:
        return None
    for place in range(at + 1, len(lines)):
        if not holds_fence(lines[place]):
            continue
        if fence.is_closed_by(lines[place]):
            return CodeBlock(fence, at, place + 1, is_closed=True)
        other = fence_of(lines[place])
        if other is not None and other.info and other.mark.startswith(fence.mark):
            return CodeBlock(fence, at, place, is_closed=False)
    return CodeBlock(fence, at, len(lines), is_closed=False)


def code_blocks(lines: Sequence[str]) -> list[CodeBlock]:
    """Find the blocks of code in the lines of a text, in order.

    Takes time in proportion to the text: where too many blocks have the mark that closes them
    behind text, the last one of them is taken to go on as one that is not closed.
    """
    found: list[CodeBlock] = []
    at, read_again = 0, 0
    while at < len(lines):
        block = block_at(lines, at)
        if block is not None:
            is_enough = read_again >= MAX_READ_AGAIN * len(lines)
            found.append(block if is_enough else closed_behind_text(lines, block))
            read_again += block.end - found[-1].end
        at = found[-1].end if block else at + 1
    return found


def without_code(text: str) -> str:
    """Leave out the blocks of code of a text."""
    if not holds_fence(text):
        return text
    lines = text.split("\n")
    kept: list[str] = []
    at = 0
    for block in code_blocks(lines):
        kept += lines[at : block.start]
        at = block.end
    return "\n".join([*kept, *lines[at:]])


def closed_behind_text(lines: Sequence[str], block: CodeBlock) -> CodeBlock:
    """Close an unclosed block where a line of its code has the mark at its end."""
    if block.is_closed:
        return block
    closing = (
        place
        for place in range(block.start + 1, block.end)
        if block.fence.is_closed_behind(lines[place])
    )
    end = next(closing, None)
    return block if end is None else replace(block, end=end + 1, is_closed=True)


class Backticks:
    """The runs of backticks in a line, and what each of them opens."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._by_length: dict[int, list[int]] = defaultdict(list)
        for run in _BACKTICKS.finditer(line) if "`" in line else ():
            self._by_length[len(run[0])].append(run.start())

    def end_of_span(self, start: int, end: int) -> int | None:
        """Find where the span ends that a run opens; none where it opens none."""
        if self._line.endswith("\\", 0, start):
            return None
        alike = self._by_length[end - start]
        at = bisect_left(alike, end)
        return alike[at] + end - start if at < len(alike) else None


def code_spans(line: str) -> list[tuple[int, int]]:
    """Find the spans of a line between two equally long runs of backticks, runs included."""
    backticks = Backticks(line)
    spans: list[tuple[int, int]] = []
    run = _BACKTICKS.search(line)
    while run is not None:
        end = backticks.end_of_span(*run.span())
        if end is not None:
            spans.append((run.start(), end))
        run = _BACKTICKS.search(line, run.end() if end is None else end)
    return spans


def blanked(line: str, spans: Sequence[tuple[int, int]]) -> str:
    """Put space in place of parts of a line, which come in order: the rest keeps its columns."""
    kept: list[str] = []
    at = 0
    for start, end in spans:
        kept += [line[at:start], " " * (end - start)]
        at = end
    return "".join([*kept, line[at:]])
