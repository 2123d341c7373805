"""Headings of known sections: those beyond doubt, those put as questions, those with a remark.

"How did we get here?" heads a section, or is one question in a list; "What's happened — updated 29
October" has a remark behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from bot.corpus.entry_lines import entry_of
from bot.corpus.items import asks, next_texts, without_bullet
from bot.corpus.outline import LOWEST_LEVEL, TEXT_ENDS, Row, below_rules
from bot.corpus.sections import (
    SECTION_TYPES,
    TELLING,
    SectionShape,
    SectionType,
    asked_section_of,
    remarked_section_of,
    section_of,
)
from bot.text.folding import folded

_LEARNING = frozenset({"revision", "review", "practice", "test"})
"""First words of headings of questions that may lack their answers."""
_LOOKED_AT = 4
"""Lines below such a heading."""
_MAX_NAMED = 20
"""Characters at the beginning of a line that hold a name, or a number instead."""
_ASIDE = re.compile(r"[(\[].*[)\]]|.*\d.*")
"""A remark that no sentence goes on with: in brackets, or with a number, such as a date."""


def known_sections(rows: Sequence[Row]) -> dict[int, SectionType]:
    """Find the rows that are known headings, by their place."""
    known = _sure_sections(rows)
    known |= _asked_sections(rows, known)
    return known | _remarked_sections(rows, known)


def _sure_sections(rows: Sequence[Row]) -> dict[int, SectionType]:
    """Find the headings that leave no doubt."""
    sure: dict[int, SectionType] = {}
    first_below_rules = below_rules(rows)
    for at, row in enumerate(rows):
        is_cell = row.text.lstrip().startswith("|")
        section = section_of(row.label) if row.is_text and not is_cell else None
        is_question = at in first_below_rules and section and _asks_itself(row, section)
        if section and not is_question and _holds_what_it_says(rows, at, section):
            sure[at] = section
    return sure


def _holds_what_it_says(rows: Sequence[Row], at: int, section: SectionType) -> bool:
    """Tell "Key figures" who are people from numbers, and questions to learn with from tasks."""
    last = folded(rows[at].label).rpartition(" ")[2]
    if section.shape is SectionShape.TOPICS:
        return last != "figures" or _names(rows, at)
    return folded(rows[at].label).partition(" ")[0] not in _LEARNING or _is_answered(rows, at)


def _is_answered(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a text stands below the first line that asks, which is one of the next few."""
    texts = list(islice(_texts_below(rows, at), _LOOKED_AT))
    asking = next((n for n, row in enumerate(texts) if asks(row)), len(texts))
    return any(not asks(row) and not row.level for row in texts[asking + 1 : asking + 2])


