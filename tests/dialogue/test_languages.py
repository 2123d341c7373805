"""A message in another language is declined kindly, in simple words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from bot.corpus.model import FrontMatter, PassageId
from bot.dialogue import wording
from bot.dialogue.languages import Languages, Reader, decline_foreign
from bot.dialogue.model import OtherLanguages, ReplyKind, Utterance
from bot.dialogue.responder import Responder
from bot.language_file import load_languages
from bot.matching.model import Abstain, Answer, Candidate, Clarify
from tests.builders import a_corpus, a_questions_page
from tests.dialogue.fakes import StepPolicy, WordMatcher

PAGE = a_questions_page({"Why is the Île de la Cité closed?": "The Pont Neuf is being repaired."})
CORPUS = a_corpus(PAGE)
LANGUAGES = Languages.of(CORPUS, load_languages())
ASKED = Utterance("pourquoi c'est fermé ?")


def test_the_language_of_the_pages_and_their_names_are_not_foreign() -> None:
    assert LANGUAGES.foreign("why is it closed") is None
    assert LANGUAGES.foreign("ile de la cité") is None
    assert LANGUAGES.foreign(ASKED.text) == "fr"


@pytest.mark.parametrize("name", ["El Niño", "Der Spiegel", "Rio de Janeiro", "Cosa Nostra"])
def test_a_bare_name_is_no_sign_of_another_language(name: str) -> None:
    assert LANGUAGES.foreign(name) is None
    assert LANGUAGES.foreign(f"¿qué es {name}?") == "es"


@pytest.mark.parametrize(
    "message",
    ["Warum Nicht Heute?", "warum wird gestreikt", "WARUM WIRD GESTREIKT", "Тарас Шевченко"],
)
def test_what_is_no_bare_name_may_be_in_another_language(message: str) -> None:
    assert LANGUAGES.foreign(message) is not None


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


# ------------------------------------------------------------------ in a conversation

TODAY = date(2025, 7, 1)
HARBOUR = a_corpus()
TWINS = {
    "¿quién paga el rompehielos?": "Who pays for the icebreaker?",
    "¿por qué hielo?": "Who pays for the ice harbour ships?",
    "qui paie le brise-glace": "Who pays for the icebreaker?",
    "¿quién es el rey de Suecia?": "Who is the king?",
    "wat is orion": "Lindholm",
    "¿qué es Lindholm?": "Lindholm",
}


@dataclass(frozen=True, slots=True)
class Translating:
    """Reads a few messages in other languages."""

    plain: WordMatcher

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        return self.plain.rank(TWINS.get(text, "zzz"), about=about, explain=explain)


def a_responder(*read: str) -> Responder:
    """Make a responder that reads these languages besides English."""
    reader = (
        Reader(Translating(WordMatcher(HARBOUR)), StepPolicy(), frozenset(read)) if read else None
    )
    languages = Languages.of(HARBOUR, load_languages(), lambda: reader)
    return Responder(HARBOUR, WordMatcher(HARBOUR), StepPolicy(), languages=languages)


def test_without_a_reader_a_foreign_message_is_declined() -> None:
    turn = a_responder().respond(Utterance("¿quién paga el rompehielos?"), today=TODAY)
    assert isinstance(turn.decision, Abstain)
    assert turn.reply.heading == "Please ask me in English"


def test_a_foreign_message_is_answered_with_the_pages_words_and_a_note() -> None:
    turn = a_responder("es").respond(Utterance("¿quién paga el rompehielos?"), today=TODAY)
    assert isinstance(turn.decision, Answer)
    assert turn.reply.text == "The port does. It takes a fee from every ship."
    assert turn.reply.notes[-1] == wording.answered_in(["en"])


@pytest.mark.parametrize("message", ["wer ist Lindholm?", "Lindholm kimdir", "qui est Lindholm ?"])
def test_who_asks_for_a_topic_by_its_name_gets_it(message: str) -> None:
    """The matcher alone is not sure: it takes a third of the words for the whole."""
    reader = Reader(WordMatcher(HARBOUR), StepPolicy(), frozenset({"de", "fr", "tr"}))
    languages = Languages.of(HARBOUR, load_languages(), lambda: reader)
    responder = Responder(HARBOUR, WordMatcher(HARBOUR), StepPolicy(), languages=languages)
    assert responder.respond(Utterance(message), today=TODAY).reply.heading == "Lindholm"


@pytest.mark.parametrize("message", ["wer ist der Rabe von Lindholm?", "wer ist Lindner?"])
def test_who_asks_for_somebody_else_gets_no_topic(message: str) -> None:
    reader = Reader(WordMatcher(HARBOUR), StepPolicy(), frozenset({"de"}))
    languages = Languages.of(HARBOUR, load_languages(), lambda: reader)
    responder = Responder(HARBOUR, WordMatcher(HARBOUR), StepPolicy(), languages=languages)
    assert responder.respond(Utterance(message), today=TODAY).reply.heading != "Lindholm"


def test_two_questions_of_one_foreign_message_get_two_answers() -> None:
    message = "¿quién paga el rompehielos? ¿qué es Lindholm? ¿quién es el rey de Suecia?"
    reply = a_responder("es").respond(Utterance(message), today=TODAY).reply
    assert [one.heading for one in (reply, *reply.also)] == [
        "Who pays for the icebreaker?",
        "Lindholm",
    ]
    notes = (*reply.notes, *(note for one in reply.also for note in one.notes))
    assert notes.count(wording.answered_in(["en"])) == 1
    assert sum("rey de Suecia" in note for note in notes) == 1


def test_a_language_that_the_reader_does_not_know_is_declined() -> None:
    turn = a_responder("es").respond(Utterance("qui paie le brise-glace"), today=TODAY)
    assert turn.reply.heading == "Please ask me in English"


def test_a_foreign_message_that_nothing_answers_is_declined_as_any_other() -> None:
    turn = a_responder("es").respond(Utterance("¿quién es el rey de Suecia?"), today=TODAY)
    assert isinstance(turn.decision, Abstain | Clarify)
    assert turn.reply.notes == ("The briefings are in English.",)


@pytest.mark.parametrize(
    "message",
    ["ok", "2", "why?", "and Lindholm?", "icebreaker", "ice ships", "thx", "lol no", "Lindholm"],
)
def test_follow_ups_names_and_keywords_are_not_taken_for_foreign(message: str) -> None:
    for responder in (a_responder(), a_responder("es", "fr", "nl")):
        turn = responder.respond(Utterance(message), today=TODAY)
        assert turn.reply.heading != wording.foreign_heading(["en"])
        assert not {wording.answered_in(["en"]), wording.pages_in(["en"])} & set(turn.reply.notes)


def test_what_perhaps_is_foreign_is_read_again_when_nothing_answers_it() -> None:
    message = "wat is orion"
    languages = a_responder("nl").languages
    assert languages is not None
    assert (languages.foreign(message), languages.perhaps_foreign(message)) == (None, "nl")
    turn = a_responder("nl").respond(Utterance(message), today=TODAY)
    assert turn.reply.heading == "Lindholm"
    assert (
        turn.reply.heading != a_responder().respond(Utterance(message), today=TODAY).reply.heading
    )


@pytest.mark.parametrize("message", ["Quelle?", "pourquoi", "¿cuándo?"])
def test_a_short_question_in_another_language_is_told_to_be_one(message: str) -> None:
    turn = a_responder().respond(Utterance(message), today=TODAY)
    assert turn.reply.heading == wording.foreign_heading(["en"])


@pytest.mark.parametrize(
    ("message", "heading"),
    [
        ("Quelle?", wording.SOURCE_HEADING),
        ("¿fuente?", wording.SOURCE_HEADING),
        ("mehr, bitte", wording.MORE_HEADING),
        ("ещё", wording.MORE_HEADING),
        ("oui", wording.AGREED_HEADING),
        ("nein danke", wording.WELCOME_HEADING),
    ],
)
def test_a_wish_for_more_or_the_source_is_granted_in_any_language(
    message: str, heading: str
) -> None:
    for responder in (a_responder(), a_responder("de", "es", "fr", "ru")):
        seen = responder.converse(["who pays for the icebreaker?"], today=TODAY)
        assert responder.respond(seen.utterance(message), today=TODAY).reply.heading == heading


def test_a_bare_question_in_another_language_is_one_about_the_story_in_view() -> None:
    reader = Reader(WordMatcher(SEVERAL), StepPolicy(), frozenset({"de", "ru"}))
    languages = Languages.of(SEVERAL, load_languages(), lambda: reader)
    responder = Responder(SEVERAL, WordMatcher(SEVERAL), StepPolicy(), languages=languages)
    seen = responder.converse(["¿Quién es Rosario Peñalver?"], today=TODAY)
    assert isinstance(responder.respond(Utterance("warum?"), today=TODAY).decision, Answer)
    assert isinstance(responder.respond(seen.utterance("warum?"), today=TODAY).decision, Abstain)


@pytest.mark.parametrize(
    ("message", "heading"),
    [
        ("¿Qué puedes hacer?", wording.HELP_HEADING),
        ("Hallo", wording.HELP_HEADING),
        ("bonjour!", wording.HELP_HEADING),
        ("Danke", wording.WELCOME_HEADING),
        ("muchas gracias", wording.WELCOME_HEADING),
    ],
)
def test_greetings_and_thanks_are_understood_in_any_language(message: str, heading: str) -> None:
    for responder in (a_responder(), a_responder("de", "es", "fr")):
        assert responder.respond(Utterance(message), today=TODAY).reply.heading == heading


def test_a_label_word_for_word_is_never_foreign() -> None:
    page = a_questions_page({"¿Qué es DANA?": "A storm that stays in one place."})
    corpus = a_corpus(page)
    languages = Languages.of(corpus, load_languages())
    responder = Responder(corpus, WordMatcher(corpus), StepPolicy(), languages=languages)
    turn = responder.respond(Utterance("¿qué es DANA?"), today=TODAY)
    assert turn.reply.text == "A storm that stays in one place."


def test_other_passages_and_reasons_are_those_of_the_reader() -> None:
    utterance = Utterance("¿quién paga el rompehielos?")
    responder = a_responder("es")
    shown = responder.respond(utterance, today=TODAY).reply.passage
    assert shown is not None
    assert responder.explain(utterance, shown.id).speaks_for
    others = responder.alternatives(utterance, shown.id).follow_ups
    assert shown.id not in {choice.passage for choice in others}


# ------------------------------------------------------------------ pages in several languages

GERMAN = a_questions_page(
    {
        "Warum ist der Leuchtturm zu?": "Die Klippe unter ihm bricht ab.",
        "Wann wird der Leuchtturm gesprengt?": "Am 10. Januar.",
    },
    file="turm/fragen.md",
    meta=FrontMatter(lang="de"),
)
SPANISH = a_questions_page(
    {"¿Quién es Rosario Peñalver?": "Preside la cooperativa."},
    file="azafran/preguntas.md",
    meta=FrontMatter(lang="es"),
)
SEVERAL = a_corpus(PAGE, GERMAN, SPANISH)
ALIKE = {
    "warum ist der Leuchtturm geschlossen": "Warum ist der Leuchtturm zu?",
    "warum ist die Insel geschlossen": "Why is the Île de la Cité closed?",
    "pourquoi le phare est fermé": "Warum ist der Leuchtturm zu?",
    "lighthouse shut how come": "Warum ist der Leuchtturm zu?",
    "who is the king of Spain": "Why is the Île de la Cité closed?",
}


@dataclass(frozen=True, slots=True)
class ReadingAlike:
    """Reads a few messages in any language, and nothing else."""

    plain: WordMatcher

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        return self.plain.rank(ALIKE.get(text, "zzz"), about=about, explain=explain)


def one_of_several_languages(*read: str) -> Responder:
    """Make a responder over pages in three languages."""
    plain = WordMatcher(SEVERAL)
    reader = Reader(ReadingAlike(plain), StepPolicy(), frozenset(read)) if read else None
    languages = Languages.of(SEVERAL, load_languages(), lambda: reader)
    return Responder(SEVERAL, plain, StepPolicy(), languages=languages)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("warum ist der Leuchtturm geschlossen", None),
        ("warum ist die Insel geschlossen", "English"),
        ("pourquoi le phare est fermé", "German"),
        ("lighthouse shut how come", "German"),
    ],
)
def test_every_page_is_found_by_who_asks_in_another_language(
    message: str, told: str | None
) -> None:
    turn = one_of_several_languages("de", "en", "fr").respond(Utterance(message), today=TODAY)
    assert isinstance(turn.decision, Answer)
    assert turn.decision.candidate.passage.label == ALIKE[message]
    note = [f"This page is in {told}, so I answer with its words."] if told else []
    assert [note for note in turn.reply.notes if "This page" in note] == note


def test_a_message_in_the_language_of_a_page_is_read_by_what_knows_that_language() -> None:
    """To what knows English, "Wann wird der Leuchtturm …" is near, whatever it asks."""
    message = Utterance("wann wird der Leuchtturm")
    by_words = one_of_several_languages().respond(message, today=TODAY)
    assert isinstance(by_words.decision, Answer)
    read = one_of_several_languages("de", "en").respond(message, today=TODAY)
    assert isinstance(read.decision, Abstain)
    assert read.reply.heading == wording.ABSTAIN_HEADING
    assert not {wording.pages_in(SERVED), *map(wording.page_in, SERVED)} & set(read.reply.notes)


SERVED = ("en", "de", "es")


def test_pages_in_one_other_language_tell_only_others_of_it() -> None:
    corpus = a_corpus(GERMAN)
    plain = WordMatcher(corpus)
    reader = Reader(ReadingAlike(plain), StepPolicy(), frozenset({"de", "en", "fr"}))
    languages = Languages.of(corpus, load_languages(), lambda: reader)
    responder = Responder(corpus, plain, StepPolicy(), languages=languages)
    for message, is_told in [
        ("warum ist der Leuchtturm geschlossen", False),
        ("pourquoi le phare est fermé", True),
        ("lighthouse shut how come", True),
    ]:
        reply = responder.respond(Utterance(message), today=TODAY).reply
        assert reply.heading == "Warum ist der Leuchtturm zu?"
        assert (wording.answered_in(["de"]) in reply.notes) == is_told, message


def test_a_question_of_a_page_word_for_word_needs_no_reading() -> None:
    asked = Utterance("quién es Rosario Peñalver")
    turn = one_of_several_languages("es").respond(asked, today=TODAY)
    assert [candidate.passage.label for candidate in turn.candidates] == [
        "¿Quién es Rosario Peñalver?"
    ]


def test_what_is_asked_in_english_is_read_again_for_pages_in_other_languages_only() -> None:
    turn = one_of_several_languages("en").respond(
        Utterance("who is the king of Spain"), today=TODAY
    )
    assert not isinstance(turn.decision, Answer)


@pytest.mark.parametrize("status", OtherLanguages)
def test_moderators_are_told_whether_other_languages_are_read(status: OtherLanguages) -> None:
    told = wording.other_languages(status, {"es", "de"})
    assert ("German, Spanish" in told) == (status is OtherLanguages.READ)
