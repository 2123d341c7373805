"""A matcher and a policy with real, small behaviour, so that dialogue is tested by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.corpus.model import Corpus, PassageId
from bot.dialogue.responder import Responder
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Contribution, Decision
from bot.text.normalise import fold


@dataclass(frozen=True, slots=True)
class WordMatcher:
    """Ranks passages by the share of the message's words that their label holds."""

    corpus: Corpus

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        asked = set(fold(text).strip("?").split())
        scored = []
        for passage in self.corpus.passages:
            shared = len(asked & set(fold(passage.label).strip("?").split()))
            if shared:
                score = shared / len(asked)
                parts = (Contribution("cover", score, 2.0),) if explain else ()
                scored.append(Candidate(passage, score, score, passage.label, parts))
        return tuple(sorted(scored, key=lambda candidate: -candidate.score)[:8])


@dataclass(frozen=True, slots=True)
class StepPolicy:
    """Answers full matches, asks back on half ones, declines the rest."""

    def decide(self, candidates: tuple[Candidate, ...]) -> Decision:
        if not candidates or candidates[0].confidence < 0.5:
            return Abstain(candidates[:3])
        if candidates[0].confidence < 1:
            return Clarify(candidates[:3])
        return Answer(candidates[0])


def a_responder(corpus: Corpus, answered_by: Mapping[str, str] | None = None) -> Responder:
    """Make a responder; `answered_by` links go-deeper questions to the labels that answer."""
    by_label = {passage.label: passage.id for passage in corpus.passages}
    links = {
        (question.provenance.file, question.provenance.line): by_label[answered_by[question.label]]
        for page in corpus.pages
        for question in page.go_deeper
        if answered_by and question.label in answered_by
    }
    linked = replace(corpus, answered_by=links)
    return Responder(linked, WordMatcher(linked), StepPolicy())
