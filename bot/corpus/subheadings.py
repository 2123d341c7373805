"""Sub-headings inside a section: marked ones, and unmarked lines with bullets below them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.corpus.model import Subheading
from bot.corpus.outline import Row

_MAX_LABEL = 120
"""Characters; a longer unmarked line is a paragraph."""
_SENTENCE_ENDS = (".", "!", ",", ";", "…")


def find_subheadings(rows: Sequence[Row]) -> tuple[Subheading, ...]:
    """Find the sub-headings of a section, each with the bullets up to the next one."""
    texts = [row for row in rows if row.is_text]
    starts = [at for at in range(len(texts)) if _is_subheading(texts, at)]
    found = []
    for at, end in zip(starts, [*starts[1:], len(texts)], strict=False):
        bullets = tuple(row.bullet for row in texts[at + 1 : end] if row.bullet is not None)
        label = texts[at].label.rstrip(":").rstrip()
        found.append(Subheading(label or texts[at].label, texts[at].number, bullets))
    return tuple(found)


def _is_subheading(texts: Sequence[Row], at: int) -> bool:
    """Tell whether a row heads what follows it."""
    row = texts[at]
    if row.level:
        return True
    following = texts[at + 1] if at + 1 < len(texts) else None
    return (
        row.bullet is None
        and following is not None
        and following.bullet is not None
        and len(row.label) <= _MAX_LABEL
        and not row.label.endswith(_SENTENCE_ENDS)
        and not row.text[:1].isspace()
    )
