"""Who asks in an interview: "EXAMPLE POST: How large is it?" above "BERG: As large as a town."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.corpus.finding_codes import FindingLog
from bot.corpus.items import Item, asks
from bot.corpus.letters import has_letter
from bot.corpus.outline import Row, plain_label

_SPEAKER = re.compile(r"(?:\*\*|__)?(?P<name>[^\W\d_][^:?!*]{1,39}):(?:\*\*|__)?\s+(?=\S)")
_SEVERAL = 2


def without_speakers(items: Sequence[Item], log: FindingLog) -> list[Item]:
    """Take the name of who asks off the questions of an interview, and tell of it.

    All questions begin with it, and most answers with another one. "Ferry: who pays?" names what
    is asked about.
    """
    asked = [item.head for item in items if asks(item.head)]
    names = set() if any(map(has_letter, asked)) else set(map(_speaker, asked))
    answering = Counter(_speaker(_first_text(item)) for item in items)
    asker = next(iter(names), None)
    if len(items) < _SEVERAL or len(names) != 1 or asker is None:
        return list(items)
    del answering[None], answering[asker]
    if 2 * answering.total() <= len(items):
        return list(items)
    log.add("page-furniture", items[0].head.number, what=f"{asker}:")
    return [_without_speaker(item) if asks(item.head) else item for item in items]


def _first_text(item: Item) -> Row | None:
    return next((row for row in item.body if row.is_text), None)


def _speaker(row: Row | None) -> str | None:
    match = None if row is None else _SPEAKER.match(row.label)
    return match["name"] if match else None


def _without_speaker(item: Item) -> Item:
    label = plain_label(_SPEAKER.sub("", item.head.label, count=1))
    return replace(item, head=replace(item.head, label=label))
