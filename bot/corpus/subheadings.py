"""Sub-headings inside a section: marked ones, and unmarked lines with bullets below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.corpus.model import Subheading
from bot.corpus.outline import Row
from bot.text.folding import without_marks_inside
from bot.text.question_marks import ends_in_question_mark
from bot.text.word_lists import word_list

_MAX_LABEL = 120
"""Characters; a longer unmarked line is a paragraph."""
_SENTENCE_ENDS = (".", "!", "…")
_GOES_ON = (",", ";", "–", "—", "-", "(", "/", "&")
_NEVER_LAST = word_list(
    "a an the of to at by for from with and or but nor as that than is are was were be been has"
    " have had will would its their his her my our your"
)
_ENUMERATED = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[.)]\s")
"""Such as "b) Pressure from abroad"."""
_MIN_WRAPPED = 60
"""Characters; a shorter bullet was not wrapped for want of room."""
_MIN_TITLE_WORD = 4
"""Letters; titles leave shorter words small."""


def find_subheadings(rows: Sequence[Row]) -> tuple[Subheading, ...]:
    """Find the sub-headings of a section, each with the bullets up to the next one."""
    continued = _continued(rows)
    texts = [row for row in rows if row.is_text]
    starts = [at for at in range(len(texts)) if _is_subheading(texts, at, continued)]
    found = []
    for at, end in zip(starts, [*starts[1:], len(texts)], strict=False):
        bullets = _bullets(texts[at + 1 : end], continued)
        label = without_marks_inside(texts[at].label)
        found.append(Subheading(label.rstrip(":").rstrip() or label, texts[at].number, bullets))
    return tuple(found)


def _continued(rows: Sequence[Row]) -> frozenset[int]:
    """Find the lines on which a bullet goes on, by the numbers of their rows."""
    found: set[int] = set()
    for before, row in pairwise(rows):
        is_in_bullet = before.bullet is not None or before.number in found
        if is_in_bullet and row.is_text and row.is_plain and _goes_on(before, row):
            found.add(row.number)
    return frozenset(found)


def _goes_on(before: Row, row: Row) -> bool:
    """Tell whether a bullet goes on in the line below it, which may be a title."""
    if row.text[:1].isspace():
        return True
    if _ENUMERATED.match(row.label):
        return False
    if row.label[:1].islower():
        return True
    words = before.label.split()
    if before.label.endswith(_GOES_ON) or words[-1].casefold() in _NEVER_LAST:
        return True
    is_whole = before.label.endswith((*_SENTENCE_ENDS, "?", ":", "”", '"', ")"))
    return not is_whole and len(before.label) >= _MIN_WRAPPED and not _is_title(row.label)


def _bullets(rows: Sequence[Row], continued: frozenset[int]) -> tuple[str, ...]:
    bullets: list[str] = []
    for row in rows:
        if row.bullet is not None:
            bullets.append(row.bullet)
        elif bullets and row.number in continued:
            bullets[-1] = f"{bullets[-1]} {row.label}"
    return tuple(bullets)


def _is_subheading(texts: Sequence[Row], at: int, continued: frozenset[int]) -> bool:
    """Tell whether a row heads what follows it."""
    row = texts[at]
    if row.level:
        return True
    following = texts[at + 1] if at + 1 < len(texts) else None
    return (
        row.is_plain
        and row.number not in continued
        and following is not None
        and following.bullet is not None
        and len(row.label) <= _MAX_LABEL
        and (ends_in_question_mark(row.label) or not row.label.endswith((",", ";")))
        and (not row.label.endswith(_SENTENCE_ENDS) or _is_title(row.label))
        and not row.text[:1].isspace()
        and not row.label.startswith("![")
    )


def _is_title(label: str) -> bool:
    """Tell a title such as "Time Is Running Out!" from a sentence, by its capitals."""
    words = [word.strip("\"'“”‘’()*_.,:;!?…") for word in label.split()]
    first = next((word for word in words if word), "")
    long = [word for word in words if len(word) >= _MIN_TITLE_WORD and word[0].isalpha()]
    return not first[:1].islower() and all(not word[0].islower() for word in long)
