"""Headings without marks: short lines above the texts of a page that has no other headings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.corpus.bylines import is_byline
from bot.corpus.entry_lines import entry_of
from bot.corpus.finding_codes import FindingLog
from bot.corpus.items import asks, without_bullet
from bot.corpus.letters import has_letter
from bot.corpus.outline import MIN_WRAPPED, SENTENCE_ENDS, TEXT_ENDS, Row
from bot.corpus.question_starts import MAX_UNMARKED_QUESTION, is_worded_as_question
from bot.corpus.sections import MAX_HEADING, SectionShape, SectionType, section_of
from bot.text.sentences import sentences

PLAIN_LEVEL = 2
"""Of the headings that are made of such lines."""
_MIN_HEADS = 2
"""Lines; a single one may be a short paragraph."""
_MIN_RULE = 3
"""Dashes of a line that divides texts; a shorter one separates the items of a list."""
_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s")
_ENTRY = re.compile(r"[^:|]{1,60}?(?::|\s[–—=|-])\s+\S")
"""Such as "Berg – the mayor" and "1845 - the ships arrive"."""
_MIN_ENTRIES = 2
_LISTS = frozenset({SectionShape.GO_DEEPER, SectionShape.QUESTIONS})
"""Sections in which short lines are items."""


def with_plain_headings(rows: Sequence[Row], log: FindingLog) -> list[Row]:
    """Make headings of such lines on a page that is written in no other way.

    A line right above another heading groups what follows; it is told, and no part of a text.
    The page has no marked headings below its title, none of a story's own ones, neither letters nor
    separators, and two such lines that are no questions.
    """
    known = {
        at: section
        for at, row in enumerate(rows)
        if row.is_text and (section := section_of(row.label))
    }
    if _is_written_otherwise(rows, known):
        return list(rows)
    may_head = {at for at in range(len(rows)) if at not in known and _may_head(rows, at)}
    may_head -= _items(rows, known)
    heads = _heads(rows, may_head, known)
    if sum(not _is_question(rows[at]) for at in heads) < _MIN_HEADS:
        return list(rows)
    marked = {*heads, *known}
    following = dict(pairwise(at for at, row in enumerate(rows) if row.is_text))
    groups = {at for at in may_head - marked if at > heads[0] and following.get(at) in marked}
    for at in sorted(groups):
        log.add("heading-without-text", rows[at].number, what=rows[at].label)
    return [
        row.blanked()
        if at in groups
        else replace(without_bullet(row), level=PLAIN_LEVEL)
        if at in marked
        else row
        for at, row in enumerate(rows)
    ]


def _is_written_otherwise(rows: Sequence[Row], known: Mapping[int, SectionType]) -> bool:
    if any(section.shape is SectionShape.PROSE for section in known.values()):
        return True
    texts = [row for row in rows if row.is_text]
    is_marked = any(row.level for row in texts[1:])
    is_parted = any(row.is_rule and len(row.text.strip()) < _MIN_RULE for row in rows)
    return is_marked or is_parted or any(map(has_letter, rows))


def _is_question(row: Row) -> bool:
    bare = without_bullet(row)
    return asks(bare) or is_worded_as_question(bare)


def _heads(
    rows: Sequence[Row], may_head: Collection[int], known: Mapping[int, SectionType]
) -> list[int]:
    """Find the lines, all in bold or none, and all right above their texts or none."""
    others = {*may_head, *known}
    first = next((at for at, row in enumerate(rows) if row.is_text), 0)
    found = [
        at
        for at in sorted(may_head)
        if _has_text(rows, at, others) and not (at == first and _is_alone(rows, at))
    ]
    bold = [at for at in found if rows[at].is_set_in_bold]
    found = bold if len(bold) >= _MIN_HEADS else found
    alone = [at for at in found if _is_alone(rows, at)]
    beside = [at for at in found if at not in alone]
    return beside if len(beside) >= len(alone) else alone


def _may_head(rows: Sequence[Row], at: int) -> bool:
    """Tell a short line that begins a paragraph and says nothing by itself."""
    row = rows[at]
    bare = without_bullet(row)
    is_line = row.is_text and not row.is_code and (at == 0 or not rows[at - 1].is_text)
    if not is_line or not (row.is_plain or _NUMBERED.match(row.text)):
        return False
    is_set_off = row.is_set_in_bold or asks(bare)
    most = (
        MAX_UNMARKED_QUESTION if asks(bare) else MAX_HEADING if row.is_set_in_bold else MIN_WRAPPED
    )
    return (
        len(bare.label) < most
        and not bare.label[:1].islower()
        and any(map(str.isalpha, bare.label))
        and not bare.label.endswith(TEXT_ENDS)
        and not is_byline(bare.label)
        and (is_set_off or _ENTRY.match(bare.text) is None)
        and len(sentences(bare.label)) == 1
    )


def _is_alone(rows: Sequence[Row], at: int) -> bool:
    return not any(row.is_text for row in rows[at + 1 : at + 2])


def _has_text(rows: Sequence[Row], at: int, others: Collection[int]) -> bool:
    """Tell whether a text follows: sentences, bullets or entries, and no other heading first."""
    start = next((n for n in range(at + 1, len(rows)) if rows[n].is_text), len(rows))
    end = next((n for n in range(start, len(rows)) if not rows[n].is_text), len(rows))
    text = rows[start:end]
    if not text or start in others:
        return False
    entries = sum(_ENTRY.match(row.text) is not None for row in text)
    is_list = entries >= _MIN_ENTRIES or any(row.bullet is not None or row.is_code for row in text)
    return is_list or text[-1].label.endswith(SENTENCE_ENDS)


def _items(rows: Sequence[Row], known: Mapping[int, SectionType]) -> set[int]:
    """Find the places in lists whose items may begin with such lines.

    Where the first definition of a list sets its name off on its own line, no other has a name
    above it.
    """
    found: set[int] = set()
    for start, end in pairwise([*sorted(known), len(rows)]):
        first = next((row for row in rows[start + 1 : end] if row.is_text), None)
        entry = entry_of(without_bullet(first).text) if first else None
        sets_off = entry is not None and not entry.may_be_sentence
        if known[start].shape in _LISTS or not sets_off:
            found.update(range(start + 1, end))
    return found
