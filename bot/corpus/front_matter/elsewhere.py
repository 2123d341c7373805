"""Finds front matter that does not stand between two lines of `---` at the top of its page.

Word processors turn `---` into a dash, other systems fence with `+++`, and fields are pasted below
a heading or without fences. What readers would be shown then is, above all, the wish that they
should not see the page. So a first block that says so is front matter, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.corpus.front_matter.guards import field_name, is_prose, plain_guard_meant
from bot.corpus.front_matter.lines import (
    Likelihood,
    guard_line,
    is_comment,
    keys_of,
    read_loosely,
)
from bot.corpus.front_matter.split import (
    LINE,
    SplitPage,
    is_like_field,
    split_below,
    split_front_matter,
)
from bot.text.code_marks import fence_of
from bot.text.comments import comments_on

_MAX_LINES: Final = 400
"""From the top of a page, within which a first block ends."""
_MAX_FENCE: Final = 80
_FENCE: Final = re.compile(r"(?:[^\w{}\[\]()]|_)+(?:(?:ya?ml|toml|json)\s*)?", re.I)
_LONG: Final = 3
"""Characters of a fence that cannot be taken for a line between two questions."""
_TITLE: Final = re.compile(r"\s{0,3}#\s.*")
_UNDERLINE: Final = re.compile(r"\s{0,3}(?:={2,}|-{3,})\s*")
_CONTINUED: Final = re.compile(r"\s+\S.*|[-*•]\s.*|[\[\]}{].*")


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of a page, counted from 0, that may be front matter."""

    first: int
    """Its opening fence, where it has one."""
    start: int
    end: int
    """Behind the last field."""
    last: int
    """Behind its closing fence, where it has one."""
    is_fenced: bool
    """On both sides."""
    is_code: bool
    """Its fences are those of code: whoever explains front matter shows some in this way."""


def find_elsewhere(
    text: str, *, known: frozenset[str], synonyms: frozenset[str]
) -> SplitPage | None:
    """Cut fields out of a page that are written as front matter is in other places.

    They are front matter where they stand between two lines of marks at the top, where the first
    line of the page is "Title: …" and begins them, or where one of them hides the page, with a day
    or a state and not with a sentence. `known` holds the names of our fields in small letters,
    `synonyms` those that others give to them.
    """
    matches = _first_lines(text)
    page = _Top([match[1] for match in matches], known, synonyms)
    read_in_place = partial(split_front_matter, known=known)
    for top in page.tops():
        split = split_below(text, matches[top].start(), read_in_place) if top else None
        if split is not None:
            return split
        for block in (page.block_at(top), page.block_below(top)):
            if block is not None and page.is_meant(block, is_top=block.first == top):
                above, below = matches[block.first].start(), matches[block.last - 1].end()
                body = text[:above] + "\n" * (block.last - block.first) + text[below:]
                fields = tuple(page.lines[block.start : block.end])
                return SplitPage(body, 1, fields, block.start + 1, is_in_place=False)
    return None


