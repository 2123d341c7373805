"""One revision of the content, ready to serve: what answers, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Final

from bot.corpus.build import hold_back
from bot.corpus.findings import Finding
from bot.corpus.lint import lint_dates
from bot.corpus.model import Corpus, Page
from bot.cross_encoder import LoadedCrossEncoder
from bot.dialogue import wording
from bot.dialogue.languages import Reader
from bot.dialogue.model import Utterance
from bot.dialogue.responder import Responder
from bot.editions.pages import PageRows
from bot.editorial.likeness import Likeness, likeness_of
from bot.encoder import EncoderProblem, LoadedEncoder
from bot.encoder_multilingual import LANGUAGES
from bot.evaluation.golden import GoldenMessage
from bot.matching.matcher import PassageMatcher
from bot.matching.model import Decision, Policy
from bot.matching.policy import ThresholdPolicy
from bot.matching.recent import Recent
from bot.matching.refusals import RefusingMatcher
from bot.matching.taught import KnowingMatcher
from bot.matching.weights import NO_WEIGHTS
from bot.other_languages import LateEncoder
from bot.text.language import ENGLISH

CAUTIONS_KEPT: Final = 16
"""Responders for guilds that are bolder or more cautious; all share what is large."""

DECISIONS_KEPT: Final = 2_000
"""Messages of which an edition remembers what became of them; some 2 KB each."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One revision of the content, ready to serve."""

    key: str
    """Names all that decided it but for the time: under it, it is kept for the next start."""
    responder: Responder
    undated: frozenset[Finding]
    """What is wrong with the pages, whatever the day."""
    golden: tuple[GoldenMessage, ...]
    pages: Mapping[str, Page]
    """Every page that was read, drafts included: what a later, broken file falls back to."""
    lost: tuple[str, ...]
    """Files that were refused and folders that could not be listed, "" for all of the content."""
    rows: PageRows
    """The same by what they were made of, so that the next edition need not make them again."""
    let_go: Callable[[], None]
    """Lets what was read of its file so far leave the memory; it is mapped again when needed."""
    valid_until: datetime | None
    """The next instant at which an embargo ends or a page expires."""
    encoder: LoadedEncoder
    cross_encoder: LoadedCrossEncoder
    multilingual: LateEncoder
    _cautious: Recent[float, Responder] = field(
        default_factory=lambda: Recent(CAUTIONS_KEPT), repr=False, compare=False
    )
    _decisions: Recent[tuple[str, float], Decision] = field(
        default_factory=lambda: Recent(DECISIONS_KEPT), repr=False, compare=False
    )

    def responder_of(self, caution: float) -> Responder:
        """Give a responder that is so much surer than usual before it answers, in log-odds.

        In every language: each one's own threshold moves by as much.
        """
        if not caution:
            return self.responder

        def make() -> Responder:
            languages, surer = self.responder.languages, partial(_surer, caution=caution)
            return replace(
                self.responder,
                policy=_policy_with(self.responder.policy, caution),
                languages=languages and languages.reading_with(surer),
            )

        return self._cautious.get(caution, make)

    def with_responder(self, responder: Responder) -> Edition:
        """Give the same edition with another responder, and nothing remembered of this one's."""
        return replace(
            self,
            responder=responder,
            _cautious=Recent(CAUTIONS_KEPT),
            _decisions=Recent(DECISIONS_KEPT),
        )

    def decide(self, message: str, *, caution: float = 0.0) -> Decision:
        """Say what becomes of a message that is asked alone; the same one is not asked twice."""

        def ask() -> Decision:
            today = datetime.now(UTC).date()
            return self.responder_of(caution).respond(Utterance(message), today=today).decision

        return self._decisions.get((message, caution), ask)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of the pages today: since they were read, a review may be due."""
        return tuple(sorted({*self.undated, *due(self.corpus, datetime.now(UTC).date())}))

    def holds_back(self, file: str) -> bool:
        """Say whether a file's page is a draft, under embargo or over by now."""
        page = self.pages.get(file)
        return page is not None and hold_back(page, datetime.now(UTC)) is not None

    def holds_at(self, now: datetime) -> bool:
        """Say whether no embargo has ended and no page expired since it was built."""
        return self.valid_until is None or now < self.valid_until

    @property
    def likeness(self) -> Likeness:
        """What tells whether two questions ask the same."""
        policy, matcher = self.responder.policy, self.responder.matcher
        while isinstance(matcher, RefusingMatcher | KnowingMatcher):
            matcher = matcher.matcher
        weights = policy.weights if isinstance(policy, ThresholdPolicy) else NO_WEIGHTS
        understanding = matcher.understanding if isinstance(matcher, PassageMatcher) else None
        return likeness_of(self.encoder.encoder, weights.lexicon, understanding)

    @property
    def answer_at(self) -> float:
        """The fitted threshold from which on it answers."""
        policy = self.responder.policy
        return policy.weights.answer_at if isinstance(policy, ThresholdPolicy) else 1.0

    @property
    def corpus(self) -> Corpus:
        """What is served."""
        return self.responder.corpus

    @property
    def degraded(self) -> EncoderProblem | None:
        """Why matching does with less than it could; none when all is well."""
        return self.encoder.problem or self.cross_encoder.problem

    @property
    def told_of_languages(self) -> str:
        """Say whether other languages are read."""
        return wording.other_languages(self.multilingual.status, LANGUAGES - {ENGLISH})

    def read_languages(self) -> None:
        """Load what reads other languages, so that nobody who asks waits for it. Blocks."""
        if self.responder.languages is not None:
            self.responder.languages.reader()


def due(corpus: Corpus, today: date) -> set[Finding]:
    """Find what is to be said of pages because of the day."""
    return {found for page in corpus.pages for found in lint_dates(page, today)}


def _surer(reader: Reader, caution: float) -> Reader:
    return replace(reader, policy=_policy_with(reader.policy, caution))


def _policy_with(policy: Policy, caution: float) -> Policy:
    return replace(policy, caution=caution) if isinstance(policy, ThresholdPolicy) else policy
