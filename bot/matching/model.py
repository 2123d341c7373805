"""The values of matching: queries, candidates and decisions, and the protocols between them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from bot.corpus.model import Passage, PassageId
from bot.matching.arrays import FloatArray

EXACT_CONFIDENCE: Final = 0.99
"""The message is a wording of the passage, word for word: nothing is left to guess."""

NEAR_TIE: Final = 1.0
"""A rival whose score is less than this below the best is asked about; in log-odds, so that it is
then a good third as likely. On stories that were left out of the fit this spares the bot three in
ten of its wrong answers, for one in thirty of the right ones."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One feature's part in a candidate's score: value × weight, in units of log-odds."""

    feature: str
    value: float
    weight: float

    @property
    def part(self) -> float:
        """How far this feature moved the score, up or down."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer the message."""

    passage: Passage
    score: float
    """Uncalibrated; compares candidates of one message only."""
    confidence: float
    """Calibrated, 0..1: how probably this passage answers the message."""
    wording: str
    """The view that matched best: a question, an alias, or a sentence of the text."""
    contributions: tuple[Contribution, ...] = ()
    """Every feature's part, the largest first; empty unless an explanation was asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One passage answers."""

    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Clarify:
    """Several passages may answer: ask which one was meant."""

    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Abstain:
    """Nothing answers; the nearest questions are offered all the same."""

    nearest: tuple[Candidate, ...]


Decision = Answer | Clarify | Abstain


class Matcher(Protocol):
    """Ranks passages for a message."""

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Give the candidates for a message, best first, at most `MAX_CANDIDATES`.

        `about` is the passage that the reader replied to or saw last. Pure and thread-safe.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A message compared with its candidates, for whoever weighs them against other readings."""

    passages: tuple[Passage, ...]
    """(C)"""
    scores: FloatArray
    """(C) As in `Candidate`."""
    confidence: float
    """How probably the one with the highest score answers."""
    features: FloatArray
    """(C, features) In the order of `Comparing.feature_names`."""


@runtime_checkable
class Comparing(Protocol):
    """A matcher that shows what it compared."""

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Name the features."""
        ...

    def compare(self, text: str) -> Compared | None:
        """Compare a message with its candidates, in any order; none where there is nothing to."""
        ...


@runtime_checkable
class ReadingTogether(Protocol):
    """A matcher that can read passages together with a message."""

    def read_together(
        self, text: str, passages: Collection[PassageId]
    ) -> Mapping[PassageId, float]:
        """Say in log-odds how surely passages of one story answer a message.

        Without those that cannot be read, which may be all.
        """
        ...


@runtime_checkable
class Refusing(Protocol):
    """A matcher that keeps messages from passages that editors said they do not mean."""

    def refuses(self, text: str, passage: PassageId) -> bool:
        """Say whether a message must not reach a passage, whatever it leans on."""
        ...


class Policy(Protocol):
    """Turns ranked candidates into a decision."""

    def decide(self, candidates: tuple[Candidate, ...]) -> Decision:
        """Answer, ask back, or abstain, by the calibrated thresholds."""
        ...