def _first_lines(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    for match in LINE.finditer(text):
        found.append(match)
        if match.end() == len(text) or len(found) == _MAX_LINES:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Top:
    """The first lines of a page."""

    lines: Sequence[str]
    known: frozenset[str]
    synonyms: frozenset[str]

    def tops(self) -> Iterator[int]:
        """Give where the first block may begin: in comments that may hide the page, or below."""
        at = self._filled(0)
        while at < len(self.lines):
            yield at
            behind = self._behind_comments(at)
            if behind == at:
                break
            at = self._filled(behind)

    def block_below(self, at: int) -> _Block | None:
        """Give the block below a title; where that is no heading, only one between fences."""
        if _is_fence(self.lines[at]) or self._behind_comments(at) > at:
            return None
        block = self.block_at(self._filled(at + 1))
        is_title = _TITLE.fullmatch(self.lines[at]) is not None
        if not is_title and not (block and block.is_fenced) and self._is_underlined(at):
            block, is_title = self.block_at(self._filled(at + 2)), True
        is_meant = block is not None and not block.is_code and (is_title or block.is_fenced)
        return block if is_meant else None

    def block_at(self, first: int) -> _Block | None:
        """Give the lines from here on that look like fields."""
        start = self._below_fences(first)
        fences = [line.strip() for line in self.lines[first:start] if line.strip()]
        end = self._end_of_fenced(start, fences) if fences else None
        is_fenced = end is not None
        end = end or self._end_of_run(start)
        if end == start:
            return None
        last, most = end, end + max(len(fences), 1)
        while last < min(most, len(self.lines)) and _closes(self.lines[last], fences):
            last += 1
        return _Block(first, start, end, last, is_fenced, is_code=any(map(fence_of, fences)))

    def is_meant(self, block: _Block, *, is_top: bool) -> bool:
        """Tell fields from a text, a list or a box of facts that looks like some."""
        inside = [line for line in self.lines[block.start : block.end] if line.strip()]
        named = [line for line in inside if self._is_named(line)]
        others = [line for line in inside if _is_pair(line) and not self._is_named(line)]
        is_mostly_named = 0 < len(named) >= len(others)
        if block.is_fenced and is_top:
            is_hidden = any(self._hides(line, has_more=True) for line in inside)
            is_aside = block.is_code or self._behind_comments(block.first) > block.first
            is_sure = len(named) > 1 or any(map(_names_page, named))
            return is_hidden or (not is_aside and is_mostly_named and is_sure)
        if is_top and is_mostly_named and not block.is_code and _names_page(inside[0]):
            return True
        has_more = any(map(self._is_ours, named))
        return is_mostly_named and any(self._hides(line, has_more=has_more) for line in inside)

    def _hides(self, line: str, *, has_more: bool) -> bool:
        """Tell what hides the page by itself from what needs a field beside it, such as a title.

        A treaty expires and a trial is pending as well, and "Embargo: unknown" may be a fact.
        """
        found = guard_line(line)
        is_own = found is not None and (
            found.is_whole or line.startswith("{") or self._is_named(line)
        )
        if found is None or not is_own:
            return False
        if found.likelihood is Likelihood.SURE:
            return has_more or not found.guard.may_be_fact
        is_odd_embargo = found.guard.field == "embargo" and found.likelihood is Likelihood.LIKELY
        return has_more and is_odd_embargo

    def _filled(self, at: int) -> int:
        """Pass over empty lines, and over comments that say nothing of who may see the page."""
        while at < len(self.lines):
            behind = self._behind_comments(at)
            if any(map(guard_line, self.lines[at:behind])):
                break
            if behind == at and self.lines[at].strip():
                break
            at = max(behind, at + 1)
        return at

    def _behind_comments(self, at: int) -> int:
        """Give the line below the comments that take all of a line; the line, if there are none."""
        place, start = at, 0
        while found := comments_on(self.lines, place, start):
            for comment in found:
                if comment.missing or self.lines[place][start : comment.start].strip():
                    return at
                place, start = comment.last, comment.end
        return place + 1 if start and not self.lines[place][start:].strip() else at

    def _is_underlined(self, at: int) -> bool:
        return any(_UNDERLINE.fullmatch(line) for line in self.lines[at + 1 : at + 2])

    def _below_fences(self, at: int) -> int:
        start = at
        while start < len(self.lines) and (
            _is_fence(self.lines[start]) or (start > at and not self.lines[start].strip())
        ):
            start += 1
        return start

    def _end_of_fenced(self, start: int, opening: Collection[str]) -> int | None:
        """Find the closing fence, where nothing but fields stands above it."""
        for at in range(start, len(self.lines)):
            if _is_fence(self.lines[at]):
                return at if at > start and not _opens_code(self.lines[at], opening) else None
            if not self._may_belong(self.lines[at]):
                return None
        return None

    def _end_of_run(self, start: int) -> int:
        """Find where fields without fences end; lists may stand below those without a value."""
        end, may_continue = start, False
        while end < len(self.lines):
            line = self.lines[end]
            if not line.strip() or is_comment(line) or _is_fence(line) or line.startswith("{"):
                break
            if self._is_named(line) or _is_pair(line):
                loose = read_loosely(line)
                may_continue = loose is not None and not loose.value
            elif not (may_continue and _CONTINUED.fullmatch(line)):
                break
            end += 1
        while end > start and self._may_be_text(self.lines[end - 1]):
            end -= 1
        return end

    def _may_be_text(self, line: str) -> bool:
        """Tell "BERLIN: The chancellor said so" below the last field."""
        loose = None if self._is_named(line) else read_loosely(line)
        return loose is not None and is_prose(loose.key, loose.value)

    def _may_belong(self, line: str) -> bool:
        is_aside = not line.strip() or is_comment(line) or _CONTINUED.fullmatch(line) is not None
        return is_aside or self._is_named(line) or _is_pair(line)

    def _is_named(self, line: str) -> bool:
        return is_like_field(line, self.known | self.synonyms) or _is_notice(line)

    def _is_ours(self, line: str) -> bool:
        """Tell fields that front matter has besides those that hide the page."""
        loose = read_loosely(line)
        if loose is None or plain_guard_meant(loose.key, loose.value or "?"):
            return False
        return field_name(loose.key) in self.known


def _is_fence(line: str) -> bool:
    return len(line) <= _MAX_FENCE and bool(line.strip()) and _FENCE.fullmatch(line) is not None


def _is_notice(line: str) -> bool:
    """Tell "EMBARGOED UNTIL 1 JULY 2099", which needs no colon."""
    found = guard_line(line)
    return found is not None and found.is_whole and found.guard.field == "embargo"


def _names_page(line: str) -> bool:
    """Tell "title: The harbour", which is no text even where no other field stands beside it."""
    loose = read_loosely(line)
    return loose is not None and bool(loose.value) and field_name(loose.key) == "title"


def _closes(line: str, opening: Collection[str]) -> bool:
    is_closing = line.strip() in opening or len(line.strip()) >= _LONG
    return is_closing and _is_fence(line) and not _opens_code(line, opening)


def _opens_code(line: str, opening: Collection[str]) -> bool:
    """Tell a fence of code from one that closes the code of which the fields are part."""
    fences = (fence_of(above) for above in opening)
    return fence_of(line) is not None and not any(
        fence is not None and fence.is_closed_by(line) for fence in fences
    )


def _is_pair(line: str) -> bool:
    """Tell `name: text` and `name = text` from a sentence with a colon."""
    loose = read_loosely(line)
    return bool(keys_of(line)) or (loose is not None and len(loose.key.split()) == 1)
