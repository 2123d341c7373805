"""Messages that editors taught are known, and so are their near copies."""

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.model import PassageId
from bot.corpus.overlay import Wording
from bot.matching.model import Candidate
from bot.matching.taught import KnowingMatcher
from tests.matching.builders import harbour_and_bridge

CORPUS = harbour_and_bridge()
FIRST, SECOND, THIRD = (passage.id for passage in CORPUS.passages[:3])


@dataclass(frozen=True, slots=True)
class AlwaysFirst:
    """Ranks the first two passages, whatever is asked."""

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        return tuple(Candidate(p, 1.0, 0.9, p.label) for p in CORPUS.passages[:2])


def reached(asked: str, *taught: Wording) -> list[str]:
    matcher = KnowingMatcher.over(AlwaysFirst(), CORPUS, taught)
    return [candidate.passage.id for candidate in matcher.rank(asked)]


def test_what_was_taught_comes_before_all_else() -> None:
    taught = Wording(THIRD, "who steers the freighter now")
    assert reached("Who steers the freighter now?", taught) == [THIRD, FIRST, SECOND]
    assert reached("who steers the freihgter now", taught) == [THIRD, FIRST, SECOND]
    assert reached("who steers the ferry now", taught) == [FIRST, SECOND]


def test_what_is_taught_in_these_very_words_comes_before_a_near_copy() -> None:
    right = Wording(THIRD, "who steers the freighter")
    slip = Wording(FIRST, "who steers the freihgter")
    assert reached("who steers the freighter", slip, right)[0] == THIRD
    assert reached("who steers the freihgter", slip, right)[0] == FIRST
