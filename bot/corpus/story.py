"""Story pages: sections of prose, and the lists at their end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile
from typing import assert_never

from bot.corpus.alphabet import without_alphabet
from bot.corpus.blocks import Block, cut_into_blocks
from bot.corpus.bylines import is_byline
from bot.corpus.definition_starts import definition_starts, named_starts
from bot.corpus.draft import Heading, PageDraft
from bot.corpus.finding_codes import FindingLog
from bot.corpus.items import (
    Item,
    ItemList,
    as_item,
    asks,
    next_texts,
    split_items,
    without_bullet,
)
from bot.corpus.letters import is_lettered
from bot.corpus.model import PassageKind
from bot.corpus.names import infer_name
from bot.corpus.outline import Row, first_line, shown
from bot.corpus.questions import add_questions, split_questions
from bot.corpus.sections import INTRODUCTION, SectionShape, SectionType
from bot.corpus.separators import without_last_rules
from bot.corpus.stray_questions import are_answered, begins_as_list, is_answered_question
from bot.corpus.subheadings import find_subheadings
from bot.corpus.tables import read_tables
from bot.corpus.topics import add_topics
from bot.text.folding import folded


def add_story_page(draft: PageDraft, rows: Sequence[Row], known: Mapping[int, SectionType]) -> None:
    """Add a page that tells a story: its sections, each of which may have several headings."""
    blocks = cut_into_blocks(rows, known, draft.log)
    _note_blocks(blocks, draft.log)
    for block in merge_repeated(draft, blocks):
        add_block(draft, block)


def _note_blocks(blocks: Sequence[Block], log: FindingLog) -> None:
    """Note what does not stand under a known heading."""
    for block in blocks:
        if block.heading is None and block.has_text and not begins_as_list(block.rows):
            first = next(row for row in block.rows if row.is_text)
            log.add("text-before-heading", first.number)
        elif block.heading is not None and block.type is None:
            log.add("unknown-heading", block.heading.number, what=block.heading.label)


def merge_repeated(draft: PageDraft, blocks: Sequence[Block]) -> list[Block]:
    """Join the texts of headings that occur more than once, at the first of their places."""
    merged: dict[str, list[Block]] = {}
    for block in blocks:
        merged.setdefault(block_label(block), []).append(block)
    return [_joined(draft, same) for same in merged.values()]


def _joined(draft: PageDraft, blocks: Sequence[Block]) -> Block:
    """Join blocks that have one heading; each of their lists is read by itself."""
    first, *others = blocks
    rows = list(first.rows)
    for block in others:
        line = block.heading.number if block.heading else first.rows[0].number
        draft.log.add("repeated-section", line, what=block_label(block))
        rows += [Row(line, "", ""), *block.rows]
    return replace(first, rows=tuple(rows), lists=tuple(block.rows for block in blocks))


def block_label(block: Block) -> str:
    """Give the canonical heading, or the heading as it stands."""
    if block.type:
        return block.type.heading
    return block.heading.label if block.heading else INTRODUCTION


def add_block(draft: PageDraft, block: Block) -> None:
    """Add one block of a page as passages."""
    if not block.has_text:
        if block.heading:
            draft.log.add("empty-section", block.heading.number, what=block_label(block))
        return
    if block.type is None:
        _add_other(draft, block)
        return
    match block.type.shape:
        case SectionShape.PROSE:
            _add_prose(draft, block, block.type.heading)
        case SectionShape.GO_DEEPER:
            _add_menu(draft, block)
            _add_deeper(draft, block.rows, section=block.type.heading)
        case SectionShape.QUESTIONS:
            _add_menu(draft, block)
            items = [
                item
                for rows in block.each_list
                for item in list_items(draft, split_questions(rows), introduces_questions)
            ]
            add_questions(draft, items, section=block.type.heading, may_tease=True)
        case SectionShape.TOPICS:
            _add_menu(draft, block)
            items = [item for rows in block.each_list for item in _topic_items(draft, rows)]
            asked = [item for item in items if is_answered_question(item)]
            topics = [item for item in items if not is_answered_question(item)]
            add_topics(draft, topics, section=block.type.heading)
            add_questions(draft, asked, section=None, may_tease=True)
        case _:
            assert_never(block.type.shape)


def _add_other(draft: PageDraft, block: Block) -> None:
    """Add what stands under no known heading: a text, or a page of questions above a story."""
    if block.heading is None and begins_as_list(block.rows):
        add_questions(draft, split_questions(block.rows).items, section=None, may_tease=True)
    else:
        _add_prose(draft, block, block_label(block))


def _add_deeper(draft: PageDraft, rows: Sequence[Row], *, section: str) -> None:
    """Add what stands under "Go deeper": questions alone, or with their answers."""
    if are_answered(rows):
        add_questions(draft, split_questions(rows).items, section=section, may_tease=True)
    else:
        add_go_deeper(draft, rows)


def add_go_deeper(draft: PageDraft, rows: Sequence[Row]) -> None:
    """Add the questions of "Go deeper": one a line, continued where a line is indented."""
    questions: list[Row] = []
    for row in rows:
        if not row.is_text or row.is_code:
            continue
        if questions and _continues(row, questions[-1]):
            label = f"{questions[-1].label} {row.label}"
            questions[-1] = replace(questions[-1], label=label)
        else:
            questions.append(without_bullet(row))
    draft.make_room(len(questions))
    for question in questions:
        draft.add_go_deeper(question)


def _continues(row: Row, question: Row) -> bool:
    """Tell the second line of a question that was wrapped."""
    if row.bullet is not None or row.level:
        return False
    return row.text[:1].isspace() or (not asks(question) and row.label[:1].islower())


def list_items(draft: PageDraft, split: ItemList, introduces: Callable[[Item], bool]) -> list[Item]:
    """Give the items of a list; the text above them is one more, unless it introduces them."""
    lead = as_item(split.lead)
    if lead is None:
        return list(split.items)
    if split.items and introduces(lead):
        draft.log.add("text-between-items", lead.head.number, what=lead.head.label)
        return list(split.items)
    return [lead, *split.items]


def introduces_questions(lead: Item) -> bool:
    """Tell a line such as "Readers ask:" from a question."""
    return not lead.has_text and not asks(lead.head)


def _topic_items(draft: PageDraft, rows: Sequence[Row]) -> list[Item]:
    """Give the items of a list of topics, those in tables included."""
    tables = read_tables(without_last_rules(without_alphabet(rows, draft.log)))
    items = list(tables.items)
    for part in tables.around:
        bulleted = {row.number for row in part if row.bullet is not None}
        finder = named_starts if any(row.is_rule for row in part) else definition_starts
        for item in list_items(draft, split_items(part, finder), _introduces_topics):
            heads_bullets = bulleted and item.is_start and item.head.number not in bulleted
            if (tables.items or heads_bullets) and _introduces_topics(item):
                draft.log.add("text-between-items", item.head.number, what=item.head.label)
            else:
                items.append(item)
    return sorted(items, key=lambda item: item.head.number)


def _introduces_topics(lead: Item) -> bool:
    """Tell a line such as "Who is who:" or "Places" from a definition."""
    if lead.has_text:
        return False
    label = lead.head.label
    name = None if label.endswith(":") else infer_name(label)
    return name is None or folded(name.label) == folded(label)


def _add_prose(draft: PageDraft, block: Block, label: str) -> None:
    text = shown(block.rows)
    subheadings = find_subheadings(block.rows)
    heading = _heading(block, label)
    if question := _first_lettered(block.rows):
        draft.log.add("question-in-section", question.number, what=question.label, other=label)
    draft.add(
        PassageKind.SECTION,
        heading,
        text,
        text_line=first_line(block.rows, default=heading.line),
        last_line=max(row.number for row in block.rows if row.is_text),
        section=label,
        subheadings=subheadings,
        may_break_off=not _ends_in_bylines(block.rows),
    )


def _first_lettered(rows: Sequence[Row]) -> Row | None:
    """Find the first question with its letter, above an answer with its own."""
    pairs = zip(rows, next_texts(rows), strict=True)
    return next((row for row, below in pairs if asks(row) and is_lettered(row, below)), None)


def _ends_in_bylines(rows: Sequence[Row]) -> bool:
    """Tell a last paragraph that says who wrote a text from a last line that begins with "By"."""
    below = dropwhile(lambda row: not row.is_text, reversed(rows))
    return all(is_byline(row.label) for row in takewhile(lambda row: row.is_text, below))


def _add_menu(draft: PageDraft, block: Block) -> None:
    heading = _heading(block, block_label(block))
    draft.add(
        PassageKind.MENU,
        heading,
        shown(block.rows),
        text_line=first_line(block.rows, default=heading.line),
        section=heading.label,
        may_break_off=False,
    )


def _heading(block: Block, label: str) -> Heading:
    """Put the canonical label at the place of the heading, or of the first text."""
    row = block.heading or next(row for row in block.rows if row.is_text)
    return Heading(label, row.number, row.explicit_id if block.heading else None)
