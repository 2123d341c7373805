"""Blocks: a page cut at its section headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.corpus.asked_headings import asked_sections
from bot.corpus.finding_codes import FindingLog
from bot.corpus.items import asks, next_texts
from bot.corpus.outline import Row, below_rules
from bot.corpus.remarked_headings import remarked_sections
from bot.corpus.sections import (
    SectionShape,
    SectionType,
    misspelt_section_of,
    remarked_section_of,
    section_of,
)

_USUAL_LEVEL = 2
"""Of Markdown headings, on a page whose known headings have no marks."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and the rows below it."""

    heading: Row | None
    """None for what stands above the first heading."""
    type: SectionType | None
    """None where the heading is not a known one."""
    rows: tuple[Row, ...]
    lists: tuple[tuple[Row, ...], ...] = ()
    """The rows of each heading, where several are one block: lists that are read one by one."""

    @property
    def each_list(self) -> tuple[tuple[Row, ...], ...]:
        """The lists to read one by one; all rows where there is one heading."""
        return self.lists or (self.rows,)

    @property
    def has_text(self) -> bool:
        """Whether anything is to be read below the heading."""
        return any(row.is_text for row in self.rows)


def known_sections(rows: Sequence[Row]) -> dict[int, SectionType]:
    """Find the rows that are known headings, by their place."""
    known: dict[int, SectionType] = {}
    first_below_rules = below_rules(rows)
    for at, row in enumerate(rows):
        is_cell = row.text.lstrip().startswith("|")
        section = section_of(row.label) if row.is_text and not is_cell else None
        if section and not (at in first_below_rules and _asks_itself(row, section)):
            known[at] = section
    known |= asked_sections(rows, known)
    return known | remarked_sections(rows, known)


def _asks_itself(row: Row, section: SectionType) -> bool:
    """Tell the question "What's happened?" from the heading, which asks nothing."""
    return not row.level and asks(row) and not section.heading.endswith("?")


def cut_into_blocks(
    rows: Sequence[Row], known: dict[int, SectionType], log: FindingLog
) -> list[Block]:
    """Cut a story page at known headings, misspelt ones, and Markdown headings of their level."""
    levels = Counter(rows[at].level for at in known if rows[at].level)
    level = max(levels, key=lambda level: (levels[level], -level), default=_USUAL_LEVEL)
    blocks: list[tuple[Row | None, SectionType | None, list[Row]]] = [(None, None, [])]
    for at, (row, following) in enumerate(zip(rows, next_texts(rows), strict=True)):
        section = known.get(at) or _misspelt(row, log)
        if at in known and remarked_section_of(row.label):
            log.add("remarked-heading", row.number, what=row.label, other=known[at].heading)
        shape = blocks[-1][1].shape if blocks[-1][1] else None
        if section or _is_custom(row, following, level, shape):
            blocks.append((row, section, []))
        else:
            blocks[-1][2].append(row)
    return [Block(heading, section, tuple(body)) for heading, section, body in blocks]


def _misspelt(row: Row, log: FindingLog) -> SectionType | None:
    """Recognise a heading with a slip of the pen, and say so."""
    section = misspelt_section_of(row.label) if row.is_text and row.bullet is None else None
    if section:
        log.add("respelt-heading", row.number, what=row.label, other=section.heading)
    return section


def _is_custom(row: Row, following: Row | None, level: int, shape: SectionShape | None) -> bool:
    """Tell whether a heading begins a section of its own rather than an item of a list."""
    if not 0 < row.level <= level:
        return False
    if shape is SectionShape.GO_DEEPER and asks(row):
        return following is not None and not following.level and not asks(following)
    return not (shape is SectionShape.QUESTIONS and asks(row))
