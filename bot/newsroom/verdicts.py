"""What becomes of a wish to change pages: shown, refused, done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.corpus.findings import Finding, Severity
from bot.editorial.page_diff import FieldDiff, PassageDiff
from bot.editorial.rehearsal import Rehearsal


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do in a guild, and the proposal that waits."""

    summary: str
    seen: str
    """How things stood when it was looked at; see `bot.editorial.seen`."""
    proposal: int
    is_draft: bool
    diffs: tuple[PassageDiff, ...]
    findings: tuple[Finding, ...]
    rehearsal: Rehearsal
    words: str | None
    """What was tried beside past questions: what a written answer answers."""
    hidden: tuple[str, ...]
    """Files that their own front matter keeps from readers for now."""
    not_offered: Mapping[str, str]
    """Files of briefings that were not picked in the guild, each with the briefing's title."""
    given_back: tuple[str, ...]
    """Files that are as the content folder has them from then on."""
    left_below: tuple[str, ...]
    """Files that the folder has, too, and that go with the guild's own version of them."""
    namesakes: tuple[str, ...]
    """Pages that stay, though each is called as one that is new, but for its ending."""
    leaves_nothing: bool
    unlearnt: tuple[str, ...]
    """What is taught now and would be no longer: a rollback is about that, too."""
    learnt: tuple[str, ...]
    """What is not taught now and would be again."""
    fields: tuple[FieldDiff, ...]
    """What readers are told of pages themselves and would be told otherwise."""

    @property
    def is_blocked(self) -> bool:
        """Whether an error stands against it."""
        return has_errors(self.findings)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Pages that cannot be published as they are; nothing was kept."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was done, in a sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """What is in force as a revision of this number."""

    number: int
    hidden: tuple[str, ...]
    """Files that readers do not see for all that; their time may have gone by meanwhile."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Somebody else has changed these files since it was looked at; it must be looked at again."""

    files: tuple[str, ...]


def has_errors(findings: Iterable[Finding]) -> bool:
    """Say whether one of the findings is an error."""
    return any(found.severity is Severity.ERROR for found in findings)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put errors before what is less, each finding once."""
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    return tuple(sorted(set(findings), key=lambda one: (ranks[one.severity], one)))
