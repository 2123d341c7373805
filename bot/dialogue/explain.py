"""Says in plain words why a reply is what it is, from the parts of the match itself."""

from __future__ import annotations

from typing import assert_never

from bot.corpus.model import Passage
from bot.dialogue import wording
from bot.dialogue.model import Explanation
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Decision
from bot.matching.reasons import AGAINST, FOR, true_reasons

MAX_REASONS = 4
"""The most telling of each side; more is noise to a reader."""


def explain(
    decision: Decision, candidates: tuple[Candidate, ...], shown: Passage | None
) -> Explanation:
    """Explain the passage that was shown, or, without one, the decision itself.

    `candidates` must carry contributions.
    """
    about = next((c for c in candidates if shown is not None and c.passage.id == shown.id), None)
    if shown is not None and about is None:
        where = shown.provenance
        summary = wording.why_shown(shown.label, where.file, where.line)
        return Explanation(summary, (), (), candidates)
    subject = about or next(iter(candidates), None)
    parts = subject.contributions if subject else ()
    summary = wording.why_answered(about.passage.label, about.confidence) if about else ""
    return Explanation(
        summary=summary or _summarise(decision, subject),
        speaks_for=true_reasons(FOR, parts)[:MAX_REASONS],
        speaks_against=true_reasons(AGAINST, parts)[:MAX_REASONS],
        candidates=candidates,
    )


def _summarise(decision: Decision, best: Candidate | None) -> str:
    match decision:
        case Answer(candidate):
            return wording.why_answered(candidate.passage.label, candidate.confidence)
        case Clarify(candidates):
            return wording.why_clarified(len(candidates))
        case Abstain():
            return wording.why_abstained(best.confidence) if best else wording.WHY_NOTHING_NEAR
        case _:
            assert_never(decision)
