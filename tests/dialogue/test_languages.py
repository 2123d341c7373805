"""A message in another language is declined kindly, in simple words."""

from __future__ import annotations

from dataclasses import replace

from bot.corpus.model import FrontMatter
from bot.dialogue import wording
from bot.dialogue.languages import Languages, decline_foreign
from bot.dialogue.model import ReplyKind, Utterance
from bot.language_file import load_languages
from bot.matching.model import Abstain, Candidate
from tests.builders import a_corpus, a_questions_page

PAGE = a_questions_page({"Why is the Île de la Cité closed?": "The Pont Neuf is being repaired."})
CORPUS = a_corpus(PAGE)
LANGUAGES = Languages.of(CORPUS, load_languages())
ASKED = Utterance("pourquoi c'est fermé ?")


def test_the_language_of_the_pages_and_their_names_are_not_foreign() -> None:
    assert LANGUAGES.foreign("why is it closed") is None
    assert LANGUAGES.foreign("ile de la cité") is None
    assert LANGUAGES.foreign(ASKED.text) == "fr"


def test_pages_in_another_language_are_served() -> None:
    french = replace(PAGE, file="fr.txt", meta=FrontMatter(lang="fr-CA"))
    languages = Languages.of(a_corpus(PAGE, french), load_languages())
    assert languages.served == ("en", "fr-CA")
    assert languages.foreign(ASKED.text) is None
    assert languages.foreign("warum ist das geschlossen") == "de"


def test_without_pages_english_is_served() -> None:
    assert Languages.of(a_corpus(), load_languages()).served == ("en",)


def test_a_foreign_message_is_declined_and_the_closest_questions_are_offered() -> None:
    candidates = [
        Candidate(passage, score=1.0, confidence=0.9, wording=passage.label)
        for passage in CORPUS.passages
    ]
    turn = decline_foreign(CORPUS, ASKED, candidates, LANGUAGES.served)
    assert isinstance(turn.decision, Abstain)
    assert turn.reply.kind is ReplyKind.ABSTENTION
    assert turn.reply.heading == "Please ask me in English"
    assert turn.reply.text.startswith("The briefings are in English.")
    assert [choice.label for choice in turn.reply.follow_ups] == [CORPUS.passages[0].label]


def test_without_candidates_no_questions_are_announced() -> None:
    turn = decline_foreign(CORPUS, ASKED, [], LANGUAGES.served)
    assert turn.reply.follow_ups == ()
    assert not turn.reply.text.endswith(":")


def test_several_languages_are_named_as_people_name_them() -> None:
    assert (
        wording.foreign_heading(["en", "pt-BR", "xx"])
        == "Please ask me in English, Portuguese or xx"
    )
    assert "English and Spanish" in wording.foreign(["en", "es", "es-MX"], has_choices=False)
