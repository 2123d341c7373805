"""What the lexical matcher finds, and what it declines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.corpus.model import Briefing, Corpus, Page, Passage, PassageKind
from bot.matching.features import LEXICAL_FEATURES
from bot.matching.go_deeper import resolve_go_deeper, unanswered
from bot.matching.matcher import PassageMatcher
from bot.matching.model import EXACT_CONFIDENCE, Abstain, Answer, Clarify
from bot.matching.policy import ThresholdPolicy, is_tie
from bot.matching.regressions import OUTCOME
from bot.matching.sense_features import SENSE_FEATURES
from bot.weights_file import load_weights
from tests.builders import a_briefing, a_corpus, a_page, a_questions_page, a_story
from tests.matching.builders import a_matcher, harbour_and_bridge

FOUND = [
    ("Why is the harbour of Lindholm frozen?", "Why is the harbour of Lindholm frozen?"),
    ("why is the harbor frozen", "Why is the harbour of Lindholm frozen?"),
    ("number of ships stuck in the ice", "How many ships are stuck in the ice?"),
    ("hw many shps r stuk in teh ice", "How many ships are stuck in the ice?"),
    ("who has to pay the icebreaker?", "Who pays for the icebreaker?"),
    ("reason for closing the bridge", "Why was the bridge closed?"),
    ("when does the bridge reopen", "When will the bridge open again?"),
    ("who is petra hollis", "Petra Hollis"),
    ("lindholm", "Lindholm"),
    ("what do the papers say about lindholm", "What the papers say"),
    ("give me the background of the marrow bridge story", "How we got here"),
    ("go deeper on the marrow bridge", "Go deeper"),
    ("common questions about the marrow bridge", "Common question"),
    (
        "My cousin is a sailor and he never calls, typical, and the weather has been awful here "
        "for weeks now. How many ships are stuck in the ice?",
        "How many ships are stuck in the ice?",
    ),
]


@pytest.mark.parametrize(("message", "label"), FOUND)
def test_the_best_candidate_is_what_was_asked_for(message: str, label: str) -> None:
    assert a_matcher().rank(message)[0].passage.label == label


@pytest.mark.parametrize(
    ("message", "briefing"),
    [("what's happened with the marrow bridge", "bridge"), ("news from lindholm", "harbour")],
)
def test_a_named_story_decides_between_sections(message: str, briefing: str) -> None:
    best = a_matcher().rank(message)[0].passage
    assert (best.label, best.briefing) == ("What's happened", briefing)


def test_a_section_of_no_story_is_asked_back_about() -> None:
    decision = ThresholdPolicy(load_weights()).decide(a_matcher().rank("what do the papers say"))
    assert isinstance(decision, Clarify)
    assert {c.passage.label for c in decision.candidates} == {"What the papers say"}
    assert len(decision.candidates) == 2


def test_the_story_of_the_conversation_decides_where_none_is_named() -> None:
    bridge = next(p for p in harbour_and_bridge().passages if p.briefing == "bridge")
    ranked = a_matcher().rank("what do the papers say", about=bridge.id)
    assert ranked[0].passage.briefing == "bridge"
    assert isinstance(ThresholdPolicy(load_weights()).decide(ranked), Answer)


@pytest.mark.parametrize(
    "message",
    [
        "hello there",
        "thanks bot",
        "lol",
        "what is the capital of france",
        "how old is petra hollis",
        "is petra hollis married",
        "how do i reset my password",
        "кто такой Петров",
        "¿por qué está cerrado el puente?",
    ],
)
def test_what_the_pages_do_not_answer_is_not_answered(message: str) -> None:
    decision = ThresholdPolicy(load_weights()).decide(a_matcher().rank(message))
    assert not isinstance(decision, Answer)


def test_small_talk_is_declined_outright() -> None:
    decision = ThresholdPolicy(load_weights()).decide(a_matcher().rank("good morning everyone"))
    assert isinstance(decision, Abstain)


@pytest.mark.parametrize(
    "passage",
    [p for p in harbour_and_bridge().passages if p.kind is PassageKind.QUESTION],
    ids=lambda p: p.label,
)
def test_a_question_word_for_word_is_answered_at_once(passage: object) -> None:
    for wording in (passage.label, passage.label.upper(), passage.label.replace("'", "’")):  # type: ignore[attr-defined]  # a Passage; parametrize gives objects
        best = a_matcher().rank(wording)[0]
        assert best.passage is passage
        assert best.confidence >= EXACT_CONFIDENCE


def _with_aliases(corpus: Corpus, aliases: Mapping[str, tuple[str, ...]]) -> Corpus:
    """Give questions other wordings, by label."""

    def named(passage: Passage) -> Passage:
        return replace(passage, aliases=aliases.get(passage.label, passage.aliases))

    def of_page(page: Page) -> Page:
        return replace(page, passages=tuple(named(passage) for passage in page.passages))

    def of_story(briefing: Briefing) -> Briefing:
        return replace(briefing, pages=tuple(of_page(page) for page in briefing.pages))

    return replace(corpus, briefings=tuple(of_story(briefing) for briefing in corpus.briefings))


def test_an_alias_is_as_good_as_the_question() -> None:
    asked = "Why was the bridge closed?"
    corpus = _with_aliases(harbour_and_bridge(), {asked: ("Spaghetti incident",)})
    matcher = PassageMatcher.build(corpus, load_weights())
    assert matcher.rank("spaghetti incident")[0].passage.label == asked


def test_an_alias_word_for_word_wins_over_another_question_that_has_more_of_its_words() -> None:
    named, other = "Why was the bridge closed?", "How many ships are stuck in the ice?"
    alias = "How many ships are stuck"
    corpus = _with_aliases(harbour_and_bridge(), {named: (alias,), other: (f"{alias} there",)})
    best, rival, *_ = PassageMatcher.build(corpus, load_weights()).rank(alias)
    assert best.passage.label == named
    assert not is_tie(best.score, rival.score)


def test_a_go_deeper_question_leads_to_its_answer_word_for_word() -> None:
    asked = "Who has to pay for the icebreaker?"
    story = a_story(deeper=(asked, "What do penguins think of it?"))
    plain = a_corpus(*a_briefing(story=story))
    corpus = resolve_go_deeper(plain, PassageMatcher.build(plain, load_weights()))
    first, second = (question for page in corpus.pages for question in page.go_deeper)
    target = corpus.answer_to(first)
    assert target is not None
    assert target.label == "Who pays for the icebreaker?"
    assert corpus.answer_to(second) is None
    assert [finding.code for finding in unanswered(corpus)] == ["go-deeper-unanswered"]
    best = PassageMatcher.build(corpus, load_weights()).rank(asked)[0]
    assert best.passage == target
    assert best.confidence >= EXACT_CONFIDENCE


def test_a_teaser_loses_to_a_real_answer() -> None:
    ranked = a_matcher().rank("how many ships are stuck")
    assert ranked[0].passage.kind is PassageKind.QUESTION


def test_no_feature_is_listed_twice() -> None:
    names = [*OUTCOME, *(f.name for f in (*LEXICAL_FEATURES, *SENSE_FEATURES))]
    assert len(set(names)) == len(names)


def test_contributions_add_up_to_the_score_but_for_the_handicap() -> None:
    best = a_matcher().rank("why is the harbour frozen", explain=True)[0]
    assert sum(part.part for part in best.contributions) == pytest.approx(best.score, abs=1e-3)


def test_the_corpus_may_be_of_any_size() -> None:
    single = a_corpus()
    assert PassageMatcher.build(single, load_weights()).rank("why is the harbour frozen")


def two_stories() -> Corpus:
    return a_corpus(
        *a_briefing(folder="harbour"),
        a_story(
            file="dam/story.txt",
            happened="The dam above Vik broke on Friday, and the village is under water.",
            topics=("Vik is a village below the dam. It has 300 people.",),
        ),
    )


@pytest.mark.parametrize("message", ["what's happened", "background", "go deeper", "the papers"])
def test_a_section_of_no_named_story_is_asked_back(message: str) -> None:
    matcher = PassageMatcher.build(two_stories(), load_weights())
    decision = ThresholdPolicy(load_weights()).decide(matcher.rank(message))
    assert isinstance(decision, Clarify)
    assert {c.passage.briefing for c in decision.candidates} == {"harbour", "dam"}


def test_a_section_of_the_story_being_read_is_answered() -> None:
    corpus = two_stories()
    read = next(p for p in corpus.passages if p.briefing == "dam")
    matcher = PassageMatcher.build(corpus, load_weights())
    best = matcher.rank("what's happened", about=read.id)[0]
    assert best.passage.briefing == "dam"


def test_a_generic_go_deeper_question_never_leads_to_another_story() -> None:
    asked = "Who is affected?"
    pages = (
        a_story(file="dam/story.txt", deeper=(asked,)),
        a_questions_page({asked: "Savers of the bank."}, file="bank/questions.txt"),
    )
    corpus = a_corpus(*pages)
    linked = resolve_go_deeper(corpus, PassageMatcher.build(corpus, load_weights()))
    (question,) = linked.pages[-1].go_deeper or linked.pages[0].go_deeper
    assert linked.answer_to(question) is None


def test_a_go_deeper_question_that_asks_who_somebody_is_leads_to_the_definition() -> None:
    asked = ("Who is Astrid Berg?", "Who is Astrid Holm?")
    definition = "Astrid Maria Berg is a politician who has been mayor of Lindholm since 2021."
    corpus = a_corpus(
        a_page(
            "What's happened\nIt froze.\nGo deeper\n- "
            + "\n- ".join(asked)
            + f"\nMore on these topics\n-\n{definition}",
            file="dam/story.txt",
        )
    )
    linked = resolve_go_deeper(corpus, PassageMatcher.build(corpus, load_weights()))
    answers = [linked.answer_to(question) for question in linked.pages[0].go_deeper]
    assert [answer and answer.text for answer in answers] == [definition, None]
