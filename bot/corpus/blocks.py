"""Blocks: a page cut at its section headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.corpus.finding_codes import FindingLog
from bot.corpus.items import asks, next_texts
from bot.corpus.outline import TEXT_ENDS, Row
from bot.corpus.sections import (
    MAX_HEADING,
    SectionShape,
    SectionType,
    misspelt_section_of,
    remarked_section_of,
)

_SEVERAL = 2
_SIGNPOST = re.compile(
    r"(?:\(|ADVERT|SPONSORED|SHARE|(?:READ|SEE|WATCH|LISTEN)\b|RELATED|CONTINUE|COMMENT|SUBSCRIBE)"
)
"""What a website or a news agency writes in capitals between paragraphs."""
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


def cut_into_blocks(
    rows: Sequence[Row], known: Mapping[int, SectionType], log: FindingLog
) -> list[Block]:
    """Cut a story page at known headings, misspelt ones, and Markdown headings of their level."""
    levels = Counter(rows[at].level for at in known if rows[at].level)
    level = max(levels, key=lambda level: (levels[level], -level), default=_USUAL_LEVEL)
    if not known:
        level = max(level, min((row.level for row in rows if row.level), default=level))
    loud = _loud_headings(rows, known)
    blocks: list[tuple[Row | None, SectionType | None, list[Row]]] = [(None, None, [])]
    for at, (row, following) in enumerate(zip(rows, next_texts(rows), strict=True)):
        section = known.get(at) or _misspelt(row, log)
        if at in known and remarked_section_of(row.label):
            log.add("remarked-heading", row.number, what=row.label, other=known[at].heading)
        shape = blocks[-1][1].shape if blocks[-1][1] else None
        is_loud = at in loud and _may_be_headed_loudly(*blocks[-1][:2])
        if section or is_loud or _is_custom(row, following, level, shape):
            blocks.append((row, section, []))
        else:
            blocks[-1][2].append(row)
    return [Block(heading, section, tuple(body)) for heading, section, body in blocks]


def _loud_headings(rows: Sequence[Row], known: Mapping[int, SectionType]) -> frozenset[int]:
    """Find other lines in capitals above texts, where known headings are so, but for "FAQs"."""
    plain = [at for at in known if not rows[at].level]
    loud = sum(rows[at].label.isupper() for at in plain)
    if loud < max(_SEVERAL, len(plain) - 1):
        return frozenset()
    texts = [at for at, row in enumerate(rows) if row.is_text]
    return frozenset(
        at
        for at, below in pairwise(texts)
        if not {at, below} & known.keys() and _is_loud(rows[at]) and _is_quiet(rows[below])
    )


def _is_loud(row: Row) -> bool:
    is_line = row.is_plain and row.label.isupper() and not row.label.endswith(TEXT_ENDS)
    return is_line and len(row.label) <= MAX_HEADING and not _SIGNPOST.match(row.label)


def _is_quiet(row: Row) -> bool:
    return row.bullet is None and not row.level and not row.label.isupper()


def _may_be_headed_loudly(heading: Row | None, section: SectionType | None) -> bool:
    """Say whether lines in capitals begin sections there, and no parts of one."""
    if heading is None or section is None:
        return heading is not None
    return section.shape is SectionShape.PROSE and not section.has_parts


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
