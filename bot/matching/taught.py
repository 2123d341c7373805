"""Answers taught wordings before a large index that several guilds share is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from bot.corpus.model import Corpus, Passage, PassageId
from bot.corpus.overlay import Wording
from bot.matching.model import EXACT_CONFIDENCE, Candidate, Compared, Comparing, Matcher
from bot.matching.near_copies import Words, is_near_copy, words_of


@dataclass(frozen=True, slots=True)
class KnowingMatcher:
    """A matcher that knows some messages already, near copies included.

    What is taught to an index of its own is understood in other words as well; this costs no
    index, and no time to build one.
    """

    matcher: Matcher
    known: Mapping[int, tuple[tuple[Words, str, Passage], ...]]
    """Number of words → the words of each such wording, the wording itself, and its passage.

    Near copies have as many words as each other, so that few of thousands are compared.
    """

    @classmethod
    def over(cls, matcher: Matcher, corpus: Corpus, taught: Iterable[Wording]) -> Self | Matcher:
        """Know these wordings of a corpus; with none of them, give the matcher itself."""
        found = ((wording.words, corpus.passage(wording.passage)) for wording in sorted(taught))
        known: dict[int, tuple[tuple[Words, str, Passage], ...]] = {}
        for wording, passage in found:
            if passage is not None:
                words = words_of(wording)
                size = words.total()
                known[size] = (*known.get(size, ()), (words, wording, passage))
        return cls(matcher, MappingProxyType(known)) if known else matcher

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Rank as the matcher does, with the passage of a wording that is known before all else."""
        ranked = self.matcher.rank(text, about=about, explain=explain)
        asked = words_of(text)
        alike = self.known.get(asked.total(), ())
        same = (one for one in alike if one[0] == asked)
        near = (one for one in alike if is_near_copy(asked, one[0]))
        found = next(same, None) or next(near, None)
        if found is None:
            return ranked
        _, wording, passage = found
        return (_certain(passage, wording, ranked), *_others(ranked, passage))

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Name the features that `compare` gives."""
        return self.matcher.feature_names if isinstance(self.matcher, Comparing) else ()

    def compare(self, text: str) -> Compared | None:
        """Compare as the matcher does, for what was taught needs no comparing."""
        return self.matcher.compare(text) if isinstance(self.matcher, Comparing) else None


def _certain(passage: Passage, wording: str, ranked: tuple[Candidate, ...]) -> Candidate:
    best = max((candidate.score for candidate in ranked), default=0.0)
    parts = next((c.contributions for c in ranked if c.passage.id == passage.id), ())
    return Candidate(passage, best + 1.0, EXACT_CONFIDENCE, wording, parts)


def _others(ranked: tuple[Candidate, ...], passage: Passage) -> tuple[Candidate, ...]:
    """Give the rest, as little likely as they are beside what is certain."""
    rest = (candidate for candidate in ranked if candidate.passage.id != passage.id)
    share = 1.0 - EXACT_CONFIDENCE
    return tuple(
        Candidate(c.passage, c.score, c.confidence * share, c.wording, c.contributions)
        for c in rest
    )
