"""Letters that part a glossary: "A" above Apiary, "B–C" above Brood and Comb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.corpus.finding_codes import FindingLog
from bot.corpus.items import next_texts
from bot.corpus.outline import Row
from bot.text.folding import folded

_SEVERAL = 2
_LETTERS = re.compile(r"(?P<first>[^\W\d_])(?:\s?(?:[-–—/,…]|\.\.\.?|to)\s?[^\W\d_]){0,8}[.:]?")


def without_alphabet(rows: Sequence[Row], log: FindingLog) -> Sequence[Row]:
    """Blank such lines, and tell of them, if there are several in order above words that fit."""
    found = {
        at: folded(match["first"])
        for at, (row, below) in enumerate(zip(rows, next_texts(rows), strict=True))
        if not row.is_code and (match := _LETTERS.fullmatch(row.label)) and _fits(match, below)
    }
    is_sorted = all(first < second for first, second in pairwise(found.values()))
    if len(found) < _SEVERAL or not is_sorted:
        return rows
    for at in found:
        log.add("text-between-items", rows[at].number, what=rows[at].label)
    return [row.blanked() if at in found else row for at, row in enumerate(rows)]


def _fits(letters: re.Match[str], below: Row | None) -> bool:
    """Tell whether what stands below begins with one of the letters, or between two."""
    if below is None:
        return False
    first, last = folded(letters["first"]), folded(letters[0].rstrip(".:")[-1])
    return first <= folded(below.label)[:1] <= last
