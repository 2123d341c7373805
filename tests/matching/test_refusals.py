"""Messages that editors said do not mean a passage, and their near copies."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.corpus.model import BriefingId, Passage, PassageId, PassageKind, Provenance
from bot.corpus.overlay import Wording
from bot.matching.model import Candidate
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


def test_with_nothing_to_refuse_it_is_the_matcher_itself() -> None:
    matcher = Always()
    assert RefusingMatcher.over(matcher, []) is matcher
