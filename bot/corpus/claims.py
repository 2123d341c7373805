"""Claims that stand for questions: "Myth: Wolves attack." above "Fact: …", "True or false? …"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.corpus.group_lines import GROUP_LEVEL
from bot.corpus.items import as_headings, asks, next_texts
from bot.corpus.outline import Row
from bot.corpus.run_in import begun_question
from bot.text.folding import folded

_SEVERAL = 2
_MOST_LOOKED_AT = 300
"""Characters; a longer line is a text."""
_MARK = r"(?:\s(?:no\.? ?|#)?\d{1,3})?(?:\*\*|__)?\s?[:.–—-](?:\*\*|__)?\s+\S"
_CLAIM = re.compile(
    rf"(?:(?:the )?(?:myth|claim|misconception|rumou?r|fiction|belief)){_MARK}", re.IGNORECASE
)
_VERDICT = re.compile(
    rf"(?:(?:the )?(?:facts?|truth|reality|verdict)|in (?:fact|reality|truth)){_MARK}",
    re.IGNORECASE,
)


def with_claims(rows: Sequence[Row]) -> list[Row]:
    """Make headings of such lines, which end in no question mark, if there are several.

    Nothing changes where anything else parts the list, or asks.
    """
    if any(row.level or row.is_rule for row in rows):
        return list(rows)
    found = _doubted(rows) | _judged(rows)
    others = (row for at, row in enumerate(rows) if at not in found)
    if len(found) < _SEVERAL or any(asks(row) for row in others):
        return list(rows)
    return as_headings(rows, found, GROUP_LEVEL)


def _doubted(rows: Sequence[Row]) -> set[int]:
    """Find lines that all begin with the same question: what follows it is asked."""
    begun = {at: folded(said) for at, row in enumerate(rows) if (said := begun_question(row))}
    counts = Counter(begun.values())
    following = next_texts(rows)
    recurring = {at for at, said in begun.items() if counts[said] >= _SEVERAL}
    answered = {at for at in recurring if (below := following[at]) and not begun_question(below)}
    return answered if len(answered) == len(begun) else set()


def _judged(rows: Sequence[Row]) -> set[int]:
    """Find claims with a verdict right below them."""
    pairs = zip(rows, next_texts(rows), strict=True)
    return {
        at for at, (row, below) in enumerate(pairs) if _says(_CLAIM, row) and _says(_VERDICT, below)
    }


def _says(words: re.Pattern[str], row: Row | None) -> bool:
    if row is None or row.is_code or len(row.text) > _MOST_LOOKED_AT:
        return False
    return words.match((row.bullet or row.text).strip().lstrip("*_")) is not None
