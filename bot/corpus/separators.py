"""Lines with a lone dash that separate nothing, though they look as if they did."""

from __future__ import annotations

from collections.abc import Sequence

from bot.corpus.items import asks
from bot.corpus.outline import SENTENCE_ENDS, Row
from bot.corpus.run_in import run_in

_SEVERAL = 2
"""Questions that show that a list has no separators among them."""


def without_last_rules(rows: Sequence[Row]) -> Sequence[Row]:
    """Leave out the separators below the last text, which part nothing."""
    end = max((at for at, row in enumerate(rows) if row.is_text), default=-1) + 1
    return rows[:end]


def without_closing_rule(rows: Sequence[Row]) -> list[Row]:
    """Blank the only separator of a list of questions, where a closing line stands below it.

    "Write to us!" answers nothing; it belongs to the last question, as below headings. "Name the
    captain." above another line may be a question.
    """
    rules = [at for at, row in enumerate(rows) if row.is_rule]
    if len(rules) != 1:
        return list(rows)
    above, below = rows[: rules[0]], [row for row in rows[rules[0] :] if row.is_text]
    asking = sum(asks(row) or run_in(row) is not None for row in above)
    closes = len(below) == 1 and below[0].label.endswith(SENTENCE_ENDS)
    if asking < _SEVERAL or not closes or any(asks(row) or row.level for row in below):
        return list(rows)
    return [row.blanked() if row.is_rule else row for row in rows]


def without_inner_rules(rows: Sequence[Row]) -> list[Row]:
    """Blank the separators that look unlike those above questions, and part texts of answers.

    A text stands below each of them, or a last line; what may be a question is neither.
    """
    texts = [row for row in rows if row.is_rule or row.is_text]
    below: dict[str, list[Sequence[Row]]] = {}
    for at, row in enumerate(texts):
        if row.is_rule:
            rest = texts[at + 1 : at + 3]
            below.setdefault(row.text.strip(), []).append(rest)
    asking = {mark for mark, rests in below.items() if sum(map(_begins_asking, rests)) >= _SEVERAL}
    inner = {mark for mark, rests in below.items() if asking and all(map(_goes_on, rests))}
    return [row.blanked() if row.is_rule and row.text.strip() in inner else row for row in rows]


def _begins_asking(rest: Sequence[Row]) -> bool:
    return bool(rest) and not rest[0].is_rule and asks(rest[0])


def _goes_on(rest: Sequence[Row]) -> bool:
    """Tell a text of an answer from a question that may lack its mark."""
    if not rest or rest[0].is_rule or rest[0].level or asks(rest[0]):
        return False
    is_alone = len(rest) == 1 or rest[1].is_rule
    return is_alone or rest[0].bullet is not None or rest[0].label.endswith(SENTENCE_ENDS)
