"""Where definitions begin in a list that has neither separators nor headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.corpus.name_forms import MAX_NAME
from bot.corpus.names import infer_name
from bot.corpus.outline import MAX_WRAPPED, MIN_WRAPPED, SENTENCE_ENDS, Row

_MAX_ALONE = 60
"""Characters of a name with a paragraph to itself."""
_NAME_ENDS = (".", "!", "?", "…", ",", ";")
_SAYS = re.compile(r"\s(?:is|are|was|were|has|have|had)\s")
_PARTS = re.compile(r"[:;–—]|\s-\s|,\s")


def definition_starts(rows: Sequence[Row]) -> frozenset[int]:
    """Find where definitions begin: at bullets, else after empty lines, else after sentences.

    What heads a few bullets begins one as well: it is told from a definition by having no text.
    """
    texts = [at for at, row in enumerate(rows) if row.is_text and not row.is_code]
    bullets = frozenset(at for at in texts if rows[at].bullet is not None)
    if bullets:
        return bullets | _group_heads(rows, texts)
    paragraphs = [at for at in texts if at == 0 or not rows[at - 1].is_text]
    if len(paragraphs) > 1:
        return frozenset(paragraphs) - _below_names(rows, paragraphs)
    return frozenset(at for at in texts if at in paragraphs or _is_whole(rows[at - 1]))


def is_name_line(row: Row, below: Row | None) -> bool:
    """Tell a name above its definition from the first line of a definition that was wrapped."""
    if not any(map(str.isalnum, row.label)) or len(row.label) > MAX_NAME:
        return False
    if row.label.endswith(_NAME_ENDS) or _SAYS.search(f"{row.label} "):
        return False
    goes_on = row.label.split()[-1].islower() or (below and below.label[:1].islower())
    return not (goes_on and len(row.label) >= MIN_WRAPPED)


def _group_heads(rows: Sequence[Row], texts: Sequence[int]) -> frozenset[int]:
    """Find lines such as "Places" between bullets."""
    return frozenset(
        at
        for before, at, after in zip(texts, texts[1:], texts[2:], strict=False)
        if rows[before].bullet is not None
        and rows[at].bullet is None
        and rows[after].bullet is not None
        and _is_whole(rows[before])
        and not rows[at].text[:1].isspace()
        and rows[at].label[:1].isupper()
        and _is_bare_name(rows[at])
    )


def _below_names(rows: Sequence[Row], paragraphs: Sequence[int]) -> frozenset[int]:
    """Find the paragraphs that define the name that has a paragraph above them to itself."""
    found: set[int] = set()
    for above, at in pairwise(paragraphs):
        is_below_name = _is_bare_name(rows[above]) and not rows[above + 1].is_text
        goes_on = above in found and infer_name(rows[at].label) is None
        is_text = not _is_bare_name(rows[at]) and _ends_as_text(rows, at)
        if is_text and (is_below_name or goes_on):
            found.add(at)
    return frozenset(found)


def _is_bare_name(row: Row) -> bool:
    is_short = len(row.label) <= _MAX_ALONE and not _PARTS.search(row.label.rstrip(":"))
    return is_short and is_name_line(row, None)


def _ends_as_text(rows: Sequence[Row], start: int) -> bool:
    end = next((at for at in range(start, len(rows)) if not rows[at].is_text), len(rows))
    return rows[end - 1].label.endswith(SENTENCE_ENDS)


def _is_whole(row: Row) -> bool:
    """Tell a definition on one line from the first line of one that was wrapped."""
    return row.label.endswith(SENTENCE_ENDS) or len(row.label) > MAX_WRAPPED
