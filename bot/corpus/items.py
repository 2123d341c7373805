"""Items: the parts of a list of questions or definitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.corpus.outline import Row
from bot.text.bullets import DOTS
from bot.text.question_marks import ends_in_question_mark

_QUOTED = re.compile(r"\s*>\s?(?:\[![\w-]{1,20}\][+-]?\s*)?")
_BOX = re.compile(rf"\A(?:\[[ xX]\]\s+|[{DOTS}]\ufe0f?\s*)(?=\S)")
"""In a list to tick off, or to fold open."""
_DEFINES = re.compile(r"\s{0,3}:\s+(?=\S)")
_DEFINED = re.compile(r"\s{0,3};\s*(?=\S)")
_SEVERAL = 2
"""Separators that part a list; items that a single one does not part."""


@dataclass(frozen=True, slots=True)
class Item:
    """Rows that belong together: a question and its answer, or a name and its definition."""

    head: Row
    """The first row that is text."""
    body: tuple[Row, ...]
    """All rows below it."""
    is_start: bool = False
    """Whether it begins where its words say so, and not at a separator or a heading."""

    @property
    def has_text(self) -> bool:
        """Whether anything is to be read below the head."""
        return any(row.is_text for row in self.body)

    @property
    def last_line(self) -> int:
        """The number of the last row that is text."""
        return max((row.number for row in self.body if row.is_text), default=self.head.number)


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list, split."""

    lead: tuple[Row, ...]
    """What stands above the first separator or heading."""
    items: tuple[Item, ...]


StartFinder = Callable[[Sequence[Row]], frozenset[int]]
"""Finds the places where items begin, in rows without separators or headings."""


def split_items(rows: Sequence[Row], find_starts: StartFinder) -> ItemList:
    """Split the rows of a list into its items.

    Lines with a lone dash separate, and headings of the list's own level begin an item; below
    a heading, a dash that no question follows only divides the text. Where there are neither
    dashes nor headings, `find_starts` is asked, and above the only dash where several begin there;
    below it as well, where several more do.
    """
    level = item_level(rows)
    rules = [at for at, row in enumerate(rows) if row.is_rule]
    starts: frozenset[int] = frozenset()
    if not level and len(rules) < _SEVERAL:
        starts = _starts_around(rows, rules[0], find_starts) if rules else find_starts(rows)
    groups: list[tuple[bool, list[Row]]] = [(False, [])]
    for at, (row, following) in enumerate(zip(rows, next_texts(rows), strict=True)):
        is_start = at in starts
        goes_on = following is not None and not following.level and not asks(following)
        is_end = row.is_rule and not (level > 0 and goes_on)
        if is_end or 0 < row.level <= level or is_start:
            groups.append((is_start, []))
        if not is_end:
            groups[-1][1].append(without_bullet(row) if is_start else row)
    (_, lead), *rest = groups
    items = (as_item(group, is_start=is_start) for is_start, group in rest)
    return ItemList(tuple(lead), tuple(item for item in items if item))


def _starts_around(rows: Sequence[Row], rule: int, find_starts: StartFinder) -> frozenset[int]:
    """Find where items begin above the only separator, and below it: none, or several of them."""
    above = find_starts(rows[:rule])
    if len(above) < _SEVERAL:
        return frozenset()
    below = frozenset(rule + 1 + at for at in find_starts(rows[rule + 1 :]))
    first = next((at for at in range(rule + 1, len(rows)) if rows[at].is_text), None)
    return above | below if len(below) >= _SEVERAL and first in below else above


def next_texts(rows: Sequence[Row]) -> list[Row | None]:
    """Give, for each row, the next one below it that is text."""
    following: Row | None = None
    found: list[Row | None] = []
    for row in reversed(rows):
        found.append(following)
        following = row if row.is_text else following
    return found[::-1]


def as_item(rows: Sequence[Row], *, is_start: bool = False) -> Item | None:
    """Make an item of rows; none where there is nothing to read."""
    for at, row in enumerate(rows):
        if row.is_text:
            return Item(row, tuple(rows[at + 1 :]), is_start)
    return None


def item_level(rows: Sequence[Row]) -> int:
    """Find the level of the headings that begin items; 0 where there are none.

    It is the most common level among headings that ask, otherwise among all of them. Where
    separators stand above questions, headings that ask nothing belong to the answers.
    """
    headings = [row for row in rows if row.level]
    asking = [row for row in headings if asks(row)] or headings
    if asking is headings and _separates_questions(rows):
        return 0
    counts = Counter(row.level for row in asking)
    return max(counts, key=lambda level: (counts[level], level), default=0)


def _separates_questions(rows: Sequence[Row]) -> bool:
    """Tell whether most separators, and more than one, have a plain question below them."""
    texts = [row for row in rows if row.is_rule or row.is_text]
    below = [row for rule, row in pairwise(texts) if rule.is_rule and not row.is_rule]
    asking = sum(asks(row) and not row.level for row in below)
    return asking > 1 and asking * 2 > len(below)


def asks(row: Row) -> bool:
    """Tell whether a row is worded as a question."""
    return ends_in_question_mark(row.label)


def unquoted(item: Item) -> Item:
    """Take the marks of a quotation off an item that is one as a whole, or off its head alone."""
    if not _is_quoted(item.head):
        return item
    texts = [row for row in item.body if row.is_text]
    if not all(map(_is_quoted, texts)):
        return replace(item, head=_unquoted(item.head))
    head, *body = (_unquoted(row) if row.is_text else row for row in (item.head, *item.body))
    return replace(item, head=head, body=tuple(body))


def _is_quoted(row: Row) -> bool:
    return not row.is_code and row.text.lstrip().startswith(">")


def _unquoted(row: Row) -> Row:
    return row.with_text(_QUOTED.sub("", row.text))


def without_bullet(row: Row) -> Row:
    """Take off the bullet of a row that begins an item, with the box or the arrow behind it."""
    return row if row.bullet is None else row.with_text(_BOX.sub("", row.bullet))


def as_headings(rows: Sequence[Row], places: Collection[int], level: int) -> list[Row]:
    """Make headings of a level of the rows at some places, without their bullets."""
    return [
        replace(without_bullet(row), level=level) if at in places else row
        for at, row in enumerate(rows)
    ]


def without_definition_marks(item: Item) -> Item:
    """Take off the colons with which all lines below a name or a question begin, and its ";".

    Markdown and wikis write lists of definitions so.
    """
    rows = [row for row in item.body if row.is_text]
    if any(row.is_code or not _DEFINES.match(row.text) for row in rows) or not rows:
        return item
    body = tuple(_without(_DEFINES, row) for row in item.body)
    return replace(item, head=_without(_DEFINED, item.head), body=body)


def _without(mark: re.Pattern[str], row: Row) -> Row:
    return row if row.level or not mark.match(row.text) else row.with_text(mark.sub("", row.text))
