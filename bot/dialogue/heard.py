"""What a message was taken to ask, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.corpus.model import Passage
from bot.matching.model import Candidate, Decision, Matcher, Policy
from bot.matching.policy import shifted
from bot.text.language import primary
from bot.text.normalise import fold

_CERTAIN: Final = 1.0

_AROUND: Final = " ?!.¿¡"
"""What stands around a question and is no part of its words."""

_SECOND_CHANCE: Final = -1.0
"""Log-odds that a message loses where it is not asked of everything and in its own words, but in
other ones, or of the story in view because it leans on it. Without it, of 56 follow-ups to the
practice stories that nothing answers, 5 are answered and 50 declined; with it, 2 and 52."""


@dataclass(frozen=True, slots=True)
class ForeignSpeech:
    """The language of a message that is read as none in English is, or not at all."""

    language: str
    served: tuple[str, ...]
    """What the pages are in: BCP 47 tags, English first."""
    is_read: bool
    """Whether the message was understood; what is not can only be declined."""

    @property
    def is_at_home(self) -> bool:
        """Whether some pages are in it."""
        return self.language in map(primary, self.served)


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What a message was taken to ask, and what came of it."""

    decision: Decision
    candidates: tuple[Candidate, ...]
    words: str
    """The message, or the fuller wording that it stands for."""
    matcher: Matcher
    """Which one ranked the candidates."""
    foreign: ForeignSpeech | None = None
    """Set when the message is in another language than English, or is answered in one."""

    def is_word_for_word(self, text: str) -> bool:
        """Say whether a message is a wording of its best candidate, "and" and all."""
        best = next(iter(self.candidates), None)
        asked = fold(text).strip(_AROUND)
        return best is not None and asked in (
            fold(name).strip(_AROUND) for name in (best.passage.label, *best.passage.aliases)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Asker:
    """Has a matcher rank some words, and the policy decide."""

    policy: Policy

    def ask(self, text: str, matcher: Matcher, *, handicap: float = 0.0) -> Heard:
        """Ask for what answers best; `handicap` is in log-odds, and below 0 to be surer of it."""
        candidates = matcher.rank(text)
        if handicap:
            candidates = tuple(
                replace(candidate, confidence=shifted(candidate.confidence, handicap))
                for candidate in candidates
            )
        return Heard(self.policy.decide(candidates), candidates, text, matcher)

    def ask_surely(self, text: str, matcher: Matcher) -> Heard:
        """Ask a story what a message may mean in it, and be surer than usual of what is found."""
        return self.ask(text, matcher, handicap=_SECOND_CHANCE)


def most_of_one_story(candidates: Sequence[Candidate]) -> Candidate | None:
    """Give the best candidate, if its story has most of the confidence there is."""
    best = next(iter(candidates), None)
    if best is None:
        return None
    own = sum(c.confidence for c in candidates if c.passage.briefing == best.passage.briefing)
    return best if 2 * own > sum(c.confidence for c in candidates) else None


def certain(passage: Passage, *, among: int = 1) -> Candidate:
    """Give a passage that was asked for beyond doubt, or one of several, as a candidate."""
    return Candidate(passage, score=0.0, confidence=_CERTAIN / among, wording=passage.label)
