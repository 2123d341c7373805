"""What a reload would change: passages, and the messages that would be answered differently."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import assert_never

from bot.corpus.findings import Finding
from bot.corpus.model import Corpus, Passage, PassageId, Revision
from bot.corpus.overlay import Covered
from bot.matching.model import Abstain, Answer, Clarify, Decision


@dataclass(frozen=True, slots=True)
class Flip:
    """A message that the new content answers differently."""

    message: str
    before: str
    """What it reached until now, in words."""
    after: str


@dataclass(frozen=True, slots=True)
class ReloadReport:
    """What a moderator is told about new content, applied or only checked."""

    before: Revision
    after: Revision
    added: tuple[Passage, ...]
    changed: tuple[Passage, ...]
    removed: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    flips: tuple[Flip, ...]
    is_applied: bool
    refusal: str | None = None
    """Why the new content is not taken, or would not be."""
    covered: tuple[Covered, ...] = ()
    """Pages of the folder that a guild sees otherwise whatever is read: its editors' stand over."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The passages that differ between two revisions, told apart by their ids."""

    added: tuple[Passage, ...]
    changed: tuple[Passage, ...]
    removed: tuple[Passage, ...]


def compare(before: Corpus, after: Corpus) -> Changes:
    """Tell what was added, changed and removed; a moved line alone is no change."""
    shared = {id(page) for page in before.pages} & {id(page) for page in after.pages}
    old, new = (_passages_beyond(shared, corpus) for corpus in (before, after))
    return Changes(
        added=tuple(p for p in new.values() if p.id not in old),
        changed=tuple(p for p in new.values() if p.id in old and _words(old[p.id]) != _words(p)),
        removed=tuple(p for p in old.values() if p.id not in new),
    )


def _passages_beyond(shared: Container[int], corpus: Corpus) -> dict[PassageId, Passage]:
    """Give the passages of all pages but those that both have, by the identity of objects."""
    pages = (page for page in corpus.pages if id(page) not in shared)
    return {passage.id: passage for page in pages for passage in page.passages}


def _words(passage: Passage) -> tuple[object, ...]:
    return passage.kind, passage.label, passage.text, passage.aliases


Decide = Callable[[str], Decision]
"""Says what becomes of a message that is asked alone; it may be asked the same one twice."""


def replay(messages: Iterable[str], before: Decide, after: Decide) -> tuple[Flip, ...]:
    """Ask both the same messages and keep those that reach something else."""
    flips = []
    for message in dict.fromkeys(messages):
        old, new = describe(before(message)), describe(after(message))
        if old != new:
            flips.append(Flip(message, old, new))
    return tuple(flips)


def describe(decision: Decision) -> str:
    """Put a decision into a few words."""
    match decision:
        case Answer(candidate):
            return f"answered with “{candidate.passage.label}”"
        case Clarify(candidates):
            labels = ", ".join(f"“{candidate.passage.label}”" for candidate in candidates)
            return f"asked which is meant: {labels}"
        case Abstain():
            return "declined"
        case _:
            assert_never(decision)
