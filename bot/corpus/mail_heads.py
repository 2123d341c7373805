"""The head of an e-mail that was pasted whole: who wrote it to whom, when, and its subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.corpus.finding_codes import FindingLog
from bot.corpus.outline import Row

_FIELD = re.compile(
    r"(?P<name>from|to|cc|bcc|reply-to|date|sent|subject):\s+(?P<said>\S.*)", re.IGNORECASE
)
_SUBJECT = "subject"
_MIN_FIELDS = 3


def without_mail_head(rows: Sequence[Row], log: FindingLog) -> list[Row]:
    """Leave the subject of an e-mail at the top of a page, and no addresses; tell of each line."""
    first = next((at for at, row in enumerate(rows) if row.is_text), len(rows))
    fields = [match for match in takewhile(bool, map(_field, rows[first:])) if match]
    names = [match["name"].casefold() for match in fields]
    if len(names) < _MIN_FIELDS or names.count(_SUBJECT) != 1:
        return list(rows)
    subject = names.index(_SUBJECT)
    for row in (*rows[first:][:subject], *rows[first:][subject + 1 : len(names)]):
        log.add("page-furniture", row.number, what=row.label)
    title = rows[first + subject].with_text(fields[subject]["said"])
    return [*rows[:first], title, *rows[first + len(names) :]]


def _field(row: Row) -> re.Match[str] | None:
    return _FIELD.fullmatch(row.label) if row.is_plain else None
