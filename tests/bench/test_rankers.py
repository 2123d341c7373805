"""Every way to rank is judged alike, and each signal by itself."""

from __future__ import annotations

import pytest

from bench.rankers import LEXICAL_SIGNALS, WORDS_ALONE, WRATIO, Rankers, Ranking, measure
from bot.corpus.model import Passage
from bot.evaluation.golden import GoldenMessage, Scope, Target
from tests.builders import a_corpus, a_questions_page

QUESTIONS = {
    "Why is the harbour of Lindholm frozen?": "Because of the cold.",
    "Who owns the icebreaker?": "The council does.",
    "When will the ships leave?": "In the spring, when the ice melts.",
    "How much does the fish cost?": "Twice as much as last year.",
}
FILE = "harbour/questions.txt"
CORPUS = a_corpus(a_questions_page(QUESTIONS, file=FILE))


def asking(text: str, question: str | None) -> GoldenMessage:
    targets = () if question is None else (Target(FILE, question),)
    return GoldenMessage(text, Scope.OUT if question is None else Scope.IN, "test", targets)


@pytest.fixture(scope="module")
def rankers() -> Rankers:
    return Rankers.of(CORPUS, None)


@pytest.mark.parametrize("way", [WORDS_ALONE, WRATIO, *LEXICAL_SIGNALS.values()])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_way_finds_a_question_word_for_word(
    rankers: Rankers, way: str, question: str
) -> None:
    found = rankers.rank(question)[way]
    assert found.passages[0].label == question
    assert 1 <= len(found.passages) <= 3
    assert len({passage.id for passage in found.passages}) == len(found.passages)


def test_a_message_without_words_is_ranked_by_no_signal(rankers: Rankers) -> None:
    found = rankers.rank("?!")
    assert {found[signal] for signal in LEXICAL_SIGNALS.values()} == {Ranking()}


def test_only_the_matcher_has_a_threshold(rankers: Rankers) -> None:
    found = rankers.rank("Who owns the icebreaker?")
    assert [way for way, ranking in found.items() if ranking.is_answered] == [WORDS_ALONE]


def test_counts_who_is_first_and_who_is_sure() -> None:
    passages = {passage.label: passage for passage in CORPUS.passages}
    why, who, *_ = QUESTIONS

    def rank(text: str) -> dict[str, Ranking]:
        first: tuple[Passage, ...] = (passages[why], passages[who])
        return {"fixed": Ranking(first, score=0.2 if text == "unrelated" else 0.9)}

    messages = [asking("ice?", why), asking("owner?", who), asking("unrelated", None)]
    found = measure(messages, rank)["fixed"]
    assert (found.top_1.hits, found.recall_at_3.hits, found.top_1.n) == (1, 2, 2)
    assert found.out_of_scope.auroc == 1.0
