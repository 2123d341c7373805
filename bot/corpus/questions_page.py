"""Questions pages: one list of questions, rarely with other sections around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.corpus.blocks import Block
from bot.corpus.bylines import is_byline
from bot.corpus.draft import PageDraft
from bot.corpus.items import Item, as_item, asks
from bot.corpus.letters import below_lone_letter
from bot.corpus.outline import Row
from bot.corpus.questions import add_questions, is_parted_off, split_questions
from bot.corpus.sections import SectionShape, SectionType
from bot.corpus.story import add_block, introduces_questions, merge_repeated


def add_questions_page(
    draft: PageDraft, rows: Sequence[Row], known: Mapping[int, SectionType]
) -> None:
    """Add a page of questions: its list, and whatever stands under other known headings."""
    listed: list[Row] = []
    others: list[tuple[Row, SectionType, list[Row]]] = []
    is_listed = True
    for at, row in enumerate(rows):
        section = known.get(at)
        level = 0 if is_listed else others[-1][0].level
        is_listed = is_listed or (section is None and 0 < row.level <= level)
        if section:
            is_listed = section.shape is SectionShape.QUESTIONS
            if not is_listed:
                others.append((row, section, []))
        elif is_listed:
            listed.append(row)
        else:
            others[-1][2].append(row)
    _add_list(draft, listed)
    for block in merge_repeated(draft, [Block(r, s, tuple(body)) for r, s, body in others]):
        add_block(draft, block)


def _add_list(draft: PageDraft, rows: Sequence[Row]) -> None:
    """Add the questions; a text above them is an introduction unless it is one of them."""
    split = split_questions(rows)
    items: Sequence[Item] = split.items
    if items and not any(row.is_text for row in split.lead) and _is_headline(*items):
        first, *items = items
        draft.log.add("text-before-heading", first.head.number)
        add_block(draft, Block(None, None, (first.head, *first.body)))
    lead = as_item(split.lead)
    lead = below_lone_letter(lead) if lead else None
    if lead and _is_introduction(lead, items):
        draft.log.add("text-before-heading", lead.head.number)
        add_block(draft, Block(None, None, split.lead))
    elif lead:
        items = [lead, *items]
    add_questions(draft, items, section=None, may_tease=False)


def _is_headline(item: Item, *others: Item) -> bool:
    """Tell "Why did the bank fail?" above the name of its writer from a question.

    "When does it open?" may be answered with a date, which then stands where all answers do.
    """
    texts = [row.label for row in item.body if row.is_text]
    is_set_off = _is_apart(item) and not all(map(_is_apart, others))
    return item.is_start and is_set_off and bool(texts) and all(map(is_byline, texts))


def _is_apart(item: Item) -> bool:
    """Say whether a head has an empty line below it."""
    return bool(item.body) and item.body[0].is_blank


def _is_introduction(lead: Item, items: Sequence[Item]) -> bool:
    """Tell a text above the questions from a first question without its separator."""
    if not items or asks(lead.head):
        return False
    asked = items[:-1] if is_parted_off(items) else items
    are_sure = all(asks(item.head) or item.is_start or item.head.level for item in asked)
    return are_sure or introduces_questions(lead)
