"""Keeps messages from passages that editors said they do not mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from bot.corpus.model import PassageId
from bot.corpus.overlay import Wording
from bot.matching.model import Candidate, Matcher
from bot.matching.near_copies import Words, is_near_copy, words_of


@dataclass(frozen=True, slots=True)
class RefusingMatcher:
    """A matcher whose candidates lack what a message, or a near copy of it, does not mean."""

    matcher: Matcher
    refused: Mapping[PassageId, tuple[Words, ...]]
    """Passage → the words of each message that does not mean it."""

    @classmethod
    def over(cls, matcher: Matcher, not_meant: Iterable[Wording]) -> Self | Matcher:
        """Refuse these wordings; with none of them, give the matcher itself."""
        refused: dict[PassageId, tuple[Words, ...]] = {}
        for wording in not_meant:
            refused[wording.passage] = (*refused.get(wording.passage, ()), words_of(wording.words))
        return cls(matcher, MappingProxyType(refused)) if refused else matcher

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Rank as the matcher does, and leave out what is not meant."""
        ranked = self.matcher.rank(text, about=about, explain=explain)
        if not any(candidate.passage.id in self.refused for candidate in ranked):
            return ranked
        asked = words_of(text)
        return tuple(c for c in ranked if not self._refuses(c.passage.id, asked))

    def _refuses(self, passage: PassageId, asked: Words) -> bool:
        return any(is_near_copy(asked, known) for known in self.refused.get(passage, ()))
