"""What is kept of a conversation: little, and only what the next message may lean on."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.conversation import REMEMBERED, TRAIL, Conversation
from bot.dialogue.model import Reply, ReplyKind, Turn, Utterance
from bot.matching.model import Candidate, Clarify
from tests.builders import a_corpus, a_questions_page
from tests.dialogue.fakes import a_responder

TODAY = date(2025, 7, 1)
RESPONDER = a_responder(a_corpus())


def test_keeps_only_the_latest_messages() -> None:
    messages = [f"who pays for the icebreaker number {n}?" for n in range(REMEMBERED + 2)]
    conversation = RESPONDER.converse(messages, today=TODAY)
    assert conversation.before == tuple(messages[-REMEMBERED:])


def test_keeps_little_of_a_long_message() -> None:
    text = "who pays for the icebreaker? " * 2_000
    turn = RESPONDER.respond(Utterance(text), today=TODAY)
    assert turn.utterance.text == text
    (kept,) = Conversation().after(turn).before
    assert len(kept) <= 300


def test_a_button_changes_the_subject_and_forgets_the_words_before() -> None:
    conversation = RESPONDER.converse(["who pays for the icebreaker?"], today=TODAY)
    other = RESPONDER.open(conversation.choices[0], today=TODAY)
    seen = conversation.seeing(other)
    assert other.passage is not None
    assert seen.about == seen.shown == other.passage.id
    assert seen.before == ()


def test_a_wish_is_not_remembered_and_a_picked_choice_begins_anew() -> None:
    asked = "who pays for the icebreaker?"
    assert RESPONDER.converse([asked, "again", "more"], today=TODAY).before == (asked,)
    assert RESPONDER.converse([asked, "1"], today=TODAY).before == ()


def test_a_decline_keeps_the_subject_but_shows_nothing() -> None:
    asked = RESPONDER.converse(["who pays for the icebreaker?"], today=TODAY)
    turn = RESPONDER.respond(asked.utterance("do penguins sing"), today=TODAY)
    declined = asked.after(turn)
    assert declined.about == asked.about
    assert declined.shown is None
    assert declined.before[-1] == "do penguins sing"


@pytest.mark.parametrize(("asked", "is_left"), [("how wide", False), ("how tall", True)])
def test_a_story_is_left_only_for_an_offer_with_words_of_the_message(
    asked: str, *, is_left: bool
) -> None:
    tower = a_questions_page({"How tall is the tower of Umby?": "90 metres."}, file="tower/q.txt")
    corpus = a_corpus(*RESPONDER.corpus.pages, tower)
    offered = next(p for p in corpus.passages if p.label.startswith("How tall"))
    shown = next(p for p in corpus.passages if p.briefing != offered.briefing)
    near = (Candidate(offered, 0.5, 0.5, offered.label),)
    reply = Reply(ReplyKind.CLARIFICATION, "Did you mean this?", "")
    for about, now in ((shown.id, offered.id if is_left else shown.id), (None, offered.id)):
        conversation = Conversation(about=about)
        turn = Turn(conversation.utterance(asked), Clarify(near), near, reply)
        assert conversation.after(turn).about == now


def test_the_list_of_what_another_story_has_turns_to_that_story() -> None:
    tower = a_questions_page({"How tall is the tower of Umby?": "90 metres."}, file="tower/q.txt")
    corpus = a_corpus(*RESPONDER.corpus.pages, tower)
    listed = next(p for p in corpus.passages if p.label.startswith("How tall"))
    shown = next(p for p in corpus.passages if p.briefing != listed.briefing)
    parts = (Candidate(listed, 1.0, 1.0, listed.label),)
    turn = Turn(
        Conversation(about=shown.id).utterance("back to umby"),
        Clarify(parts),
        parts,
        Reply(ReplyKind.MENU, "Umby", ""),
    )
    assert Conversation(about=shown.id).after(turn).about == listed.id


def test_the_last_of_several_answers_is_in_view() -> None:
    text = "Who pays for the icebreaker? How many ships are stuck in the ice?"
    turn = RESPONDER.respond(Utterance(text), today=TODAY)
    conversation = Conversation().after(turn)
    (last,) = turn.reply.also
    assert last.passage is not None
    assert conversation.shown == last.passage.id


def test_the_trail_is_of_what_was_seen_and_goes_back_with_the_reader() -> None:
    first, second = (p.id for p in RESPONDER.corpus.passages[:2])
    one, two = (RESPONDER.open(passage, today=TODAY) for passage in (first, second))
    there = Conversation().seeing(one).seeing(one).seeing(two)
    assert [seen.shown for seen in there.trail] == [first, second]
    assert [seen.shown for seen in there.seeing(one).trail] == [first, second, first]
    back = RESPONDER.respond(there.utterance("go back"), today=TODAY)
    assert there.after(back).trail == Conversation().seeing(one).trail
    thanked = RESPONDER.respond(there.utterance("thanks"), today=TODAY)
    assert there.after(thanked).trail == there.trail


def test_the_trail_does_not_grow_without_end() -> None:
    conversation = Conversation()
    for passage in (*RESPONDER.corpus.passages,) * TRAIL:
        conversation = conversation.seeing(RESPONDER.open(passage.id, today=TODAY))
    assert len(conversation.trail) == TRAIL
