"""Questions with their answers: on a page of questions, and under "Common question"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.corpus.claims import with_claims
from bot.corpus.draft import Heading, PageDraft
from bot.corpus.group_lines import looks_like_heading
from bot.corpus.grouped_questions import with_grouped_questions
from bot.corpus.items import (
    Item,
    ItemList,
    asks,
    split_items,
    unquoted,
    without_bullet,
    without_definition_marks,
)
from bot.corpus.letters import below_lone_letter, has_letter, without_letters
from bot.corpus.model import PassageKind
from bot.corpus.outline import MIN_WRAPPED, SENTENCE_ENDS, TEXT_ENDS, Row, first_line, shown
from bot.corpus.outline_numbers import uncounted
from bot.corpus.question_starts import (
    asks_in_words,
    is_said_again,
    is_worded_as_question,
    is_wrapped_question,
    listed_question_starts,
)
from bot.corpus.run_in import run_in, with_run_in_questions
from bot.corpus.separators import (
    without_closing_rule,
    without_inner_rules,
    without_last_rules,
)
from bot.corpus.speakers import without_speakers
from bot.corpus.subheadings import find_subheadings
from bot.corpus.tables import with_table_questions
from bot.corpus.teasers import is_teaser
from bot.text.folding import folded
from bot.text.truncation import end_in_stops

LONG_QUESTION = 300
"""Characters; longer ones are served, but no list or button can show them whole."""

_SEVERAL = 2
"""Questions that show that a list needs no separators."""
_MAX_HEAD = 400
"""Characters; a longer first line that asks nothing is an answer without its question."""


_READ_IN_ORDER: tuple[Callable[[Sequence[Row]], Sequence[Row]], ...] = (
    *(without_last_rules, without_inner_rules, without_closing_rule),
    *(with_table_questions, with_claims),
)
"""What is read of a list before its questions are grouped and split."""


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """A question, word for word, and its answer."""

    heading: Heading
    answer: str
    answer_line: int
    last_line: int


def split_questions(rows: Sequence[Row]) -> ItemList:
    """Split a list that is known to hold questions."""
    for read in _READ_IN_ORDER:
        rows = read(rows)
    grouped = with_grouped_questions(rows, listed_question_starts)
    return split_items(with_run_in_questions(grouped), listed_question_starts)


def add_questions(
    draft: PageDraft, items: Sequence[Item], *, section: str | None, may_tease: bool
) -> None:
    """Add the questions of a list, each once, and tell of those that cannot be served."""
    items = without_speakers(_without_numbers(items), draft.log)
    beside = _headings_beside(items)
    draft.make_room(len(items) - len(beside))
    seen: dict[str, QuestionPart] = {}
    asked = [item for item in items if item.has_text and item.head not in beside]
    needs_stop = end_in_stops([shown(item.body) for item in asked])
    for item in items:
        if item.head in beside:
            _add_beside(draft, item)
            continue
        part = _read(draft, item)
        if part is None or _is_repeated(draft, part, seen):
            continue
        kind = PassageKind.QUESTION
        if may_tease and is_teaser(part.answer):
            kind = PassageKind.TEASER
        draft.add(
            kind,
            part.heading,
            part.answer,
            text_line=part.answer_line,
            last_line=part.last_line,
            section=section,
            needs_stop=needs_stop,
        )


def _without_numbers(items: Sequence[Item]) -> list[Item]:
    """Take the numbers off headings and lines in bold; those of bullets go with the bullets."""
    labels = uncounted([item.head.label for item in items])
    return [
        item
        if item.head.bullet is not None or label == item.head.label
        else replace(item, head=replace(item.head, label=label))
        for item, label in zip(items, labels, strict=True)
    ]


def _headings_beside(items: Sequence[Item]) -> frozenset[Row]:
    """Find the headings that are no questions: "Sources" where others ask, and heads of groups."""
    headings = [item for item in items if item.head.level]
    level = max((item.head.level for item in headings), default=0)
    do_ask = any(asks(item.head) for item in headings)
    beside = (
        item.head
        for item in headings
        if not asks(item.head)
        and (
            (do_ask and not is_worded_as_question(item.head))
            or (item.head.level < level and not item.has_text)
        )
    )
    return frozenset([*beside, *(item.head for item in items[-1:] if is_parted_off(items))])


def is_parted_off(items: Sequence[Item]) -> bool:
    """Tell "About us" below the only separator of a list whose questions need none."""
    last = items[-1]
    asks_nothing = last.has_text and not (last.is_start or last.head.level or last.head.is_code)
    is_heading = not (asks(last.head) or last.head.label.endswith(SENTENCE_ENDS))
    is_question = not is_heading or has_letter(last.head) or _reads_as_prose(last.head)
    return asks_nothing and not is_question and sum(item.is_start for item in items) >= _SEVERAL


def _add_beside(draft: PageDraft, item: Item) -> None:
    """Add a section of its own; a heading without text only groups what follows."""
    head = item.head
    if not item.has_text:
        draft.log.add("heading-without-text", head.number, what=head.label)
        return
    draft.log.add("unknown-heading", head.number, what=head.label)
    draft.add(
        PassageKind.SECTION,
        Heading.of(head),
        shown(item.body),
        text_line=first_line(item.body, default=head.number),
        last_line=item.last_line,
        section=head.label,
        subheadings=find_subheadings(item.body),
    )


def joined_head(item: Item) -> Item:
    """Join a question that runs over two lines, or is put in two."""
    following = item.body[0] if item.body else None
    if following is None:
        return item
    is_double = item.is_start and is_said_again(item.head, following)
    if not is_double and not is_wrapped_question(item.head, following):
        return item
    head = replace(
        item.head,
        label=f"{item.head.label} {following.label}",
        explicit_id=following.explicit_id or item.head.explicit_id,
    )
    return replace(item, head=head, body=item.body[1:])


def _read(draft: PageDraft, item: Item) -> QuestionPart | None:
    """Read one item; none, and a finding, where the question or the answer is missing."""
    item = without_definition_marks(unquoted(item))
    item = replace(item, head=without_bullet(item.head))
    with_letters = joined_head(below_lone_letter(item))
    item = without_letters(with_letters)
    is_sure = item.is_start or item is not with_letters
    head = item.head
    if not item.has_text:
        if asks(head) or head.level:
            draft.log.add("question-without-answer", head.number, what=head.label)
        else:
            _refuse_orphan(draft, item)
        return None
    if not asks(head):
        is_sure = is_sure or head.level > 0
        is_prose = len(head.label) > _MAX_HEAD or _reads_as_prose(head)
        if head.is_code or (is_prose and not is_sure):
            _refuse_orphan(draft, item)
            return None
        draft.log.add("question-without-mark", head.number, what=head.label)
    if len(head.label) > LONG_QUESTION:
        draft.log.add("long-question", head.number, size=len(head.label), limit=LONG_QUESTION)
    _note_inner_questions(draft, item.body)
    _note_inner_headings(draft, item)
    line = first_line(item.body, default=head.number)
    return QuestionPart(Heading.of(head), shown(item.body), line, item.last_line)


def _refuse_orphan(draft: PageDraft, item: Item) -> None:
    head = item.head
    what = head.text if head.is_code else head.label
    draft.log.add("answer-without-question", head.number, what=what, last=item.last_line)


def _reads_as_prose(head: Row) -> bool:
    """Tell a sentence of an answer from a question that lacks its mark."""
    return head.label.endswith(TEXT_ENDS) and len(head.label.split()) > 6


def _note_inner_questions(draft: PageDraft, body: Sequence[Row]) -> None:
    """Note lines of an answer that may be questions whose separator was forgotten."""
    texts = [row for row in body if not row.is_blank]
    for row, following in zip(texts, [*texts[1:], None], strict=True):
        split = run_in(row) if row.bullet is None else None
        if split or (following and following.is_text and _looks_like_question(row)):
            question = split.question if split else row
            draft.log.add("question-inside-answer", row.number, what=question.label)
    for above, row, following in zip(texts, texts[1:], texts[2:], strict=False):
        if _lacks_mark(above, row, following):
            draft.log.add("unmarked-question", row.number, what=row.label)


def _lacks_mark(above: Row, row: Row, following: Row) -> bool:
    """Tell a question without its mark from the second line of a text that was wrapped."""
    goes_on = len(above.label) >= MIN_WRAPPED and not above.label.endswith(SENTENCE_ENDS)
    is_plain = not row.level and row.bullet is None and following.bullet is None
    return is_plain and not goes_on and following.is_text and asks_in_words(row)


def _note_inner_headings(draft: PageDraft, item: Item) -> None:
    """Note lines that may head something else, where nothing else tells what parts the list."""
    is_parted_by_marks = not item.is_start and not (item.head.level and item.head.begins_bold)
    if is_parted_by_marks:
        return
    texts = [at for at, row in enumerate(item.body) if row.is_text]
    for at in texts[1:]:
        row = item.body[at]
        is_alone = item.body[at - 1].is_blank
        is_like_question = item.head.begins_bold and row.begins_bold
        if is_alone and looks_like_heading(row) and (at == texts[-1] or is_like_question):
            draft.log.add("heading-inside-answer", row.number, what=row.label)


def _looks_like_question(row: Row) -> bool:
    return (
        asks(row)
        and row.bullet is None
        and len(row.label) <= LONG_QUESTION
        and row.label[:1].isupper()
        and not any(end in row.label for end in (". ", "! "))
    )


def _is_repeated(draft: PageDraft, part: QuestionPart, seen: dict[str, QuestionPart]) -> bool:
    """Tell whether a question came before, and whether it was answered alike."""
    first = seen.setdefault(folded(part.heading.label) or part.heading.label, part)
    if first is part:
        return False
    is_same = folded(first.answer) == folded(part.answer)
    draft.log.add(
        "repeated-question" if is_same else "contradictory-question",
        part.heading.line,
        what=part.heading.label,
        other=str(first.heading.line),
        last=part.last_line,
    )
    return True
