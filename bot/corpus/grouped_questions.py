"""Questions without headings of their own below some that group them: "## Travelling"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.corpus.group_lines import with_group_headings
from bot.corpus.items import StartFinder, as_headings, asks, next_texts
from bot.corpus.outline import LOWEST_LEVEL, Row
from bot.corpus.question_starts import does_nothing_but_ask, is_worded_as_question
from bot.corpus.run_in import with_run_in_questions

_MIN_QUESTIONS = 2
_BLANK = Row(0, "", "")


@dataclass(frozen=True, slots=True)
class _Group:
    """A heading, and the rows below it up to the next one."""

    heading: Row
    rows: tuple[Row, ...]
    starts: frozenset[int]
    """The places in `rows` where questions begin."""

    @property
    def has_text(self) -> bool:
        return any(row.is_text for row in self.rows)

    @property
    def holds_questions(self) -> bool:
        """Whether most questions have an answer; a text may stand above several in bold."""
        first = next((at for at, row in enumerate(self.rows) if row.is_text), None)
        begins = first in self.starts and does_nothing_but_ask(self.rows[first])
        above = [_BLANK, *self.rows[: min(self.starts, default=0)]]
        paragraphs = sum(row.is_text and not before.is_text for before, row in pairwise(above))
        are_bold = len(self.starts) > max(paragraphs, 1) and all(
            self.rows[at].begins_bold for at in self.starts
        )
        return (begins or are_bold) and sum(self.answered()) * 2 > len(self.starts)

    def answered(self) -> list[bool]:
        """Tell of each question whether a text follows that is no question."""
        following = next_texts(self.rows)
        asked = {id(self.rows[at]) for at in self.starts}
        return [
            (below := following[at]) is not None and id(below) not in asked for at in self.starts
        ]


def with_grouped_questions(rows: Sequence[Row], find_starts: StartFinder) -> list[Row]:
    """Make headings of such questions, one level below those that group them.

    Nothing changes where headings ask themselves, where separators stand that part more than
    questions and groups, or where fewer than half of the headings have questions below them, and no
    more questions than there are headings.
    """
    headings = [at for at, row in enumerate(rows) if row.level]
    are_parted = any(row.is_rule for row in _without_rules_at_headings(rows))
    if not headings and not are_parted:
        split = with_run_in_questions(rows)
        grouped = with_group_headings(split, find_starts(split))
        return grouped if grouped != split else list(rows)
    if not headings or any(row.level and _asks(row) for row in rows):
        return list(rows)
    if are_parted:
        return _with_separated_questions(rows)
    given, rows = rows, _without_rules_at_headings(rows)
    groups = [
        _group(rows[start], rows[start + 1 : end], find_starts)
        for start, end in zip(headings, [*headings[1:], len(rows)], strict=True)
    ]
    grouping = [group for group in groups if group.holds_questions]
    level = max((group.heading.level for group in grouping), default=0)
    beside = [group for group in groups if group.has_text and group.heading.level == level]
    questions = sum(len(group.starts) for group in grouping)
    are_few = len(grouping) * 2 < len(beside) and questions <= len(beside)
    if questions < _MIN_QUESTIONS or are_few:
        return list(given)
    made = list(rows[: headings[0]])
    for group in groups:
        made += [group.heading, *_marked(group, min(level + 1, LOWEST_LEVEL))]
    return made


def _without_rules_at_headings(rows: Sequence[Row]) -> list[Row]:
    """Blank the separators right above headings, which part no more than those do."""
    following = next_texts(rows)
    return [
        row.blanked() if row.is_rule and below is not None and below.level else row
        for row, below in zip(rows, following, strict=True)
    ]


def _with_separated_questions(rows: Sequence[Row]) -> list[Row]:
    """Do so where questions stand below separators, or right below the headings.

    Each separator has a question or a heading below it, and each heading one of the three: none
    of them is a part of an answer then.
    """
    asked: set[int] = set()
    parts = [(at, row) for at, row in enumerate(rows) if row.is_text or row.is_rule]
    for (_, row), (below, following) in pairwise(parts):
        is_parted = (row.is_rule or row.level) and not (following.is_rule or following.level)
        if is_parted and (following.is_code or not _asks(following)):
            return list(rows)
        if is_parted:
            asked.add(below)
    if len(asked) < _MIN_QUESTIONS:
        return list(rows)
    level = min(max(row.level for row in rows) + 1, LOWEST_LEVEL)
    return [row.blanked() if row.is_rule else row for row in as_headings(rows, asked, level)]


def _asks(row: Row) -> bool:
    return asks(row) or is_worded_as_question(row)


def _group(heading: Row, rows: Sequence[Row], find_starts: StartFinder) -> _Group:
    split = with_run_in_questions(rows)
    return _Group(heading, tuple(split), find_starts(split))


def _marked(group: _Group, level: int) -> list[Row]:
    return as_headings(group.rows, group.starts if group.holds_questions else (), level)
