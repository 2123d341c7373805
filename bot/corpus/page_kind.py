"""Whether a page tells a story or answers questions, where it does not say so itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from bot.corpus.bylines import is_byline
from bot.corpus.claims import with_claims
from bot.corpus.grouped_questions import with_grouped_questions
from bot.corpus.items import as_item, asks, item_level, split_items
from bot.corpus.model import PageKind
from bot.corpus.outline import Row, shown
from bot.corpus.question_starts import (
    are_worded_questions,
    asks_in_words,
    does_nothing_but_ask,
    question_starts,
)
from bot.corpus.run_in import with_run_in_questions
from bot.corpus.sections import SectionShape, SectionType
from bot.corpus.separators import without_closing_rule, without_last_rules
from bot.corpus.tables import with_table_questions
from bot.corpus.teasers import is_teaser
from bot.corpus.title_lines import find_title

_BLANK = Row(0, "", "")
_SEVERAL = 2


def guess_kind(rows: Sequence[Row], known: Mapping[int, SectionType]) -> PageKind:
    """Guess a page's kind from its headings, and from its items where headings leave it open."""
    shapes = {section.shape for section in known.values()}
    if SectionShape.PROSE in shapes:
        return PageKind.STORY
    if SectionShape.TOPICS in shapes:
        are_listed = _lists_questions(
            _outside(rows, known, SectionShape.TOPICS, SectionShape.GO_DEEPER)
        )
        return PageKind.QUESTIONS if are_listed else PageKind.STORY
    if _has_other_sections(rows, known):
        return PageKind.STORY
    listed = _outside(rows, known, SectionShape.GO_DEEPER)
    if SectionShape.QUESTIONS in shapes:
        return _kind_of_list(listed)
    at = find_title(rows, known)
    title = None if at is None else rows[at]
    if _holds_questions(listed) or _are_below_title(listed, title):
        return PageKind.QUESTIONS
    return PageKind.STORY


def _lists_questions(rows: Sequence[Row]) -> bool:
    """Tell questions, several and none of them a heading, from the text above a glossary."""
    asking = [row for row in rows if asks(row)]
    if len(asking) < _SEVERAL or any(row.level for row in asking) or not _holds_questions(rows):
        return False
    grouped = with_grouped_questions(with_table_questions(rows), question_starts)
    split = split_items(with_run_in_questions(grouped), question_starts)
    return sum(asks(item.head) for item in split.items) * 2 > len(asking)


def _outside(
    rows: Sequence[Row], known: Mapping[int, SectionType], *left_out: SectionShape
) -> Sequence[Row]:
    """Leave out known headings, and what stands below those of some shapes.

    Those of "Go deeper" are questions that are not meant to be answered on the page.
    """
    listed: list[Row] = []
    is_listed = True
    for at, row in enumerate(rows):
        if at in known:
            is_listed = known[at].shape not in left_out
        elif is_listed:
            listed.append(row)
    return without_closing_rule(without_last_rules(listed))


def _kind_of_list(rows: Sequence[Row]) -> PageKind:
    """Tell answers from teasers under the lone heading "Common question"."""
    split = split_items(with_run_in_questions(rows), question_starts)
    items = [item for item in split.items if item.has_text]
    teasers = sum(is_teaser(shown(item.body)) for item in items)
    return PageKind.STORY if teasers * 2 > len(items) or not items else PageKind.QUESTIONS


def _holds_questions(rows: Sequence[Row]) -> bool:
    """Tell whether rows without known headings are questions with answers."""
    if with_claims(rows) != list(rows):
        return True
    rows = with_grouped_questions(with_table_questions(rows), question_starts)
    split = split_items(rows, question_starts)
    items = [item for item in (as_item(split.lead), *split.items) if item]
    level = item_level(rows)
    headings = [row for row in rows if 0 < row.level == level]
    if headings:
        return _do_ask(headings)
    if any(asks(item.head) for item in items) or are_worded_questions(rows):
        return True
    return len(items) > 1 and _are_most([item.has_text for item in items])


def _do_ask(headings: Sequence[Row]) -> bool:
    """Tell whether most headings ask, where several do also without ending in the mark."""
    asking = [asks(row) for row in headings]
    worded = [asks(row) or "?" in row.label or asks_in_words(row) for row in headings]
    return _are_most(asking) or (sum(asking) >= _SEVERAL and _are_most(worded))


def _are_below_title(rows: Sequence[Row], title: Row | None) -> bool:
    """Tell whether rows are questions below a title and fewer paragraphs than there are questions.

    Bylines and pictures are no paragraphs. Without a title, or with one that has no mark, the
    questions must be in bold, or have their answers on their lines.
    """
    below = [row for row in rows if row is not title]
    if any(row.level for row in below):
        return False
    split_rows = with_run_in_questions(below)
    split = split_items(split_rows, question_starts)
    paragraphs = sum(
        row.is_text and not above.is_text and not is_byline(row.label) and not _is_picture(row)
        for above, row in pairwise([_BLANK, *split.lead])
    )
    is_marked = (title is not None and title.level > 0) or len(split_rows) > len(below)
    are_all = all(
        asks(item.head)
        and (item.head.begins_bold or (is_marked and does_nothing_but_ask(item.head)))
        and (item.has_text or item.head.begins_bold)
        for item in split.items
    )
    return len(split.items) > max(paragraphs, 1) and are_all


def _is_picture(row: Row) -> bool:
    return row.label.startswith("![")


def _are_most(claims: Collection[bool]) -> bool:
    return sum(claims) * 2 >= len(claims)


def _has_other_sections(rows: Sequence[Row], known: Mapping[int, SectionType]) -> bool:
    """Tell whether headings of one level head the questions and other texts beside them."""
    levels = {rows[at].level for at, section in known.items() if rows[at].level}
    others = (at for at, row in enumerate(rows) if row.level in levels and at not in known)
    return any(not asks(rows[at]) and _has_own_text(rows, at) for at in others)


def _has_own_text(rows: Sequence[Row], at: int) -> bool:
    following = next((row for row in rows[at + 1 :] if row.is_text), None)
    return following is not None and not following.level
