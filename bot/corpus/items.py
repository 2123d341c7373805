"""Items: the parts of a list of questions or definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.corpus.outline import Row, plain_label
from bot.text.question_marks import ends_in_question_mark
from bot.text.word_lists import word_list


@dataclass(frozen=True, slots=True)
class Item:
    """Rows that belong together: a question and its answer, or a name and its definition."""

    head: Row
    """The first row that is text."""
    body: tuple[Row, ...]
    """All rows below it."""

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


MAX_UNMARKED_QUESTION = 300
"""Characters; a longer line that ends in a question mark is a paragraph."""

_MAX_WRAPPED = 130
"""Characters; no editor wraps lines later by itself."""
_SENTENCE_ENDS = (".", "!", "?", "…", ".”", '."', ".)")

_ASKING = word_list(
    "what who whom whose when where why which how is are was were do does did has have had"
    " can could will would shall should may might must"
)
"""Words that begin a question."""

StartFinder = Callable[[Sequence[Row]], frozenset[int]]
"""Finds the places where items begin, in rows without separators or headings."""


def split_items(rows: Sequence[Row], find_starts: StartFinder) -> ItemList:
    """Split the rows of a list into its items.

    Lines with a lone dash separate, and headings of the list's own level begin an item; below
    a heading, a dash that no question follows only divides the text. Where there are neither
    dashes nor headings, `find_starts` is asked.
    """
    level = item_level(rows)
    is_marked = level > 0 or any(row.is_rule for row in rows)
    starts = frozenset() if is_marked else find_starts(rows)
    groups: list[list[Row]] = [[]]
    for row, following, is_start in _with_next_text(rows, starts):
        goes_on = following is not None and not following.level and not asks(following)
        is_end = row.is_rule and not (level > 0 and goes_on)
        if is_end or 0 < row.level <= level or is_start:
            groups.append([])
        if not is_end:
            groups[-1].append(without_bullet(row) if is_start else row)
    lead, *rest = groups
    return ItemList(tuple(lead), tuple(item for group in rest if (item := as_item(group))))


def _with_next_text(
    rows: Sequence[Row], starts: frozenset[int]
) -> Iterator[tuple[Row, Row | None, bool]]:
    """Give each row with the next one that is text, and whether an item is known to begin."""
    following: Row | None = None
    found: list[tuple[Row, Row | None, bool]] = []
    for at in range(len(rows) - 1, -1, -1):
        found.append((rows[at], following, at in starts))
        following = rows[at] if rows[at].is_text else following
    return reversed(found)


def as_item(rows: Sequence[Row]) -> Item | None:
    """Make an item of rows; none where there is nothing to read."""
    for at, row in enumerate(rows):
        if row.is_text:
            return Item(row, tuple(rows[at + 1 :]))
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


def question_starts(rows: Sequence[Row]) -> frozenset[int]:
    """Find the rows that ask, and that a paragraph, a bullet or a text precedes or begins."""
    return frozenset(
        at
        for at, row in enumerate(rows)
        if row.is_text and asks(row) and len(row.label) <= MAX_UNMARKED_QUESTION
    )


def listed_question_starts(rows: Sequence[Row]) -> frozenset[int]:
    """Find where questions begin in a list that is known to hold them, with or without marks."""
    marked = question_starts(rows)
    return marked | {at for at in range(len(rows)) if _asks_without_mark(rows, at)}


def _asks_without_mark(rows: Sequence[Row], at: int) -> bool:
    """Tell "When does the day end" from a paragraph: short, on its own, and followed by text."""
    row = rows[at]
    words = row.label.split(maxsplit=2)
    return (
        row.is_text
        and row.bullet is None
        and (at == 0 or rows[at - 1].is_blank)
        and any(below.is_text for below in rows[at + 1 : at + 3])
        and len(words) > 2
        and len(row.label) <= _MAX_WRAPPED
        and row.label[0].isupper()
        and not row.label.endswith((*_SENTENCE_ENDS, ":", ";", ","))
        and words[0].casefold() in _ASKING
    )


def definition_starts(rows: Sequence[Row]) -> frozenset[int]:
    """Find where definitions begin: at bullets, else after empty lines, else after sentences."""
    texts = [at for at, row in enumerate(rows) if row.is_text and not row.is_code]
    bullets = frozenset(at for at in texts if rows[at].bullet is not None)
    if bullets:
        return bullets
    paragraphs = frozenset(at for at in texts if at == 0 or not rows[at - 1].is_text)
    if len(paragraphs) > 1:
        return paragraphs
    return frozenset(at for at in texts if at in paragraphs or _is_whole(rows[at - 1]))


def _is_whole(row: Row) -> bool:
    """Tell a definition on one line from the first line of one that was wrapped."""
    return row.label.endswith(_SENTENCE_ENDS) or len(row.label) > _MAX_WRAPPED


def without_bullet(row: Row) -> Row:
    """Take off the bullet of a row that begins an item."""
    if row.bullet is None:
        return row
    return replace(row, text=row.bullet, label=plain_label(row.bullet))
