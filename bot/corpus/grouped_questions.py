"""Questions without marks below headings that group them: "## Travelling", then "Is it safe?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.corpus.items import StartFinder, asks, next_texts, without_bullet
from bot.corpus.outline import Row
from bot.corpus.question_starts import does_nothing_but_ask, is_worded_as_question
from bot.corpus.run_in import with_run_in_questions

_LOWEST = 6
"""The level of the smallest heading."""
_MIN_QUESTIONS = 2


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
        """Whether the first thing below the heading is a question, and most have an answer."""
        first = next((at for at, row in enumerate(self.rows) if row.is_text), None)
        return (
            first in self.starts
            and does_nothing_but_ask(self.rows[first])
            and sum(self.answered()) * 2 > len(self.starts)
        )

    def answered(self) -> list[bool]:
        """Tell of each question whether a text follows that is no question."""
        following = next_texts(self.rows)
        asked = {id(self.rows[at]) for at in self.starts}
        return [
            (below := following[at]) is not None and id(below) not in asked for at in self.starts
        ]


def with_grouped_questions(rows: Sequence[Row], find_starts: StartFinder) -> list[Row]:
    """Make headings of such questions, one level below those that group them.

    Nothing changes where headings ask themselves, where separators stand, or where fewer than
    half of the headings have questions directly below them.
    """
    headings = [at for at, row in enumerate(rows) if row.level]
    is_told = any(row.is_rule or (row.level and _asks(row)) for row in rows)
    if not headings or is_told:
        return list(rows)
    groups = [
        _group(rows[start], rows[start + 1 : end], find_starts)
        for start, end in zip(headings, [*headings[1:], len(rows)], strict=True)
    ]
    grouping = [group for group in groups if group.holds_questions]
    level = max((group.heading.level for group in grouping), default=0)
    beside = [group for group in groups if group.has_text and group.heading.level == level]
    questions = sum(len(group.starts) for group in grouping)
    if questions < _MIN_QUESTIONS or len(grouping) * 2 < len(beside):
        return list(rows)
    made = list(rows[: headings[0]])
    for group in groups:
        made += [group.heading, *_marked(group, min(level + 1, _LOWEST))]
    return made


def _asks(heading: Row) -> bool:
    return asks(heading) or is_worded_as_question(heading)


def _group(heading: Row, rows: Sequence[Row], find_starts: StartFinder) -> _Group:
    split = with_run_in_questions(rows)
    return _Group(heading, tuple(split), find_starts(split))


def _marked(group: _Group, level: int) -> list[Row]:
    if not group.holds_questions:
        return list(group.rows)
    return [
        replace(without_bullet(row), level=level) if at in group.starts else row
        for at, row in enumerate(group.rows)
    ]
