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
    alone: Mapping[str, float] | None = None
    """Confidences of what is asked by itself; as in its story where nothing else is said."""

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        del text, explain
        confidences = self.confidences if about or self.alone is None else self.alone
        labels = {passage.label: passage for passage in self.corpus.passages}
        return tuple(
            Candidate(labels[label], score=confidence, confidence=confidence, wording=label)
            for label, confidence in confidences.items()
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


@pytest.mark.parametrize(
    ("nearly", "alone", "target"),
    [
        ({WHY: 0.75}, {WHY: 0.9}, WHY),
        ({WHY: 0.75}, {WHY: 0.78}, None),
        ({WHY: 0.75, PAYS: 0.1}, {PAYS: 0.9, WHY: 0.1}, None),  # the two looks differ
        ({WHY: 0.6}, {WHY: 0.9}, None),
    ],
)
def test_what_is_nearly_sure_in_its_story_is_linked_if_it_is_sure_by_itself(
    nearly: Mapping[str, float], alone: Mapping[str, float], target: str | None
) -> None:
    corpus = a_corpus(*a_briefing(story=a_story(deeper=(ASKED,))))
    resolved = resolve_go_deeper(corpus, ReadingMatcher(corpus, nearly, {}, alone=alone))
    (question,) = (q for page in resolved.pages for q in page.go_deeper)
    answer = resolved.answer_to(question)
    assert (None if answer is None else answer.label) == target


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("Who is Colonel Berg?", "Astrid Berg"),
        ("Who is Astrid Berg?", "Astrid Berg"),
        ("Who is Captain Berg?", None),
    ],
)
def test_a_rank_before_a_name_hides_no_definition(asked: str, target: str | None) -> None:
    story = a_story(deeper=(asked,), topics=("Astrid Berg is a colonel who led the port.",))
    corpus = a_corpus(*a_briefing(story=story))
    resolved = resolve_go_deeper(corpus, ReadingMatcher(corpus, {}, {}))
    (question,) = (q for page in resolved.pages for q in page.go_deeper)
    answer = resolved.answer_to(question)
    assert (None if answer is None else answer.label) == target
