"""The title that a page carries in its text: a first heading, or a line of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import dropwhile

from bot.corpus.bylines import are_bylines, is_byline, is_dateline
from bot.corpus.items import asks
from bot.corpus.letters import is_lone_letter
from bot.corpus.outline import MIN_WRAPPED, TEXT_ENDS, Row, is_hashtags
from bot.corpus.sections import SectionShape, SectionType

_MAX_TITLE_LINE = 120
"""Characters; a longer line is a text."""
_NO_TITLE_ENDS = (".", ":", ";", ",")
"""Above a story a title may cry out, or break off."""
_NO_TITLE_STARTS = ("![", "{{", "|")
"""Of a picture, of what a wiki fills in, and of a table."""
_MOST_BYLINES = 6
_FEWEST_WORDS = 4
"""Of a title below the word for a subject; fewer may belong to that word."""
_FEWEST_LINES = 3
"""Of a page that has a subject, a title and a text."""
_SUBJECT = re.compile(r"[^\W\d_a-z]+(?:\s?[|/›»·]\s?[^\W\d_a-z]+(?: [^\W\d_a-z]+)?)*")
"""A line such as "EDUCATION" or "NEWS | HARBOUR" above a title."""


def find_title(rows: Sequence[Row], known: Mapping[int, SectionType]) -> int | None:
    """Find the place of the title: the only top heading, or a short first line that stands alone.

    A text may stand above that heading where none stands right below it.
    """
    texts = [at for at, row in enumerate(rows) if row.is_text]
    texts = list(dropwhile(lambda at: _is_above_title(rows[at]), texts))
    if len(texts) < 2 or texts[0] in known or rows[texts[0]].is_code:
        return None
    below_subject = [texts[1:]] if _is_subject(rows, texts, known) else []
    places = (rest[0] for rest in (*below_subject, texts) if _is_title(rows, rest, known))
    at = next(places, None)
    return _top_heading(rows, texts, known) if at is None else at


def _top_heading(
    rows: Sequence[Row], texts: Sequence[int], known: Mapping[int, SectionType]
) -> int | None:
    """Find the first heading, if all others are smaller and the next one is right below it."""
    headings = [at for at in texts if rows[at].level]
    if not headings or min(known, default=len(rows)) <= headings[0] or asks(rows[headings[0]]):
        return None
    first, *others = headings
    below = next((at for at in texts if at > first), None)
    is_top = all(rows[at].level > rows[first].level for at in others)
    return first if is_top and below in others else None


def _is_above_title(row: Row) -> bool:
    return row.label.startswith(_NO_TITLE_STARTS) or is_hashtags(row.text)


def _is_title(rows: Sequence[Row], texts: Sequence[int], known: Mapping[int, SectionType]) -> bool:
    at = texts[0]
    is_heading = rows[at].level > 0
    return _is_title_heading(rows, texts) if is_heading else _is_title_line(rows, at, known)


def _is_subject(
    rows: Sequence[Row], texts: Sequence[int], known: Mapping[int, SectionType]
) -> bool:
    """Tell the word for a subject, above the title, from a title of one word."""
    first, below = rows[texts[0]], rows[texts[1]]
    is_word = not first.level and first.label.isupper() and _SUBJECT.fullmatch(first.label)
    if not is_word or len(texts) < _FEWEST_LINES or texts[1] in known or is_byline(below.label):
        return False
    is_long = len(below.label.split()) >= _FEWEST_WORDS
    return is_long and not below.label.isupper() and not asks(below)


def _is_title_heading(rows: Sequence[Row], texts: Sequence[int]) -> bool:
    """Tell a title from a heading among others of its level."""
    first, following = rows[texts[0]], rows[texts[1]]
    is_alone = all(not 0 < rows[at].level <= first.level for at in texts[1:])
    return not asks(first) and (is_alone or following.level > 0)


def _is_title_line(rows: Sequence[Row], at: int, known: Mapping[int, SectionType]) -> bool:
    """Tell a title from the first line of a text or a question."""
    row = rows[at]
    if any(before.is_rule for before in rows[:at]) or row.bullet is not None:
        return False
    if len(row.label) > _MAX_TITLE_LINE or is_dateline(row.label):
        return False
    if _stands_above_story(rows, at, known) and not row.label.endswith(_NO_TITLE_ENDS):
        return True
    if asks(row) or row.label.endswith(TEXT_ENDS) or is_lone_letter(row):
        return False
    following = rows[at + 1]
    is_alone = not following.is_text or following.level > 0 or at + 1 in known
    return is_alone or _stands_above_byline(rows, at, known)


def _stands_above_byline(rows: Sequence[Row], at: int, known: Mapping[int, SectionType]) -> bool:
    """Tell whether a date or a byline stands between a line and the first heading.

    One more line may stand above it, which adds to the title.
    """
    row = rows[at]
    following = [at for at in range(at + 1, len(rows)) if rows[at].is_text][: _MOST_BYLINES + 1]
    end = next((n for n, below in enumerate(following) if below in known), 0)
    below = [rows[at].label for at in following[:end]]
    is_whole = len(row.label) < MIN_WRAPPED or rows[at + 1].is_blank
    return not is_byline(row.label) and (
        are_bylines(below) or (is_whole and are_bylines(below[1:]))
    )


def _stands_above_story(rows: Sequence[Row], at: int, known: Mapping[int, SectionType]) -> bool:
    """Tell whether nothing but a section of prose follows: "What next?" is a title there."""
    below = next((at for at in range(at + 1, len(rows)) if rows[at].is_text), at)
    return below in known and known[below].shape is SectionShape.PROSE
