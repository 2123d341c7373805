"""A small library with behaviour that a reader of these tests can foresee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.corpus.findings import Finding
from bot.corpus.model import (
    Briefing,
    BriefingId,
    Corpus,
    FrontMatter,
    GoDeeper,
    Page,
    PageKind,
    Passage,
    PassageId,
    PassageKind,
    Provenance,
    Revision,
)
from bot.corpus.overlay import Covered, Scope
from bot.dialogue.responder import Responder
from bot.editorial.grouping import ALIKE
from bot.editorial.likeness import Likeness
from bot.editorial.reading import read_plainly
from bot.encoder import EncoderProblem
from bot.evaluation.replay import Flip, ReloadReport
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Contribution, Decision
from bot.other_languages import LateEncoder
from bot.text.normalise import fold
from tests.editorial.builders import by_first_word

BRIEFING = BriefingId("lamps")
QUESTIONS = "lamps/questions.md"
STORY = "lamps/story.md"


def a_passage(
    passage_id: str,
    label: str,
    text: str,
    *,
    kind: PassageKind = PassageKind.QUESTION,
    line: int = 1,
    section: str | None = None,
) -> Passage:
    """Make a passage of the lamp briefing."""
    file = QUESTIONS if section is None else STORY
    return Passage(
        PassageId(passage_id), kind, label, text, Provenance(file, line), BRIEFING, section
    )


def a_page(*passages: Passage, go_deeper: tuple[GoDeeper, ...] = ()) -> Page:
    """Make the page on which these passages stand."""
    file = passages[0].provenance.file
    kind = PageKind.QUESTIONS if file == QUESTIONS else PageKind.STORY
    meta = FrontMatter(as_of=date(2026, 11, 1), source="The Harbour Post")
    return Page(file, kind, "Lamps on the pier", False, meta, passages, go_deeper, "0" * 64)


LONG = " ".join(f"Keeper number {n} trimmed the wick and wrote it down." for n in range(1, 101))

PASSAGES = (
    a_passage("lamps.why-lit", "Why are the lamps lit?", "So that boats find the pier.", line=2),
    a_passage("lamps.who-pays", "Who pays for the lamp oil?", "The harbour guild does.", line=5),
    a_passage("lamps.keepers", "Who were the keepers?", LONG, line=8),
    a_passage("lamps.storm", "What did the storm break?", "Two lamps and a mast.", line=11),
)
SECTION = a_passage(
    "lamps.happened",
    "What's happened",
    "The guild lit six new lamps on Monday.",
    kind=PassageKind.SECTION,
    section="What's happened",
)
TOPIC = a_passage(
    "lamps.guild",
    "Harbour Guild",
    "The Harbour Guild is a body of boat owners.",
    kind=PassageKind.TOPIC,
    section="More on these topics",
    line=20,
)
CORPUS = Corpus(
    Revision("0123456789ab"),
    (Briefing(BRIEFING, "Lamps on the pier", (a_page(SECTION, TOPIC), a_page(*PASSAGES))),),
)


@dataclass(frozen=True, slots=True)
class WordsInCommon:
    """A matcher: the share of a message's longer words that a passage's label holds."""

    corpus: Corpus

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Rank by the share."""
        asked = _words(text)
        found = [self._candidate(passage, asked, explain) for passage in self.corpus.passages]
        ranked = sorted((c for c in found if c.score > 0), key=lambda c: -c.score)
        return tuple(ranked[:8])

    def _candidate(self, passage: Passage, asked: set[str], explain: bool) -> Candidate:
        share = len(asked & _words(passage.label)) / max(len(asked), 1)
        parts = (Contribution("exact", share, 2.0),) if explain else ()
        return Candidate(passage, share, share, passage.label, parts)


def _words(text: str) -> set[str]:
    return {word.strip("?!.,'’") for word in fold(text).split() if len(word) > 3}