def _names(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a list of names stands below a heading: in bold, as headings, or set off."""
    below = next(_texts_below(rows, at), None)
    if below is None or below.level or below.begins_bold:
        return below is not None and not any(map(str.isdigit, below.label[:_MAX_NAMED]))
    entry = entry_of(without_bullet(below).text)
    return entry is not None and not any(map(str.isdigit, entry.name))


def _texts_below(rows: Sequence[Row], at: int) -> Iterator[Row]:
    return (rows[n] for n in range(at + 1, len(rows)) if rows[n].is_text)


def _asks_itself(row: Row, section: SectionType) -> bool:
    """Tell the question "What's happened?" from the heading, which asks nothing."""
    return not row.level and asks(row) and not section.heading.endswith("?")


def _asked_sections(rows: Sequence[Row], sure: Mapping[int, SectionType]) -> dict[int, SectionType]:
    """Find the headings put as questions, by their place, on a page that is a story beyond doubt.

    `sure` are the headings that leave no doubt. One of the others has the level of one of them and
    a text below it, and heads no section that one of them heads. Whether it is a question of the
    list that it stands in, the list shows.
    """
    if not any(section.shape in TELLING for section in sure.values()):
        return {}
    candidates = _candidates(rows, sure)
    found: dict[int, SectionType] = {}
    if not candidates:
        return found
    lists = _Lists(rows, sure, candidates)
    shape, began = None, 0
    for at in sorted(sure.keys() | candidates.keys()):
        section = sure.get(at) or candidates[at]
        if at in candidates and (not lists.has_text(at) or lists.holds(at, shape, began)):
            continue
        if at in candidates:
            found[at] = section
        shape, began = section.shape, at + 1
    return found


def _candidates(rows: Sequence[Row], sure: Mapping[int, SectionType]) -> dict[int, SectionType]:
    """Find the rows with the words and the looks of a heading; the first row may be a title."""
    levels = {rows[at].level for at in sure}
    are_bold = all(rows[at].begins_bold for at in sure if not rows[at].level)
    there = set(sure.values())
    first = next((at for at, row in enumerate(rows) if row.is_text), 0)
    return {
        at: section
        for at, row in enumerate(rows)
        if row.level in levels
        and (row.level or row.begins_bold or not are_bold)
        and row.bullet is None
        and (section := asked_section_of(row.label))
        and section not in there
        and (at > first or section is SECTION_TYPES[0])
    }


class _Lists:
    """What a page shows of its lists of questions."""

    def __init__(
        self,
        rows: Sequence[Row],
        sure: Mapping[int, SectionType],
        candidates: Mapping[int, SectionType],
    ) -> None:
        self._rows = rows
        self._following = next_texts(rows)
        self._headings = frozenset(rows[at] for at in sure)
        self._below_rule = below_rules(rows)
        self._first_question = _next_questions(rows, sure, candidates)

    def has_text(self, at: int) -> bool:
        """Tell whether anything stands below a row before the next heading that is sure."""
        following = self._following[at]
        return following is not None and following not in self._headings

    def holds(self, at: int, shape: SectionShape | None, began: int) -> bool:
        """Tell whether a row is a question of the list that began there.

        Of questions with answers it looks like the first one; "Go deeper" holds those without.
        """
        row, following = self._rows[at], self._following[at]
        if shape in TELLING or shape is None:
            return False
        if not row.level and at in self._below_rule:
            return True
        if shape is SectionShape.QUESTIONS:
            first = self._first_question[began]
            return first is not None and self._look(first) == self._look(at)
        if following is None or 0 < following.level <= (row.level or LOWEST_LEVEL):
            return True
        return asks(following)

    def _look(self, at: int) -> tuple[int, bool, bool, bool]:
        row = self._rows[at]
        is_below_rule = not row.level and at in self._below_rule
        return row.level, row.bullet is not None, row.begins_bold, is_below_rule


def _next_questions(
    rows: Sequence[Row], sure: Mapping[int, SectionType], candidates: Mapping[int, SectionType]
) -> list[int | None]:
    """Give, for each row, the next that can only be a question, if one comes before a heading."""
    found: list[int | None] = [None] * (len(rows) + 1)
    for at in range(len(rows) - 1, -1, -1):
        is_question = rows[at].is_text and asks(rows[at]) and at not in candidates
        found[at] = None if at in sure else at if is_question else found[at + 1]
    return found


def _remarked_sections(
    rows: Sequence[Row], sure: Mapping[int, SectionType]
) -> dict[int, SectionType]:
    """Find such headings, by their place, of sections that no other heading heads.

    Without a mark of its own, a line needs a remark that is no text. A title is none of them.
    """
    there = set(sure.values())
    first = next((at for at, row in enumerate(rows) if row.is_text), 0)
    found: dict[int, SectionType] = {}
    for at, row in enumerate(rows):
        if at in sure or not row.is_text or row.bullet is not None or asks(row):
            continue
        remarked = remarked_section_of(row.label)
        if remarked is None or remarked[0] in there or row.label.endswith(TEXT_ENDS):
            continue
        is_title = at == first and (row.level == 1 or remarked[0].is_menu)
        if not is_title and (row.level or _ASIDE.fullmatch(remarked[1])):
            found[at] = remarked[0]
            there.add(remarked[0])
    return found
