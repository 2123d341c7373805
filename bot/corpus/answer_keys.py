"""Answers that stand by themselves below the questions of a quiz, each with its number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.corpus.finding_codes import FindingLog
from bot.corpus.items import asks
from bot.corpus.outline import Row
from bot.text.folding import folded

_NUMBERED = re.compile(r"\s*(?P<bold>\*\*|__)?(?P<number>\d{1,3})[.)](?P<late>(?P=bold))?\s+(?=\S)")
_KEY = re.compile(
    r"(?:the |correct |right )*(?:answers?(?: key)?|solutions?)"
    r"|(?:die )?(?:antworten|lösungen|auflösung)|(?:les )?(?:réponses|solutions)"
    r"|(?:las )?(?:respuestas|soluciones)|(?:le )?(?:risposte|soluzioni)"
)
_SEVERAL = 2


def with_answers_at_questions(rows: Sequence[Row], log: FindingLog) -> list[Row]:
    """Put the answers below "Answers" at the questions with their numbers; tell of that line.

    Nothing changes unless both are numbered 1, 2, 3 to the same end, and no answer asks.
    """
    keys = [at for at, row in enumerate(rows) if _is_key(row)]
    key = keys[0] if len(keys) == 1 else len(rows)
    asked = [at for at in _numbered(rows, 0, key) if asks(rows[at])]
    answers = list(_numbered(rows, key + 1, len(rows)))
    numbers = [_number(rows[at]) for at in asked]
    are_paired = numbers == [_number(rows[at]) for at in answers] == list(range(1, len(asked) + 1))
    if len(asked) < _SEVERAL or not are_paired or any(asks(rows[at]) for at in answers):
        return list(rows)
    if next(at for at in range(key + 1, len(rows)) if rows[at].is_text) != answers[0]:
        return list(rows)
    log.add("heading-without-text", rows[key].number, what=rows[key].label)
    texts = dict(zip(asked, _parts(rows, answers), strict=True))
    return _moved(rows[:key], texts)


def _is_key(row: Row) -> bool:
    may_head = row.is_text and not row.is_code and row.bullet is None
    return may_head and _KEY.fullmatch(folded(row.label)) is not None


def _numbered(rows: Sequence[Row], start: int, end: int) -> list[int]:
    return [at for at in range(start, end) if _number(rows[at])]


def _number(row: Row) -> int:
    match = None if row.is_code else _NUMBERED.match(row.text)
    return int(match["number"]) if match else 0


def _parts(rows: Sequence[Row], answers: Sequence[int]) -> list[list[Row]]:
    """Cut the answers apart, and take their numbers off."""
    parts = [
        list(rows[start:end]) for start, end in zip(answers, [*answers[1:], len(rows)], strict=True)
    ]
    for part in parts:
        part[0] = _without_number(part[0])
    return parts


def _without_number(row: Row) -> Row:
    match = _NUMBERED.match(row.text)
    if match is None:
        return row
    opened = match["bold"] if match["bold"] and not match["late"] else ""
    return row.with_text(f"{opened}{row.text[match.end() :]}")


def _moved(rows: Sequence[Row], texts: Mapping[int, Sequence[Row]]) -> list[Row]:
    """Put each text at the end of what stands below its question."""
    starts = sorted(texts)
    made = list(rows[: starts[0]])
    for start, below in zip(starts, [*starts[1:], len(rows)], strict=True):
        end = next((at for at in range(start + 1, below) if rows[at].level), below)
        last = max(at for at in range(start, end) if rows[at].is_text)
        gap = Row(rows[last].number, "", "")
        apart = [gap] if last > start else []
        made += [*rows[start : last + 1], *apart, *texts[start], gap, *rows[last + 1 : below]]
    return made