@dataclass(frozen=True, slots=True)
class AtLeastHalf:
    """A policy: answer from a half on, ask back when two are equally good."""

    def decide(self, candidates: tuple[Candidate, ...]) -> Decision:
        """Decide by the best candidate's share."""
        best = [c for c in candidates if c.confidence >= 0.5]
        ties = tuple(c for c in best if c.confidence == best[0].confidence)
        if len(ties) > 1:
            return Clarify(ties)
        return Answer(best[0]) if best else Abstain(candidates[:3])


def a_responder(corpus: Corpus = CORPUS) -> Responder:
    """Make a responder that answers by words in common."""
    return Responder(corpus, WordsInCommon(corpus), AtLeastHalf())


BY_FIRST_WORD = Likeness("first words", by_first_word, read_plainly, ALIKE)


@dataclass(slots=True)
class FakeEdition:
    """What a library serves."""

    responder: Responder
    findings: tuple[Finding, ...] = ()
    golden: tuple[object, ...] = ()
    valid_until: datetime | None = None
    degraded: EncoderProblem | None = None
    multilingual: LateEncoder = field(default_factory=lambda: LateEncoder(is_wanted=False))
    told_of_languages: str = "Other languages are declined."

    answer_at: float = 0.5
    likeness: Likeness = BY_FIRST_WORD

    @property
    def corpus(self) -> Corpus:
        """What is served."""
        return self.responder.corpus

    def responder_of(self, caution: float) -> Responder:
        """Give the one responder there is."""
        return self.responder


@dataclass(slots=True)
class FakeLibrary:
    """A library whose next edition is set by the test."""

    current: FakeEdition = field(default_factory=lambda: FakeEdition(a_responder()))
    next_edition: FakeEdition | None = None
    failure: Exception | None = None
    refusal: str | None = None
    flips: tuple[Flip, ...] = ()
    reloads: int = 0
    scopes: Mapping[int, Scope] = field(default_factory=dict)

    def of(self, guild: int | None) -> FakeEdition:
        """Serve all guilds alike."""
        return self.current

    def briefings_of(self, guild: int) -> tuple[Briefing, ...]:
        """Give what could be offered."""
        return self.current.corpus.briefings

    def covered(self, guild: int | None) -> tuple[Covered, ...]:
        """Tell of no page that editors have changed."""
        return ()

    def serve(self, scopes: Mapping[int, Scope]) -> None:
        """Take note of what guilds are to see."""
        self.scopes = {**self.scopes, **scopes}

    def build(self, scope: Scope) -> None:
        """Build nothing: all scopes are alike."""

    @property
    def valid_until(self) -> datetime | None:
        """When the edition is out of date."""
        return self.current.valid_until

    def check(self, guild: int | None = None) -> ReloadReport:
        """Say what a reload would change."""
        return self._report(is_applied=False)

    def reload(self, guild: int | None = None) -> ReloadReport:
        """Swap the next edition in."""
        self.reloads += 1
        if self.refusal is not None:
            return replace(self._report(is_applied=False), refusal=self.refusal)
        report = self._report(is_applied=True)
        self.current = self.next_edition or self.current
        return report

    def _report(self, *, is_applied: bool) -> ReloadReport:
        if self.failure is not None:
            raise self.failure
        before, after = self.current, self.next_edition or self.current
        old = {p.id: p for p in before.corpus.passages}
        new = {p.id: p for p in after.corpus.passages}
        return ReloadReport(
            before=before.corpus.revision,
            after=after.corpus.revision,
            added=tuple(p for p in new.values() if p.id not in old),
            changed=tuple(p for p in new.values() if p.id in old and old[p.id] != p),
            removed=tuple(p for p in old.values() if p.id not in new),
            findings=after.findings,
            flips=self.flips,
            is_applied=is_applied,
        )


def a_library_of(passages: Sequence[Passage]) -> FakeLibrary:
    """Make a library that serves these passages of a questions page only."""
    briefing = replace(CORPUS.briefings[0], pages=(a_page(*passages),))
    corpus = Corpus(Revision("ba9876543210"), (briefing,))
    return FakeLibrary(FakeEdition(a_responder(corpus)))
