"""Go-deeper questions are linked to what answers them, as matching and reading together find."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pytest

from bot.corpus.model import Corpus, PassageId
from bot.matching.go_deeper import resolve_go_deeper
from bot.matching.model import Candidate
from tests.builders import a_briefing, a_corpus, a_story

ASKED = "What will the ice cost?"
WHY, PAYS = "Why is the harbour of Lindholm frozen?", "Who pays for the icebreaker?"


@dataclass(frozen=True)
class ReadingMatcher:
    """Ranks questions as it is told to, and says what it is told to when it reads them."""

    corpus: Corpus
    confidences: Mapping[str, float]
    says: Mapping[str, float]
    read: list[str] = field(default_factory=list)

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        del text, about, explain
        labels = {passage.label: passage for passage in self.corpus.passages}
        return tuple(
            Candidate(labels[label], score=confidence, confidence=confidence, wording=label)
            for label, confidence in self.confidences.items()
        )

    def read_together(
        self, text: str, passages: Collection[PassageId]
    ) -> Mapping[PassageId, float]:
        assert text == ASKED
        found = [p for p in self.corpus.passages if p.id in passages and p.label in self.says]
        self.read.extend(passage.label for passage in found)
        return {passage.id: self.says[passage.label] for passage in found}


def linked(confidences: Mapping[str, float], says: Mapping[str, float]) -> str | None:
    """Say what the question leads to."""
    corpus = a_corpus(*a_briefing(story=a_story(deeper=(ASKED,))))
    resolved = resolve_go_deeper(corpus, ReadingMatcher(corpus, confidences, says))
    (question,) = (q for page in resolved.pages for q in page.go_deeper)
    answer = resolved.answer_to(question)
    return None if answer is None else answer.label


@pytest.mark.parametrize(
    ("says", "target"),
    [
        ({WHY: -1.0, PAYS: 4.0}, PAYS),
        ({WHY: 3.0, PAYS: 4.0}, WHY),
        ({WHY: 4.0, PAYS: -1.0}, WHY),
        ({PAYS: 4.0}, WHY),
        ({}, WHY),
    ],
)
def test_the_next_answer_is_linked_only_where_reading_finds_it_far_better(
    says: Mapping[str, float], target: str
) -> None:
    assert linked({WHY: 0.9, PAYS: 0.4}, says) == target


def test_what_is_hardly_an_answer_is_not_read() -> None:
    assert linked({WHY: 0.9, PAYS: 0.01}, {WHY: -1.0, PAYS: 4.0}) == WHY


def test_reading_links_nothing_that_is_not_sure_at_first() -> None:
    assert linked({WHY: 0.7, PAYS: 0.6}, {WHY: 4.0, PAYS: 4.0}) is None
