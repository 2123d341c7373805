"""Keeps messages from passages that editors said they do not mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from types import MappingProxyType
from typing import Self

import numpy as np

from bot.corpus.model import PassageId
from bot.corpus.overlay import Wording
from bot.matching.model import Candidate, Compared, Comparing, Matcher
from bot.matching.near_copies import Words, is_near_copy, words_of
from bot.matching.regressions import best_first


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
        return tuple(c for c in ranked if not self.refuses(text, c.passage.id))

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Name the features that `compare` gives."""
        return self.matcher.feature_names if isinstance(self.matcher, Comparing) else ()

    def compare(self, text: str) -> Compared | None:
        """Compare as the matcher does, and leave out what is not meant."""
        found = self.matcher.compare(text) if isinstance(self.matcher, Comparing) else None
        if found is None:
            return None
        is_meant = np.array([not self.refuses(text, p.id) for p in found.passages], dtype=np.bool_)
        if is_meant.all():
            return found
        if not is_meant.any():
            return None
        ordered = best_first(found.scores, found.confidence, len(found.scores))
        return Compared(
            passages=tuple(compress(found.passages, is_meant)),
            scores=found.scores[is_meant],
            confidence=next(confidence for at, confidence in ordered if is_meant[at]),
            features=found.features[is_meant],
        )

    def refuses(self, text: str, passage: PassageId) -> bool:
        """Say whether a message is a near copy of one that does not mean this passage."""
        known = self.refused.get(passage, ())
        asked = words_of(text) if known else Words()
        return any(is_near_copy(asked, refused) for refused in known)
