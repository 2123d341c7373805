"""Keeps messages from passages that editors said they do not mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self

from rapidfuzz.distance import OSA

from bot.corpus.model import PassageId
from bot.corpus.overlay import Wording
from bot.matching.model import Candidate, Matcher
from bot.text.normalise import normalise
from bot.text.tokens import stems, words

_SLIP: Final = 0.7
"""By Damerau and Levenshtein's measure of likeness, 0..1: as much as typo repair allows."""

_SHORT: Final = 3
"""Letters of a word in which a slip makes another word."""


@dataclass(frozen=True, slots=True)
class RefusingMatcher:
    """A matcher whose candidates lack what a message, or a near copy of it, does not mean."""

    matcher: Matcher
    refused: Mapping[PassageId, tuple[Counter[str], ...]]
    """Passage → the words of each message that does not mean it."""

    @classmethod
    def over(cls, matcher: Matcher, not_meant: Iterable[Wording]) -> Self | Matcher:
        """Refuse these wordings; with none of them, give the matcher itself."""
        refused: dict[PassageId, tuple[Counter[str], ...]] = {}
        for wording in not_meant:
            refused[wording.passage] = (*refused.get(wording.passage, ()), _plain(wording.words))
        return cls(matcher, MappingProxyType(refused)) if refused else matcher

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Rank as the matcher does, and leave out what is not meant."""
        ranked = self.matcher.rank(text, about=about, explain=explain)
        if not any(candidate.passage.id in self.refused for candidate in ranked):
            return ranked
        asked = _plain(text)
        return tuple(c for c in ranked if not self._refuses(c.passage.id, asked))

    def _refuses(self, passage: PassageId, asked: Counter[str]) -> bool:
        return any(_is_near_copy(asked, known) for known in self.refused.get(passage, ()))


def _is_near_copy(one: Counter[str], other: Counter[str]) -> bool:
    """Say whether two messages have the same words but for slips; their order tells nothing."""
    only_one, only_other = sorted((one - other).elements()), sorted((other - one).elements())
    if len(only_one) != len(only_other):
        return False
    return all(map(_is_slip, only_one, only_other))


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) <= _SHORT:
        return False
    return OSA.normalized_similarity(one, other) >= _SLIP


def _plain(text: str) -> Counter[str]:
    return Counter(stems(words(normalise(text))))
