"""Questions that run in: "**Why?** Because." is a question and its answer on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.corpus.items import asks
from bot.corpus.outline import Row, below_rules, plain_label
from bot.text.question_marks import ends_in_question_mark

_RUN_IN = re.compile(
    r"(?P<bold>\*\*|__)(?=\S)(?P<words>(?:(?!(?P=bold)).){1,300})(?P=bold)(?P<mark>[?？؟;]?)"
    r"(?:\s?[:–—-])?\s+(?P<answer>\S.*)"
)
_PLAIN = re.compile(
    r"(?P<words>[^\W\d_][^.!?…|]{3,200}[?؟])(?:\s*(?:--|[–—:-])(?=\s))?\s+(?P<answer>[^\s?].*)"
)
_MIN_PLAIN = 2
"""Questions that show that a list is written so."""


@dataclass(frozen=True, slots=True)
class RunIn:
    """A line, split."""

    question: Row
    answer: Row


def run_in(row: Row) -> RunIn | None:
    """Split a line behind the question that it begins with; none for any other line."""
    text = row.text.rstrip() if row.bullet is None else row.bullet
    match = None if row.level or row.is_code else _RUN_IN.fullmatch(text.lstrip())
    if match is None or not ends_in_question_mark(match["words"].rstrip() + match["mark"]):
        return None
    above = row.text.rstrip().removesuffix(text)
    asked = f"{above}{match['bold']}{match['words']}{match['mark']}{match['bold']}"
    answer = Row(row.number, match["answer"], plain_label(match["answer"]))
    return RunIn(row.with_text(asked), answer)


def with_run_in_questions(rows: Sequence[Row]) -> list[Row]:
    """Split the lines of a list whose questions run in.

    They do where no other line asks, or only others in bold. Below separators a question stands
    first. Among headings, and anywhere else, such a line is a part of an answer. Without bold,
    every paragraph or bullet from the first question on must begin with one; so may lines below.
    """
    if any(row.level for row in rows):
        return list(rows)
    found = {at: split for at, row in enumerate(rows) if (split := run_in(row))}
    found = found or _plain_run_ins(rows)
    if not found:
        return list(rows)
    if any(row.is_rule for row in rows):
        top = next(at for at, row in enumerate(rows) if row.is_text)
        starts = below_rules(rows) | {top}
        found = {at: split for at, split in found.items() if at in starts}
    elif any(asks(row) and not row.begins_bold for at, row in enumerate(rows) if at not in found):
        return list(rows)
    split_rows: list[Row] = []
    for at, row in enumerate(rows):
        split_rows += [found[at].question, found[at].answer] if at in found else [row]
    return split_rows


def begun_question(row: Row) -> str:
    """Give the words of the question with which a line begins; none where no text follows it."""
    found = run_in(row) or _plain_run_in(row)
    return found.question.label if found else ""


def _plain_run_ins(rows: Sequence[Row]) -> dict[int, RunIn]:
    """Find lines such as "Who decides? The council does." in a list that holds nothing else."""
    if any(row.is_rule or asks(row) for row in rows):
        return {}
    split: dict[int, RunIn | None] = {}
    is_among_questions = False
    for at, row in enumerate(rows):
        found = _plain_run_in(row) if row.is_text else None
        begins = row.is_text and (at == 0 or not rows[at - 1].is_text or row.bullet is not None)
        if begins:
            is_among_questions = found is not None
        if begins or (found and is_among_questions and row.label[:1].isupper()):
            split[at] = found
    asking = [at for at, found in split.items() if found]
    is_list = len(asking) >= _MIN_PLAIN and asking == list(split)[-len(asking) :]
    return {at: found for at in asking if is_list and (found := split[at])}


def _plain_run_in(row: Row) -> RunIn | None:
    bare = row.text.strip() if row.bullet is None else row.bullet
    match = None if row.is_code else _PLAIN.fullmatch(bare)
    if match is None:
        return None
    above = row.text.rstrip().removesuffix(bare)
    question = replace(row, text=above + match["words"], label=match["words"])
    return RunIn(question, Row(row.number, match["answer"], plain_label(match["answer"])))
