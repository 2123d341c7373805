"""From a message to a reply: answered, asked back, declined, or chosen by number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from bot.corpus.model import FrontMatter, PassageId
from bot.dialogue import wording
from bot.dialogue.model import ReplyKind, Utterance
from bot.dialogue.responder import Responder
from bot.matching.model import Abstain, Answer, Candidate, Clarify
from tests.builders import (
    HARBOUR_QUESTIONS,
    a_briefing,
    a_corpus,
    a_page,
    a_questions_page,
    a_story,
)
from tests.dialogue.fakes import StepPolicy, WordMatcher, a_responder

TODAY = date(2025, 7, 1)
LINKS = {"Why is there only one icebreaker?": "How we got here"}


@pytest.fixture
def responder() -> Responder:
    return a_responder(a_corpus(), LINKS)


def test_answers_with_the_passages_own_words(responder: Responder) -> None:
    turn = responder.respond(Utterance("who pays for the icebreaker?"), today=TODAY)
    assert isinstance(turn.decision, Answer)
    assert turn.reply.kind is ReplyKind.ANSWER
    assert turn.reply.heading == "Who pays for the icebreaker?"
    assert turn.reply.text == HARBOUR_QUESTIONS["Who pays for the icebreaker?"]
    assert turn.reply.source is not None
    assert turn.reply.source.file == "harbour/questions.txt"


def test_offers_the_authored_question_first_under_its_own_words(responder: Responder) -> None:
    turn = responder.respond(Utterance("who pays for the icebreaker?"), today=TODAY)
    first = turn.reply.follow_ups[0]
    assert first.label == "Why is there only one icebreaker?"
    opened = responder.open(first.passage, today=TODAY)
    assert opened.heading == "How we got here"


def test_never_offers_the_passage_that_is_being_read(responder: Responder) -> None:
    for passage in responder.corpus.passages:
        reply = responder.open(passage.id, today=TODAY)
        assert passage.id not in {choice.passage for choice in reply.follow_ups}


def test_a_question_that_nothing_answers_is_never_a_button() -> None:
    responder = a_responder(a_corpus(), answered_by={})
    offered = {
        choice.label
        for passage in responder.corpus.passages
        for choice in responder.open(passage.id, today=TODAY).follow_ups
    }
    assert "Why is there only one icebreaker?" not in offered


def test_a_question_is_answered_whatever_is_told_beside_it(responder: Responder) -> None:
    told = "My aunt, who lives in Lindholm, has never seen such cold."
    turn = responder.respond(Utterance(f"{told} Who pays for the icebreaker?"), today=TODAY)
    assert turn.reply.heading == "Who pays for the icebreaker?"
    assert not turn.reply.notes
    assert turn.reply.passage is not None
    explained = responder.explain(turn.utterance, turn.reply.passage.id)
    assert "with 100% confidence" in explained.summary


def test_a_message_that_nothing_answers_is_compared_with_the_passages_once() -> None:
    corpus = a_corpus()
    compared: list[str] = []

    @dataclass(frozen=True)
    class Counting(WordMatcher):
        def rank(
            self, text: str, *, about: PassageId | None = None, explain: bool = False
        ) -> tuple[Candidate, ...]:
            compared.append(text)
            return WordMatcher(corpus).rank(text, about=about, explain=explain)

    responder = Responder(corpus, Counting(corpus), StepPolicy())
    for typed in ("did anybody see that moon rise?", "a big red moon", " a big red moon\n"):
        compared.clear()
        turn = responder.respond(Utterance(typed), today=TODAY)
        assert turn.reply.kind is ReplyKind.ABSTENTION
        assert compared == [typed.strip()], (
            "Readers wait for each comparison, and most messages are short."
        )


def test_asks_back_with_numbered_choices(responder: Responder) -> None:
    turn = responder.respond(Utterance("pays icebreaker tomorrow"), today=TODAY)
    assert isinstance(turn.decision, Clarify)
    assert turn.reply.kind is ReplyKind.CLARIFICATION
    assert turn.reply.follow_ups[0].label == "Who pays for the icebreaker?"


def test_declines_kindly_with_the_closest_questions(responder: Responder) -> None:
    text = "which penguins sing opera about the icebreaker"
    turn = responder.respond(Utterance(text), today=TODAY)
    assert isinstance(turn.decision, Abstain)
    assert turn.reply.kind is ReplyKind.ABSTENTION
    assert 1 <= len(turn.reply.follow_ups) <= 3


@pytest.mark.parametrize("typed", ["2", " 2. ", "#2", "number 2", "no. 2"])
def test_a_typed_number_opens_that_choice(responder: Responder, typed: str) -> None:
    first = responder.respond(Utterance("who pays for the icebreaker?"), today=TODAY)
    choices = tuple(choice.passage for choice in first.reply.follow_ups)
    turn = responder.respond(Utterance(typed, choices=choices), today=TODAY)
    assert turn.reply.passage is not None
    assert turn.reply.passage.id == choices[1]


@pytest.mark.parametrize("typed", ["0", "9", "99"])
def test_a_number_that_was_not_offered_is_explained(responder: Responder, typed: str) -> None:
    shown = responder.corpus.passages[0].id
    turn = responder.respond(Utterance(typed, choices=(shown,)), today=TODAY)
    assert turn.reply.kind is ReplyKind.NOTICE
    assert typed in turn.reply.text


def test_a_number_without_choices_is_a_message_like_any_other(responder: Responder) -> None:
    turn = responder.respond(Utterance("2"), today=TODAY)
    assert isinstance(turn.decision, Abstain)


def test_a_number_whose_passage_is_gone_gets_a_kind_reply(responder: Responder) -> None:
    gone = PassageId("harbour-questions.q-gone")
    turn = responder.respond(Utterance("1", choices=(gone,)), today=TODAY)
    assert turn.reply.heading == wording.GONE_HEADING


def test_a_button_whose_passage_is_gone_leads_to_what_is_close(responder: Responder) -> None:
    reply = responder.open("who-pays-for-the-new-icebreaker.0123456789", today=TODAY)
    assert reply.heading == wording.GONE_HEADING
    assert reply.follow_ups[0].label == "Who pays for the icebreaker?"
    assert all(responder.corpus.passage(choice.passage) for choice in reply.follow_ups)


@pytest.mark.parametrize("forged", ["", "x", "../../etc/passwd", "🦊" * 500, "a.b.c"])
def test_a_forged_id_never_fails(responder: Responder, forged: str) -> None:
    assert responder.open(forged, today=TODAY).kind is ReplyKind.NOTICE


@pytest.mark.parametrize(
    "greeting", ["   ", "help", "Hi bot!", "hello, who are you?", "what can you do", "HELP ME!!"]
)
def test_a_greeting_and_an_empty_message_get_help(responder: Responder, greeting: str) -> None:
    reply = responder.respond(Utterance(greeting), today=TODAY).reply
    assert reply.heading == wording.HELP_HEADING


def test_where_nothing_is_close_a_decline_leads_to_the_latest_stories(
    responder: Responder,
) -> None:
    reply = responder.respond(Utterance("quantum gravity"), today=TODAY).reply
    assert reply.kind is ReplyKind.ABSTENTION
    assert reply.text == wording.ABSTAIN_LATEST
    assert [choice.label for choice in reply.follow_ups] == [b.title for b in a_corpus().briefings]


def test_a_list_is_offered_instead_of_an_answer_only_where_nothing_else_is_near() -> None:
    menu = "Go deeper\n- Who feeds the penguins of Lindholm now?"
    page = a_page(f"What's happened\nPenguins came deeper into Lindholm.\n{menu}")
    responder = a_responder(a_corpus(page))
    declined = responder.respond(Utterance("how deeper go penguins what's to do"), today=TODAY)
    assert [choice.label for choice in declined.reply.follow_ups] == ["What's happened"]
    alone = responder.respond(Utterance("how deeper dive penguins and sleep"), today=TODAY)
    assert [choice.label for choice in alone.reply.follow_ups] == ["Go deeper"]


def test_what_is_asked_of_the_bot_is_answered_from_the_pages_only_word_for_word() -> None:
    storm = "What can you do in a storm?"
    responder = a_responder(a_corpus(a_questions_page({storm: "Wait."})))
    assert responder.respond(Utterance("what can you do"), today=TODAY).reply == responder.help()
    exactly = a_responder(a_corpus(a_questions_page({"What can you do?": "Wait."})))
    assert exactly.respond(Utterance("what can you do"), today=TODAY).reply.text == "Wait."


@pytest.mark.parametrize("message", ["hi there penguins", "help the penguins", "who are they"])
def test_more_than_a_greeting_is_a_question(responder: Responder, message: str) -> None:
    reply = responder.respond(Utterance(message), today=TODAY).reply
    assert reply.kind is ReplyKind.ABSTENTION


def test_without_content_it_says_what_a_moderator_can_do() -> None:
    empty = a_responder(a_corpus(a_page("not a page of any kind", file="x.txt")))
    bare = Responder(type(empty.corpus)(empty.corpus.revision, ()), empty.matcher, empty.policy)
    for reply in (
        bare.respond(Utterance("anything?"), today=TODAY).reply,
        bare.topics(),
        bare.latest(),
    ):
        assert reply.heading == wording.NOTHING_LOADED_HEADING


def test_not_what_i_meant_offers_everything_else_that_came_close(responder: Responder) -> None:
    asked = Utterance("who pays for the icebreaker?")
    shown = responder.respond(asked, today=TODAY).reply.passage
    assert shown is not None
    reply = responder.alternatives(asked, shown.id)
    assert reply.follow_ups
    assert shown.id not in {choice.passage for choice in reply.follow_ups}


def test_not_what_i_meant_without_a_message_offers_the_briefings_parts(
    responder: Responder,
) -> None:
    shown = responder.corpus.passages[0]
    reply = responder.alternatives(Utterance(""), shown.id)
    assert reply.follow_ups
    assert shown.id not in {choice.passage for choice in reply.follow_ups}


def test_same_heading_of_two_stories_is_told_apart() -> None:
    pages = (
        *a_briefing(folder="harbour", meta=FrontMatter(title="Frozen harbour")),
        a_story(file="dam/story.txt", meta=FrontMatter(title="Burst dam")),
    )
    responder = a_responder(a_corpus(*pages))
    turn = responder.respond(Utterance("penguins: how we got here"), today=TODAY)
    labels = {choice.label for choice in turn.reply.follow_ups}
    assert {"How we got here (Frozen harbour)", "How we got here (Burst dam)"} <= labels


def test_suggestions_of_one_name_are_told_apart() -> None:
    pages = (
        a_story(file="harbour/story.txt", meta=FrontMatter(title="Frozen harbour")),
        a_story(file="dam/story.txt", meta=FrontMatter(title="Burst dam")),
    )
    labels = [choice.label for choice in a_responder(a_corpus(*pages)).suggest("lindholm")]
    assert {"Lindholm (Frozen harbour)", "Lindholm (Burst dam)"} <= set(labels)


def test_follows_a_conversation_over_several_messages(responder: Responder) -> None:
    conversation = responder.converse(["who pays for the icebreaker?", "2"], today=TODAY)
    assert conversation.about is not None
    assert conversation.choices
    declined = conversation.after(
        responder.respond(conversation.utterance("penguins?"), today=TODAY)
    )
    assert declined.about == conversation.about


def test_a_pronoun_is_not_answered_from_another_story() -> None:
    pages = (
        *a_briefing(folder="harbour"),
        *a_briefing({"How old is he?": "The ferry's captain is 61."}, folder="ferry"),
    )
    responder = a_responder(a_corpus(*pages))
    read = next(p for p in responder.corpus.passages if p.briefing == "harbour")
    there = responder.respond(Utterance("how old is he", about=read.id), today=TODAY)
    assert isinstance(there.decision, Abstain)
    alone = responder.respond(Utterance("how old is he"), today=TODAY)
    assert isinstance(alone.decision, Answer)


def test_a_bare_why_is_declined_with_what_the_last_passage_leads_to(responder: Responder) -> None:
    read = responder.respond(Utterance("who pays for the icebreaker?"), today=TODAY).reply
    assert read.passage is not None
    turn = responder.respond(Utterance("really?", about=read.passage.id), today=TODAY)
    assert isinstance(turn.decision, Abstain)
    assert turn.reply.follow_ups == read.follow_ups[:3]


def test_explains_what_was_shown_and_what_was_declined(responder: Responder) -> None:
    asked = Utterance("who pays for the icebreaker?")
    shown = responder.respond(asked, today=TODAY).reply.passage
    assert shown is not None
    explanation = responder.explain(asked, shown.id)
    assert "Who pays for the icebreaker?" in explanation.summary
    assert explanation.speaks_for
    declined = responder.explain(Utterance("penguins"))
    assert declined.summary == wording.WHY_NOTHING_NEAR
    unasked = responder.explain(Utterance(""), shown.id)
    assert "harbour/questions.txt" in unasked.summary


def test_suggests_while_typing(responder: Responder) -> None:
    at_first = responder.suggest("")
    assert at_first[0].label in HARBOUR_QUESTIONS
    typed = responder.suggest("how many sh")
    assert "How many ships are stuck in the ice?" in {choice.label for choice in typed}
    assert len({choice.passage for choice in typed}) == len(typed) <= 25
    assert len(responder.suggest("", limit=3)) == 3


def test_a_question_beside_a_quotation_is_the_one_that_is_asked(responder: Responder) -> None:
    quoted = "> Why is there only one icebreaker?\nwho pays for the icebreaker?"
    turn = responder.respond(Utterance(quoted), today=TODAY)
    assert turn.reply.heading == "Who pays for the icebreaker?"
    assert turn.utterance.text == quoted
    explained = responder.explain(Utterance(quoted), "none")
    assert explained.candidates[0].passage.label == "Who pays for the icebreaker?"


def test_where_what_is_said_beside_it_asks_nothing_the_quotation_counts(
    responder: Responder,
) -> None:
    turn = responder.respond(Utterance("> who pays for the icebreaker\nhm?"), today=TODAY)
    assert turn.candidates[0].passage.label == "Who pays for the icebreaker?"
