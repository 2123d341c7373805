"""Where the front matter of a page ends and its text begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.corpus.finding_codes import PageRefusedError
from bot.corpus.front_matter.guards import field_name, guard_meant, is_prose, plain_guard_meant
from bot.corpus.front_matter.lines import Likelihood, guard_line, keys_of, read_loosely

MAX_CHARACTERS = 65_536
"""A few lines are usual; the aliases of a long page may need some hundred."""

_FENCE = re.compile(r"---[ \t]*")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_CONTINUED = re.compile(r"[ \t]+\S.*|-(?:[ \t].*)?|#.*|[\]}{?:].*|<<:.*")
_LETTER = re.compile(r"(?:q|a|question|answer)_?\d{0,3}")
LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
"""A line without its end, and its end."""


@dataclass(frozen=True, slots=True)
class SplitPage:
    """A page, cut below its front matter."""

    body: str
    body_line: int = 1
    block: tuple[str, ...] = ()
    """The lines between the fences; empty where the page begins with its text."""
    block_line: int = 1
    is_closed: bool = True
    is_in_place: bool = True
    """It stands between two lines of `---` at the top of the page, or below the first one."""


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
    for match in LINE.finditer(text, start):
        if match.start() - start > MAX_CHARACTERS:
            break
        if _END.fullmatch(match[1]):
            if not _holds_fields(block, known):
                return SplitPage(text)
            below = match.end()
            return SplitPage(text[below:], line + len(block) + 1, tuple(block), line)
        block.append(match[1])
    return _unclosed(text, start, line, block, known)


def split_below(text: str, start: int, split: Callable[[str], SplitPage]) -> SplitPage | None:
    """Cut a page as if it began at a line further down; what stands above stays in its body.

    None where it has no front matter there.
    """
    lines = sum(1 for match in LINE.finditer(text[:start]) if match[2])
    found = split("\n" * lines + text[start:])
    if not found.block:
        return None
    below = ("\n" * (found.body_line - 1) + found.body)[lines:]
    return replace(found, body=text[:start] + below, body_line=1, is_in_place=False)


def is_like_field(line: str, known: frozenset[str]) -> bool:
    """Tell a line that names a field of ours, in whatever form, from a sentence with a colon."""
    loose = read_loosely(line)
    if loose is None:
        return False
    guard = guard_meant(loose.key, loose.value)
    if guard is not None:
        is_ours = guard.is_clear or plain_guard_meant(loose.key, loose.value) is not None
        return is_ours and (guard.is_clear or not is_prose(loose.key, loose.value))
    return field_name(loose.key) in known


def _opening(text: str) -> tuple[int, int] | None:
    """Find the first line of the block, and its number, below the opening fence."""
    for number, match in enumerate(LINE.finditer(text), start=1):
        if match[1].strip():
            return (match.end(), number + 1) if _FENCE.fullmatch(match[1]) else None
        if match.end() == len(text):
            return None
    return None


def _holds_fields(block: Sequence[str], known: frozenset[str], below: Sequence[str] = ()) -> bool:
    """Tell fields from a text between two separators, or before the lines below."""
    names = {field_name(key) for line in block for key in keys_of(line)}
    if names & known:
        return not _is_text(block, known, below)
    filled = [line for line in block if line.strip()]
    is_ours = any(is_like_field(line, known) for line in filled)
    likely = filled if is_ours else [line for line in filled if not _is_lettered(line)]
    like_yaml = [line for line in likely if _is_like_yaml(line)]
    if any(map(keys_of, like_yaml)) and len(like_yaml) * 2 > len(filled):
        return True
    outer = [line for line in filled if not line[:1].isspace()] or filled
    return sum(is_like_field(line, known) for line in filled) * 2 > len(outer)


def _is_text(block: Sequence[str], known: frozenset[str], below: Sequence[str]) -> bool:
    """Tell a text that begins "Embargo: what it means" from fields that hide the page."""
    named = [line for line in block if known.intersection(map(field_name, keys_of(line)))]
    filled = sum(1 for line in (*block, *below) if line.strip())
    return len(named) * 2 <= filled and all(map(_is_sentence, named))


def _is_sentence(line: str) -> bool:
    found = guard_line(line)
    return found is not None and found.likelihood is Likelihood.MAY_BE_TEXT


def _is_lettered(line: str) -> bool:
    """Tell "Q: What is it?" and "Answer: A thing", which YAML reads like fields."""
    return any(_LETTER.fullmatch(field_name(key)) for key in keys_of(line))


def _is_like_yaml(line: str) -> bool:
    return bool(keys_of(line)) or _CONTINUED.fullmatch(line) is not None


def _unclosed(
    text: str, start: int, line: int, block: list[str], known: frozenset[str]
) -> SplitPage:
    """End a block without a closing fence where its fields end."""
    end = 0
    while end < len(block) and (_is_like_yaml(block[end]) or is_like_field(block[end], known)):
        end += 1
    paragraph = list(takewhile(str.strip, block[end:]))
    if not _holds_fields(block[:end], known, paragraph):
        return SplitPage(text)
    if end == len(block) and sum(map(len, block)) >= MAX_CHARACTERS // 2:
        raise PageRefusedError(
            "front-matter-too-large", line, size=sum(map(len, block)), limit=MAX_CHARACTERS
        )
    below = start
    for _ in range(end):
        match = LINE.match(text, below)
        below = match.end() if match else below
    return SplitPage(text[below:], line + end, tuple(block[:end]), line, is_closed=False)
