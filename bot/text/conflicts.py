"""Conflicts of a merge that nobody has resolved, as version control leaves them in a text."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

_OPENING: Final = re.compile(r"<{7}(?:\s.*)?")
_BETWEEN: Final = re.compile(r"={7}\s*")
_CLOSING: Final = re.compile(r">{7}(?:\s.*)?")
"""Without a line between above it, it may be a quotation of a quotation, seven deep."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """The lines of one conflict, by their places; some of its marks may be gone."""

    first: int
    last: int


def holds_conflict(text: str) -> bool:
    """Tell whether a text may hold a conflict; hardly any does."""
    return "<<<<<<<" in text or ">>>>>>>" in text


def find_conflicts(lines: Sequence[str], code: Container[int] = frozenset()) -> list[Conflict]:
    """Find the conflicts in the lines of a text; those that are shown as code are none."""
    found: list[Conflict] = []
    opened: int | None = None
    between: int | None = None
    for at, line in enumerate(lines):
        if at in code:
            continue
        if _OPENING.fullmatch(line):
            if opened is not None:
                found.append(Conflict(opened, opened if between is None else between))
            opened, between = at, None
        elif _BETWEEN.fullmatch(line):
            between = at
        elif _CLOSING.fullmatch(line):
            first = between if opened is None else opened
            found += [] if first is None else [Conflict(first, at)]
            opened = between = None
    if opened is not None:
        found.append(Conflict(opened, opened if between is None else between))
    return found
