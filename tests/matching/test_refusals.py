"""Messages that editors said do not mean a passage, and their near copies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from bot.corpus.model import BriefingId, Passage, PassageId, PassageKind, Provenance
from bot.corpus.overlay import Wording
from bot.matching.model import Candidate, Compared
from bot.matching.refusals import RefusingMatcher

KEEPER, OTHER = PassageId("lamps.keeper"), PassageId("lamps.other")


@dataclass(frozen=True, slots=True)
class Always:
    """Ranks the keeper first, whatever is asked."""

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(
                Passage(found, PassageKind.TOPIC, found, "", Provenance("a", 1), BriefingId("b")),
                1.0,
                0.9,
                found,
            )
            for found in (KEEPER, OTHER)
        )


@dataclass(frozen=True, slots=True)
class Comparing(Always):
    """Shows what it compared."""

    feature_names = ("number",)

    def compare(self, text: str) -> Compared | None:
        passages = tuple(candidate.passage for candidate in self.rank(text))
        return Compared(passages, np.array([1.0, 0.5]), 0.9, np.array([[1.0], [2.0]]))


def reached(refused: str, asked: str) -> list[str]:
    matcher = RefusingMatcher.over(Always(), [Wording(KEEPER, refused)])
    return [candidate.passage.id for candidate in matcher.rank(asked)]


@pytest.mark.parametrize(
    "asked",
    [
        "is the keeper married",
        "Is the keeper MARRIED?!",
        "married is the keeper?",
        "is the keeper maried",
    ],
)
def test_near_copies_do_not_reach_it(asked: str) -> None:
    assert reached("Is the keeper married?", asked) == [OTHER]


@pytest.mark.parametrize(
    "asked",
    [
        "is the captain married",
        "who is the keeper",
        "is the keeper married to the captain",
        "was the keeper born here",
        "",
    ],
)
def test_other_messages_reach_it(asked: str) -> None:
    assert reached("Is the keeper married?", asked) == [KEEPER, OTHER]


def test_what_it_compares_lacks_what_is_not_meant() -> None:
    matcher = RefusingMatcher.over(Comparing(), [Wording(KEEPER, "is the keeper married")])
    assert isinstance(matcher, RefusingMatcher)
    assert matcher.feature_names == ("number",)
    found, other = matcher.compare("is the keeper maried"), matcher.compare("who is the keeper")
    assert found is not None
    assert other is not None
    assert [passage.id for passage in found.passages] == [OTHER]
    assert found.features.tolist() == [[2.0]]
    assert found.confidence < other.confidence, "it is that of the passage which is left"
    assert [passage.id for passage in other.passages] == [KEEPER, OTHER]


def test_with_everything_refused_nothing_is_left_to_compare() -> None:
    refused = [Wording(found, "is she married") for found in (KEEPER, OTHER)]
    matcher = RefusingMatcher.over(Comparing(), refused)
    assert isinstance(matcher, RefusingMatcher)
    assert matcher.compare("is she married") is None


def test_over_a_matcher_that_shows_nothing_it_shows_nothing_either() -> None:
    matcher = RefusingMatcher.over(Always(), [Wording(KEEPER, "is she married")])
    assert isinstance(matcher, RefusingMatcher)
    assert matcher.feature_names == ()
    assert matcher.compare("is she married") is None


def test_with_nothing_to_refuse_it_is_the_matcher_itself() -> None:
    matcher = Always()
    assert RefusingMatcher.over(matcher, []) is matcher
