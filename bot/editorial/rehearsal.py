"""How past questions and golden messages fare with other content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from bot.dialogue.model import Utterance
from bot.dialogue.responder import Responder
from bot.evaluation.golden import GoldenMessage, Scope
from bot.evaluation.replay import Flip, outcome, replay
from bot.matching.model import Abstain, Answer, Clarify


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
    before: Responder,
    after: Responder,
    *,
    asked: Iterable[str],
    golden: Iterable[GoldenMessage],
    today: date,
) -> Rehearsal:
    """Ask both all of these, each alone."""
    questions = tuple(dict.fromkeys(asked))
    alone = [one for one in golden if not one.after]

    def old(message: str) -> str:
        return outcome(message, before, today)

    def new(message: str) -> str:
        return outcome(message, after, today)

    broken = [
        Flip(one.message, old(one.message), new(one.message))
        for one in alone
        if _passes(one, before, today) and not _passes(one, after, today)
    ]
    flips = replay(questions, old, new)
    return Rehearsal(len(questions), flips, len(alone), tuple(broken))


def _passes(golden: GoldenMessage, responder: Responder, today: date) -> bool:
    decision = responder.respond(Utterance(golden.message), today=today).decision
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
