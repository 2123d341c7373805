"""What a change does to passages, word by word, for the moderator who is about to publish it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from bot.corpus.model import Corpus, Page, Passage
from bot.evaluation.replay import compare

_AROUND: Final = 4
"""Unchanged words that are shown on each side of a change."""

_COMPARABLE: Final = 1_000_000
"""Pairs of words; what has more is shown as taken away and written anew."""

ELLIPSIS: Final = "…"


class Fate(StrEnum):
    """What becomes of a passage."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class PassageDiff:
    """What becomes of one passage."""

    fate: Fate
    label: str
    file: str
    line: int
    lines: tuple[str, ...]
    """Begin with `- ` for words that go, and with `+ ` for words that come."""


def diff_passages(before: Corpus, after: Corpus) -> tuple[PassageDiff, ...]:
    """Tell what differs between two corpora: what is added, then changed, then removed."""
    changes = compare(before, after)
    old = {passage.id: passage for passage in before.passages}
    added = [_diff(Fate.ADDED, passage, _all("+ ", passage)) for passage in changes.added]
    changed = [
        _diff(Fate.CHANGED, passage, _changed(old[passage.id], passage))
        for passage in changes.changed
    ]
    removed = [_diff(Fate.REMOVED, passage, _all("- ", passage)) for passage in changes.removed]
    return (*added, *changed, *removed)


_SHOWN_FIELDS: Final = (
    "title", "as_of", "updated", "source", "sources", "sensitive", "corrections",
)  # fmt: skip
"""Fields of the front matter that readers are told, below an answer or above it."""

NOTHING_SAID: Final = "–"


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """How a field that readers are told of a page changes."""

    file: str
    name: str
    before: str
    after: str


def diff_fields(before: Page, after: Page) -> Iterator[FieldDiff]:
    """Tell what a page says of itself to readers, and says otherwise in its other version."""
    for name in _SHOWN_FIELDS:
        old, new = getattr(before.meta, name), getattr(after.meta, name)
        if old != new:
            yield FieldDiff(after.file, name, _field(old), _field(new))


def _field(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case tuple():
            return "; ".join(map(str, value)) or NOTHING_SAID
        case None:
            return NOTHING_SAID
        case _:
            return str(value)


def _diff(fate: Fate, passage: Passage, lines: Iterator[str]) -> PassageDiff:
    where = passage.provenance
    return PassageDiff(fate, passage.label, where.file, where.line, tuple(lines))


def _all(sign: str, passage: Passage) -> Iterator[str]:
    for line in passage.text.splitlines():
        if line.strip():
            yield sign + line
    for alias in passage.aliases:
        yield f"{sign}({alias})"


def _changed(old: Passage, new: Passage) -> Iterator[str]:
    yield from diff_words(old.label, new.label)
    yield from diff_words(old.text, new.text)
    for alias in old.aliases:
        if alias not in new.aliases:
            yield f"- ({alias})"
    for alias in new.aliases:
        if alias not in old.aliases:
            yield f"+ ({alias})"


def diff_words(old: str, new: str) -> Iterator[str]:
    """Give each change of words as one or two lines, with a few words around it."""
    before, after = old.split(), new.split()
    if before == after:
        return
    if len(before) * len(after) > _COMPARABLE:
        yield f"- {' '.join(before)}"
        yield f"+ {' '.join(after)}"
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for hunk in matcher.get_grouped_opcodes(_AROUND):
        _, from_old, _, from_new, _ = hunk[0]
        _, _, to_old, _, to_new = hunk[-1]
        gone = before[from_old:to_old]
        come = after[from_new:to_new]
        tags = {tag for tag, *_ in hunk}
        if tags & {"replace", "delete"}:
            yield f"- {_within(gone, from_old, to_old, len(before))}"
        if tags & {"replace", "insert", "delete"}:
            yield f"+ {_within(come, from_new, to_new, len(after))}"


def _within(words: list[str], first: int, end: int, total: int) -> str:
    told = " ".join(words)
    head = f"{ELLIPSIS} " if first else ""
    tail = f" {ELLIPSIS}" if end < total else ""
    return f"{head}{told}{tail}"
