"""Blocks of code as Discord takes them: between three backticks, and closed on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex

from bot.text.code_marks import CodeBlock, code_blocks, code_spans, holds_fence

FENCE: Final = "```"

ZERO_WIDTH_SPACE: Final = "\u200b"
_LANGUAGE: Final = regex.compile(
    r"(?P<name>[\w+#.-]{1,20})(?:\s?\{.*\}|(?:\s+[\w-]{1,40}=.*))?|\{[^{}]*\}", regex.ASCII
)
"""A language that Discord may know, with what other programs are told behind it."""
_NO_SPACE: Final = regex.compile(r"[^\s>]")
_FENCES: Final = regex.compile(r"`{3,}")
_LIVE_BACKTICK: Final = regex.compile(r"(?<!\\)`")


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A block of code in a text that `written` made, by the places of its characters."""

    start: int
    first: int
    """Where the code itself begins, below the fence."""
    last: int
    """Where the fence below it begins."""
    end: int
    opening: str
    """Opens it once more, where it is cut."""
    closing: str

    @property
    def marks(self) -> int:
        """How many characters more a page may need that shows a part of it."""
        return len(f"{self.opening}\n\n{self.closing}")


def written(lines: Sequence[str], block: CodeBlock) -> tuple[str, str, str]:
    """Give the fence above a block of code, its code and the fence below, as Discord reads them.

    Discord knows no tildes and no longer marks, and takes no more than one word for a language.
    What is more than that stays as the first line of the code.
    """
    fence, code = block.fence, list(lines[block.start + 1 : block.end])
    if block.is_closed and fence.is_closed_by(code[-1]):
        code.pop()
    elif block.is_closed:
        code[-1] = code[-1].rstrip().removesuffix(fence.mark)
    indent = _indent(fence.before)
    language = _LANGUAGE.fullmatch(fence.info)
    if fence.info and language is None:
        code.insert(0, indent + fence.info)
    name = "" if language is None else language["name"] or ""
    whole = _FENCES.sub(lambda mark: ZERO_WIDTH_SPACE.join(mark[0]), "\n".join(code))
    return f"{fence.before}{FENCE}{name}", whole, f"{indent}{FENCE}"


def without_loose_backticks(prose: str) -> str:
    """Escape the backticks that close nothing on their line: they would reach into code below."""
    return "\n".join(map(_with_escapes, prose.split("\n"))) if "`" in prose else prose


def shown_code(text: str) -> tuple[ShownCode, ...]:
    """Find the blocks of code in a text whose fences `written` made."""
    if not holds_fence(text):
        return ()
    lines = text.split("\n")
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line) + 1)
    return tuple(
        ShownCode(
            start=begins[block.start],
            first=begins[block.start + 1],
            last=begins[block.end - 1],
            end=begins[block.end] - 1,
            opening=f"{_indent(block.fence.before)}{FENCE}{block.fence.info}",
            closing=f"{_indent(block.fence.before)}{FENCE}",
        )
        for block in code_blocks(lines)
        if block.is_closed
    )


def _indent(before: str) -> str:
    """Give what stands before each line of a block, in place of a bullet space."""
    return _NO_SPACE.sub(" ", before)


def _with_escapes(line: str) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in [*code_spans(line), (len(line), len(line))]:
        pieces += [_LIVE_BACKTICK.sub(r"\\`", line[at:start]), line[start:end]]
        at = end
    return "".join(pieces)
