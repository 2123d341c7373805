"""How past questions and golden messages fare with other content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never

from bot.evaluation.golden import GoldenMessage, Scope
from bot.evaluation.replay import Decide, Flip, describe, replay
from bot.matching.model import Abstain, Answer, Clarify, Decision


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What other content would change for readers."""

    asked: int
    """Past questions that were asked before and after."""
    flips: tuple[Flip, ...]
    """Those that would be answered differently."""
    golden: int
    """Golden messages that were asked before and after."""
    broken: tuple[Flip, ...]
    """Those that reach what they must now, and would not any more."""


def rehearse(
    before: Decide, after: Decide, *, asked: Iterable[str], golden: Iterable[GoldenMessage]
) -> Rehearsal:
    """Ask both all of these, each alone."""
    questions = tuple(dict.fromkeys(asked))
    alone = [one for one in golden if not one.after]
    broken = [
        Flip(one.message, describe(before(one.message)), describe(after(one.message)))
        for one in alone
        if _passes(one, before(one.message)) and not _passes(one, after(one.message))
    ]
    flips = replay(questions, before, after)
    return Rehearsal(len(questions), flips, len(alone), tuple(broken))


def _passes(golden: GoldenMessage, decision: Decision) -> bool:
    match decision:
        case Answer(candidate):
            return golden.is_reached_by(candidate.passage)
        case Clarify(candidates):
            return golden.scope is Scope.IN and any(
                golden.is_reached_by(candidate.passage) for candidate in candidates
            )
        case Abstain():
            return golden.scope is Scope.OUT
        case _:
            assert_never(decision)
