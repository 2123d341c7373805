"""What a reload would change: passages, and the messages that would be answered differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from bot.corpus.findings import Finding
from bot.corpus.model import Corpus, Passage, PassageId, Revision
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


@dataclass(frozen=True, slots=True)
class Changes:
    """The passages that differ between two revisions, told apart by their ids."""

    added: tuple[Passage, ...]
    changed: tuple[Passage, ...]
    removed: tuple[Passage, ...]


def compare(before: Corpus, after: Corpus) -> Changes:
    """Tell what was added, changed and removed; a moved line alone is no change."""
    old, new = _words_by_id(before), _words_by_id(after)
    return Changes(
        added=tuple(p for p in after.passages if p.id not in old),
        changed=tuple(p for p in after.passages if p.id in old and old[p.id] != new[p.id]),
        removed=tuple(p for p in before.passages if p.id not in new),
    )


def _words_by_id(corpus: Corpus) -> Mapping[PassageId, tuple[object, ...]]:
    return {p.id: (p.kind, p.label, p.text, p.aliases) for p in corpus.passages}


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
