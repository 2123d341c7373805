"""Tables that list topics or questions: each row has a name, and what it stands for.

They are Markdown's; those of a spreadsheet, with tabs, are read where they list questions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.corpus.items import Item, asks
from bot.corpus.model import Passage, PassageKind
from bot.corpus.outline import LOWEST_LEVEL, TEXT_ENDS, Row, plain_label
from bot.corpus.question_starts import is_worded_as_question
from bot.text.question_marks import ends_in_question_mark

_DELIMITER = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?")
_CELL_ENDS = re.compile(r"(?<!\\)\|")
_GAPS = re.compile(r"\t+")
_BETWEEN = " · "
_MIN_QUESTIONS = 2
_MAX_COLUMN_NAME = 3
"""Words; in a table with tabs nothing else tells the names of columns."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a list, read, and what stands around them."""

    items: tuple[Item, ...]
    around: tuple[tuple[Row, ...], ...]
    """The rows above, between and below them."""


def shown_tables(rows: Sequence[Row], passages: Sequence[Passage]) -> Iterator[int]:
    """Give the lines that part the column names of tables from their rows, where readers see them.

    `passages` are those of the rows.
    """
    in_order = sorted(passages, key=lambda passage: passage.text_line)
    begins = [passage.text_line for passage in in_order]
    for above, row in pairwise(rows):
        if "|" not in above.text or row.is_code or not _DELIMITER.fullmatch(row.text.strip()):
            continue
        at = bisect_right(begins, row.number)
        within = in_order[max(at - 1, 0) : at]
        if any(p.kind is not PassageKind.MENU and row.text.strip() in p.text for p in within):
            yield row.number


def read_tables(rows: Sequence[Row]) -> Tables:
    """Read the tables of a list; one below a heading or inside an item belongs to that."""
    if not _are_the_list(rows):
        return Tables((), (tuple(rows),))
    found: list[Item] = []
    around: list[list[Row]] = [[]]
    header: list[str] = []
    for at, row in enumerate(rows):
        if row.is_code or "|" not in row.text:
            header = []
        if header:
            found += _item(row, header)
        elif _begins_table(rows, at):
            header = _cells(row)
            around.append([])
        else:
            around[-1].append(row)
    return Tables(tuple(found), tuple(tuple(part) for part in around))


def with_table_questions(rows: Sequence[Row]) -> list[Row]:
    """Make headings and answers of tables whose first cells all ask, with or without a mark.

    Nothing changes where other lines ask that are no headings: the table belongs to an answer.
    """
    level = min((row.level for row in rows if row.level and asks(row)), default=LOWEST_LEVEL)
    made: list[Row] = []
    at = 0
    while at < len(rows):
        end = _end_of_table(rows, at, "|" if _begins_table(rows, at) else "\t")
        items = _asked_items(rows[at:end])
        for item in items:
            made += [replace(item.head, level=level), *item.body]
        end = max(end, at + 1)
        made += [] if items else rows[at:end]
        at = end
    return list(rows) if any(asks(row) and not row.level for row in made) else made


def _asked_items(table: Sequence[Row]) -> list[Item]:
    """Read a table as questions with answers; none where a first cell asks nothing.

    A first row that asks is a question itself, and names no columns.
    """
    if not table:
        return []
    header = _cells(table[0])
    is_question = ends_in_question_mark(header[0])
    if not is_question and "|" not in table[0].text and not all(map(_names_column, header)):
        return []
    columns = [""] * len(header) if is_question else header
    items = [item for row in table[not is_question :] for item in _item(row, columns)]
    are_all = all(asks(item.head) or is_worded_as_question(item.head) for item in items)
    return items if are_all and sum(asks(item.head) for item in items) >= _MIN_QUESTIONS else []


def _names_column(cell: str) -> bool:
    return len(cell.split()) <= _MAX_COLUMN_NAME and not cell.endswith(TEXT_ENDS)


def _end_of_table(rows: Sequence[Row], start: int, sign: str) -> int:
    places = range(start, len(rows))
    is_over = (at for at in places if rows[at].is_code or sign not in rows[at].text.strip())
    return next(is_over, len(rows))


def _are_the_list(rows: Sequence[Row]) -> bool:
    """Tell tables that list the items from those inside of items."""
    first = next((at for at, row in enumerate(rows) if row.is_text), 0)
    is_first = bool(rows) and _begins_table(rows, first)
    return not any(row.level or (row.is_rule and not is_first) for row in rows)


def _begins_table(rows: Sequence[Row], at: int) -> bool:
    """Tell a row of column names by the line of dashes below it."""
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is None or not _DELIMITER.fullmatch(below.label):
        return False
    names = _cells(rows[at])
    return len(names) > 1 and len(names) == len(_cells(below))


def _item(row: Row, header: Sequence[str]) -> list[Item]:
    """Make an item of a row; none of the line of dashes and of a row without a word."""
    name, *others = _cells(row)
    pairs = [(column, cell) for column, cell in zip(header[1:], others, strict=False) if cell]
    if _DELIMITER.fullmatch(row.label) or not (name or pairs):
        return []
    told = [f"{column}: {cell}" if column else cell for column, cell in pairs]
    text = _BETWEEN.join(told) if len(header) > 2 else "".join(cell for _, cell in pairs)
    body = Row(row.number, text, plain_label(text))
    if not name:
        return [Item(body, ())]
    head = Row(row.number, name, plain_label(name), LOWEST_LEVEL, explicit_id=row.explicit_id)
    return [Item(head, (body,))]


def _cells(row: Row) -> list[str]:
    text = row.text.strip().removeprefix("|")
    ends = _CELL_ENDS if "|" in row.text else _GAPS
    cells = [cell.strip() for cell in ends.split(text)]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells
