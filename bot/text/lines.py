"""Lines of a text, numbered as an editor numbers them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COUNTED = re.compile("\r\n|\r|\n")
_UNCOUNTED = re.compile("[\v\f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end, and where it begins."""

    number: int
    """Counts CR, LF and CRLF, as text editors do."""
    column: int
    """1, unless a line break that editors do not count precedes it on the same line."""
    text: str


def split_lines(text: str, *, first_line: int = 1) -> list[Line]:
    """Split at CR, LF and CRLF, and at the breaks that some exports put in their place.

    Form feed, vertical tab, NEL, U+2028 and U+2029 end a line as well, but most editors show
    what follows on the same line, so they leave the number alone and move the column.
    """
    lines: list[Line] = []
    for number, physical in enumerate(_COUNTED.split(text), start=first_line):
        column = 1
        for part in _UNCOUNTED.split(physical):
            lines.append(Line(number, column, part))
            column += len(part) + 1
    return lines
