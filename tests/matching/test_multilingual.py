"""Messages in other languages reach the passages that answer them, by meaning alone."""

from __future__ import annotations

import pytest

from bot.corpus.model import BriefingId, Corpus, PassageKind, Revision
from bot.matching.model import Answer, Clarify
from bot.matching.multilingual.features import MULTILINGUAL_FEATURES
from bot.matching.multilingual.index import SHORT, MultilingualIndex
from bot.matching.policy import ThresholdPolicy
from tests.builders import a_briefing, a_corpus, a_questions_page
from tests.matching.builders import harbour_and_bridge
from tests.matching.multilingual_builders import (
    a_multilingual_matcher,
    a_multilingual_matcher_of,
    a_multilingual_sensing,
    multilingual_weights,
)


@pytest.mark.parametrize(
    ("message", "label"),
    [
        ("¿por qué está cerrado el puente?", "Why was the bridge closed?"),
        ("wann wird die Brücke wieder geöffnet?", "When will the bridge open again?"),
        ("combien de bateaux sont bloqués dans la glace", "How many ships are stuck in the ice?"),
        ("кто платит за ледокол?", "Who pays for the icebreaker?"),
        ("为什么港口结冰了", "Why is the harbour of Lindholm frozen?"),
        ("다리는 언제 다시 열리나요?", "When will the bridge open again?"),
        ("砕氷船の費用は誰が払うのですか", "Who pays for the icebreaker?"),
        ("chi è Petra Hollis?", "Petra Hollis"),
    ],
)
def test_a_question_reaches_its_english_twin(message: str, label: str) -> None:
    assert a_multilingual_matcher().rank(message)[0].passage.label == label


@pytest.mark.parametrize(
    "message",
    [
        "wie backe ich einen Kuchen?",
        "¿cuántos años tiene Petra Hollis?",
        "bonjour tout le monde",
        "東京の天気はどうですか",
        "кто король Швеции",
    ],
)
def test_what_nothing_answers_is_not_answered(message: str) -> None:
    ranked = a_multilingual_matcher().rank(message)
    decision = ThresholdPolicy(multilingual_weights()).decide(ranked)
    assert not isinstance(decision, Answer)


@pytest.mark.parametrize(
    "message",
    [
        "que dit la presse ?",
        "¿qué dicen los periódicos?",
        "报纸怎么说",
        "was schreiben die Zeitungen?",
    ],
)
def test_a_kind_of_section_is_asked_back_about_where_several_stories_have_it(message: str) -> None:
    ranked = a_multilingual_matcher().rank(message)
    decision = ThresholdPolicy(multilingual_weights()).decide(ranked)
    assert isinstance(decision, Clarify)
    assert [c.passage.label for c in decision.candidates] == 2 * ["What the papers say"]
    assert len({c.passage.briefing for c in decision.candidates}) == 2


def test_the_story_in_view_comes_first() -> None:
    matcher = a_multilingual_matcher()
    for briefing in harbour_and_bridge().briefings:
        first = next(iter(briefing.passages))
        best = matcher.rank("¿qué dicen los periódicos?", about=first.id)[0].passage
        assert (best.briefing, best.label) == (briefing.id, "What the papers say")


@pytest.mark.parametrize("message", ["", " ", "?!", "👍", "\x00"])
def test_without_words_there_are_no_candidates(message: str) -> None:
    assert a_multilingual_matcher().rank(message) == ()


def test_nothing_matches_in_an_empty_corpus() -> None:
    assert a_multilingual_matcher_of(Corpus(Revision("0"), ())).rank("¿por qué?") == ()


def test_an_explanation_names_every_feature() -> None:
    best = a_multilingual_matcher().rank("¿por qué está cerrado el puente?", explain=True)[0]
    assert {part.feature for part in best.contributions} == set(MULTILINGUAL_FEATURES)
    parts = [abs(part.part) for part in best.contributions]
    assert parts == sorted(parts, reverse=True)


def test_a_number_of_the_message_speaks_for_passages_that_have_it() -> None:
    foreign = a_multilingual_matcher().evidence("¿qué pasó en 1987?")
    assert foreign is not None
    passages = [harbour_and_bridge().passages[at] for at in foreign.positions.tolist()]
    found = {p.label for p, share in zip(passages, foreign.numbers, strict=True) if share}
    assert found == {"How we got here"}
    assert foreign.has_numbers


def test_in_a_large_corpus_only_the_nearest_are_compared() -> None:
    many = {f"How deep is lake number {n}?": f"It is {n} metres deep." for n in range(2 * SHORT)}
    lakes = a_questions_page(many, file="lakes/questions.txt")
    corpus = a_corpus(*a_briefing(), lakes)
    index = MultilingualIndex.build(corpus, a_multilingual_sensing())
    asked = a_multilingual_matcher_of(corpus)
    foreign = asked.evidence("¿por qué está congelado el puerto de Lindholm?")
    assert foreign is not None
    assert len(foreign.positions) < len(index) / 2
    assert len(set(foreign.positions.tolist())) == len(foreign.positions)
    ranked = asked.rank("¿por qué está congelado el puerto de Lindholm?")
    assert ranked[0].passage.briefing == BriefingId("harbour")


def test_topics_are_indexed_as_answers_to_who_and_what() -> None:
    matcher = a_multilingual_matcher()
    for message in ("qui est Petra Hollis ?", "wer ist Petra Hollis?"):
        best = matcher.rank(message)[0]
        assert best.passage.kind is PassageKind.TOPIC
        assert best.confidence > matcher.rank("¿cuándo nació Petra Hollis?")[0].confidence
