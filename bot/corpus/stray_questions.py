"""Questions with their answers where a story has none: above it, below its topics, to go deeper."""

from __future__ import annotations

from collections.abc import Sequence

from bot.corpus.items import Item, asks
from bot.corpus.outline import SENTENCE_ENDS, Row, below_rules

_SEVERAL = 2
"""Questions that make a list."""


def begins_as_list(rows: Sequence[Row]) -> bool:
    """Tell a page of questions that was put above a story from an introduction."""
    first = next((at for at, row in enumerate(rows) if row.is_text), None)
    heads = below_rules(rows)
    return first in heads and len(heads) >= _SEVERAL and all(asks(rows[at]) for at in heads)


def is_answered_question(item: Item) -> bool:
    """Tell a question of a page that was put below a story from a topic, which may head a text."""
    return not item.head.level and asks(item.head) and item.has_text


def are_answered(rows: Sequence[Row]) -> bool:
    """Tell questions that have their answers below them, each of them."""
    texts = [row for row in rows if row.is_text]
    asked = [at for at, row in enumerate(texts) if asks(row)]
    are_said = all(_is_said(texts[at + 1 : at + 2]) for at in asked)
    return asked[:1] == [0] and are_said


def _is_said(below: Sequence[Row]) -> bool:
    return any(not asks(row) and row.label.endswith(SENTENCE_ENDS) for row in below)
