"""Where the front matter of a page ends and its text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.corpus.finding_codes import PageRefusedError

MAX_CHARACTERS = 65_536
"""A few lines are usual; the aliases of a long page may need some hundred."""

FIELD = re.compile(r"(?P<key>[A-Za-z_][\w-]{0,40})[ \t]*:(?:[ \t]+(?P<value>.*))?")
_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_CONTINUED = re.compile(r"[ \t]+\S.*|-(?:[ \t].*)?|#.*|[\]}?:].*|<<:.*")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class SplitPage:
    """A page, cut below its front matter."""

    body: str
    body_line: int = 1
    block: tuple[str, ...] = ()
    """The lines between the fences; empty where the page begins with its text."""
    block_line: int = 1
    is_closed: bool = True


def split_front_matter(text: str, *, known: frozenset[str]) -> SplitPage:
    """Cut a page below its front matter, where it has any.

    A first line of `---` opens it, provided that fields follow: a page of questions may use the
    same line as a separator. `known` holds the names of fields, in small letters. Raises
    `PageRefusedError` when it is too long.
    """
    opening = _opening(text)
    if opening is None:
        return SplitPage(text)
    start, line = opening
    block: list[str] = []
    for match in _LINE.finditer(text, start):
        if match.start() - start > MAX_CHARACTERS:
            break
        if _END.fullmatch(match[1]):
            if not _holds_fields(block, known):
                return SplitPage(text)
            below = match.end()
            return SplitPage(text[below:], line + len(block) + 1, tuple(block), line)
        block.append(match[1])
    return _unclosed(text, start, line, block, known)


def _opening(text: str) -> tuple[int, int] | None:
    """Find the first line of the block, and its number, below the opening fence."""
    for number, match in enumerate(_LINE.finditer(text), start=1):
        if match[1].strip():
            return (match.end(), number + 1) if _FENCE.fullmatch(match[1]) else None
        if match.end() == len(text):
            return None
    return None


def _holds_fields(block: list[str], known: frozenset[str]) -> bool:
    """Tell fields from a text between two separators."""
    keys = {match["key"].casefold() for line in block if (match := FIELD.fullmatch(line))}
    if {key.replace("-", "_") for key in keys} & known:
        return True
    filled = [line for line in block if line.strip()]
    like_yaml = sum(1 for line in filled if FIELD.fullmatch(line) or _CONTINUED.fullmatch(line))
    return bool(keys) and like_yaml * 2 > len(filled)


def _unclosed(
    text: str, start: int, line: int, block: list[str], known: frozenset[str]
) -> SplitPage:
    """End a block without a closing fence where its fields end."""
    end = 0
    while end < len(block) and (FIELD.fullmatch(block[end]) or _CONTINUED.fullmatch(block[end])):
        end += 1
    if not _holds_fields(block[:end], known):
        return SplitPage(text)
    if end == len(block) and sum(map(len, block)) >= MAX_CHARACTERS // 2:
        raise PageRefusedError(
            "front-matter-too-large", line, size=sum(map(len, block)), limit=MAX_CHARACTERS
        )
    below = start
    for _ in range(end):
        match = _LINE.match(text, below)
        below = match.end() if match else below
    return SplitPage(text[below:], line + end, tuple(block[:end]), line, is_closed=False)
