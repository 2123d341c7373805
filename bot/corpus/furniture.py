"""What prints, wikis and websites put around a text: numbers of pages, running heads, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.corpus.finding_codes import FindingLog
from bot.corpus.mail_heads import without_mail_head
from bot.corpus.outline import SENTENCE_ENDS, TEXT_ENDS, Row, plain_label
from bot.corpus.sections import section_of
from bot.corpus.website_lines import website_lines, without_shortcodes

_SEVERAL = 2
_LEVEL = 2
_MAX_LINE = 200
"""Characters; no longer line is looked at."""
_PAGE = re.compile(
    r"(?:(?P<head>\S.*?)(?:\s*[|•·–—-]\s*|\s{2,}|\t))?"
    r"(?:(?:page|seite|página|pagina) \d{1,4} ?(?:/|of|von|sur|de|di|van) ?\d{1,4}"
    r"|\d{1,4} ?\| ?p ?a ?g ?e)"
    r"(?:(?:\s*[|•·–—-]\s*|\s{2,}|\t)(?P<tail>\S.*))?",
    re.IGNORECASE,
)
"""A line such as "Page 2 of 4", "Harbour briefing | Page 2/4" or "2 | P a g e"."""
_AROUND = "–—-|()[] "
"""Signs around such a line."""
_EDIT = re.compile(
    r"(?<=\S)\s?\[(?:edit|bearbeiten|modifier|modifica|editar|bewerken|edytuj|править)"
    r"(?: source|\s?\|[^\[\]]{1,40})?\]\s*\Z",
    re.IGNORECASE,
)
"""Behind the headings of a wiki."""


def without_furniture(rows: Sequence[Row], log: FindingLog) -> list[Row]:
    """Leave out what stands around a text in a print, a wiki or on a website; tell of each."""
    rows = without_mail_head(without_shortcodes(rows, log), log)
    pages = _page_lines(rows)
    dropped = pages | _running_heads(rows, pages) | website_lines(rows)
    for at in sorted(dropped):
        log.add("page-furniture", rows[at].number, what=rows[at].label)
    return _with_wiki_headings([row for at, row in enumerate(rows) if at not in dropped], log)


def _with_wiki_headings(rows: Sequence[Row], log: FindingLog) -> list[Row]:
    """Make headings of lines with a link to edit; others stand below those that are known.

    Bullets remain what they are, without the link.
    """
    made: dict[int, Row] = {}
    for at, row in enumerate(rows):
        link = None if row.is_code or len(row.label) > _MAX_LINE else _EDIT.search(row.text)
        label = plain_label(_EDIT.sub("", row.label)) if link else ""
        if link and not label.endswith(TEXT_ENDS):
            log.add("page-furniture", row.number, link.start() + 1, what=link[0].strip())
            made[at] = replace(row, text=row.text[: link.start()], label=label)
    heads = {at for at, row in made.items() if row.bullet is None}
    known = {at for at in heads if section_of(made[at].label)}
    levels = {at: _LEVEL if at in known or not known else _LEVEL + 1 for at in heads}
    return [
        replace(made[at], level=row.level or levels.get(at, 0)) if at in made else row
        for at, row in enumerate(rows)
    ]


def _page_lines(rows: Sequence[Row]) -> frozenset[int]:
    """Find the lines with the number of a page; what stands beside it recurs with others."""
    found = {
        at: match.group("head", "tail")
        for at, row in enumerate(rows)
        if len(row.label) <= _MAX_LINE and (match := _PAGE.fullmatch(row.label.strip(_AROUND)))
    }
    counts = Counter(found.values())
    return frozenset(
        at for at, beside in found.items() if not any(beside) or counts[beside] >= _SEVERAL
    )


def _running_heads(rows: Sequence[Row], pages: Collection[int]) -> frozenset[int]:
    """Find the lines that recur beside numbers of pages; a first line of all is the title."""
    beside = {at for page in pages for at in _texts_beside(rows, page)} - set(pages)
    counts = Counter(rows[at].label for at in beside)
    texts = (at for at, row in enumerate(rows) if row.is_text and at not in pages)
    first = next(texts, None)
    return frozenset(
        at for at in beside - {first} if counts[rows[at].label] >= _SEVERAL and _may_run(rows[at])
    )


def _texts_beside(rows: Sequence[Row], page: int) -> Iterator[int]:
    """Give the places of the next texts above and below the number of a page."""
    for places in (range(page - 1, -1, -1), range(page + 1, len(rows))):
        yield from islice((at for at in places if rows[at].is_text), 1)


def _may_run(row: Row) -> bool:
    return row.is_plain and not row.label.endswith(SENTENCE_ENDS) and section_of(row.label) is None
