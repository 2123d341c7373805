"""Headings with a remark behind them: "What's happened — updated 29 October"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.corpus.items import asks
from bot.corpus.outline import TEXT_ENDS, Row
from bot.corpus.sections import SectionType, remarked_section_of

_ASIDE = re.compile(r"[(\[].*[)\]]|.*\d.*")
"""A remark that no sentence goes on with: in brackets, or with a number, such as a date."""


def remarked_sections(
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
