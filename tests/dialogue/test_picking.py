"""What is picked out of a list: one, several, or nothing, and then the list once more."""

from __future__ import annotations

from datetime import date

import pytest

from bot.corpus.model import FrontMatter, PassageKind
from bot.dialogue import wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Reply, ReplyKind
from bot.dialogue.picking import picked_by_name
from bot.dialogue.responder import Responder
from bot.matching.model import Abstain, Answer, Clarify
from tests.builders import HARBOUR_QUESTIONS, a_briefing, a_corpus, a_story
from tests.dialogue.fakes import a_responder

TODAY = date(2025, 7, 1)
HARBOUR, DAM, FERRY = "Frozen harbour", "Burst dam", "Lost ferry"
FIRST, SECOND, THIRD = HARBOUR_QUESTIONS


@pytest.fixture(scope="module")
def responder() -> Responder:
    harbour = FrontMatter(title=HARBOUR, as_of=date(2025, 6, 1))
    dam = FrontMatter(title=DAM, as_of=date(2025, 6, 3))
    ferry = FrontMatter(title=FERRY, as_of=date(2025, 6, 2))
    return a_responder(
        a_corpus(
            *a_briefing(meta=harbour),
            a_story(file="dam/story.txt", meta=dam),
            a_story(file="ferry/story.txt", meta=ferry),
        )
    )


def offering(responder: Responder, *labels: str) -> Conversation:
    """Give a conversation in which these passages were offered last."""
    by_label = {passage.label: passage.id for passage in responder.corpus.passages}
    return Conversation(choices=tuple(by_label[label] for label in labels))


def ask(responder: Responder, conversation: Conversation, *texts: str) -> Reply:
    for text in texts:
        turn = responder.respond(conversation.utterance(text), today=TODAY)
        conversation = conversation.after(turn)
    return turn.reply


def headings(reply: Reply) -> list[str]:
    return [reply.heading, *(further.heading for further in reply.also)]


def offered(reply: Reply) -> list[str]:
    return [choice.label for choice in reply.follow_ups]


@pytest.mark.parametrize("typed", ["1,2", "1 and 2", "1;2", "1–2", "the first two", "1 & 2 plz"])
def test_several_numbers_open_several(responder: Responder, typed: str) -> None:
    conversation = offering(responder, *HARBOUR_QUESTIONS)
    turn = responder.respond(conversation.utterance(typed), today=TODAY)
    assert isinstance(turn.decision, Answer)
    assert headings(turn.reply) == [FIRST, SECOND]


def test_both_and_all_open_what_is_on_a_short_list(responder: Responder) -> None:
    assert headings(ask(responder, offering(responder, FIRST, THIRD), "both")) == [FIRST, THIRD]
    three = offering(responder, *HARBOUR_QUESTIONS)
    assert headings(ask(responder, three, "all of them")) == [*HARBOUR_QUESTIONS]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("1/2", [FIRST, SECOND]),
        ("1 or 3", [FIRST, THIRD]),
        *(
            (typed, [*HARBOUR_QUESTIONS])
            for typed in ("both", "whichever", "idk", "-1", "1+1", "24/7")
        ),
    ],
)
def test_what_leaves_it_open_gets_the_list_again(
    responder: Responder, typed: str, left: list[str]
) -> None:
    conversation = offering(responder, *HARBOUR_QUESTIONS)
    turn = responder.respond(conversation.utterance(typed), today=TODAY)
    assert isinstance(turn.decision, Clarify)
    assert turn.reply.text == wording.CLARIFY_YES
    assert offered(turn.reply) == left


@pytest.mark.parametrize("typed", ["9", "1 and 9", "ninth", "the last nine"])
def test_a_number_that_is_not_on_the_list_gets_it_again(responder: Responder, typed: str) -> None:
    reply = ask(responder, offering(responder, *HARBOUR_QUESTIONS), typed)
    assert (reply.kind, reply.heading) == (ReplyKind.NOTICE, wording.NO_SUCH_CHOICE_HEADING)
    assert offered(reply) == [*HARBOUR_QUESTIONS]


def test_lists_are_not_opened_beside_others(responder: Responder) -> None:
    menus = [p.label for p in responder.corpus.passages if p.kind is PassageKind.MENU][:2]
    reply = ask(responder, offering(responder, FIRST, *menus), "1 and 2")
    assert reply.kind is ReplyKind.CLARIFICATION


def test_a_long_list_that_is_picked_is_shown_whole() -> None:
    many = {f"Why is pier {number} shut?": f"Ice, {number} feet of it." for number in range(9)}
    responder = a_responder(a_corpus(*a_briefing(many)))
    menu = next(p for p in responder.corpus.passages if p.label == "Common question")
    reply = ask(responder, Conversation(choices=(menu.id,)), "1")
    assert reply == responder.open(menu.id, today=TODAY)
    assert len(offered(reply)) > len(many)


def test_a_choice_is_named_of_a_list_that_is_shown_whole() -> None:
    responder = a_responder(a_corpus(*a_briefing(meta=FrontMatter(title=HARBOUR))))
    menu = next(p for p in responder.corpus.passages if p.label == "Common question")
    conversation = Conversation().seeing(responder.open(menu.id, today=TODAY))
    for typed, picked in (("the stuck ships", SECOND), ("the sunken ships", None)):
        found = picked_by_name(conversation.utterance(typed), responder.corpus, lambda _: None)
        assert not isinstance(found, Reply)
        labels = [p.label for p in responder.corpus.passages if p.id in found]
        assert labels == ([] if picked is None else [picked])


@pytest.mark.parametrize("typed", ["ok sorry, who pays for the dam", "since when"])
def test_a_question_in_so_many_words_picks_no_story(responder: Responder, typed: str) -> None:
    conversation = Conversation().seeing(responder.help())
    picked = picked_by_name(
        conversation.utterance(typed), responder.corpus, lambda _: responder.corpus.briefings[0]
    )
    assert picked == ()


@pytest.mark.parametrize("typed", ["<3", ":3", "❤️"])
def test_a_heart_picks_nothing(responder: Responder, typed: str) -> None:
    reply = ask(responder, offering(responder, *HARBOUR_QUESTIONS), typed)
    assert reply.kind is ReplyKind.NOTICE
    assert reply.passage is None


@pytest.mark.parametrize("typed", ["1+1", "10/10", "24/7"])
def test_sums_and_marks_pick_nothing_of_an_answer(responder: Responder, typed: str) -> None:
    conversation = responder.converse([FIRST], today=TODAY)
    turn = responder.respond(conversation.utterance(typed), today=TODAY)
    assert isinstance(turn.decision, Abstain)


def test_the_other_one_is_the_one_that_was_not_opened(responder: Responder) -> None:
    two = Conversation().seeing(ask_which(responder, FIRST, SECOND))
    assert headings(ask(responder, two, "2", "no, the other one")) == [FIRST]
    three = Conversation().seeing(ask_which(responder, *HARBOUR_QUESTIONS))
    assert offered(ask(responder, three, "2", "the other one")) == [FIRST, THIRD]


def ask_which(responder: Responder, *labels: str) -> Reply:
    return ask(responder, offering(responder, *labels), "whichever")


def test_words_for_a_whole_list_ask_nothing_of_an_answer(responder: Responder) -> None:
    conversation = responder.converse([FIRST], today=TODAY)
    for text in ("any", "whatever", "everything", "the latest"):
        assert ask(responder, conversation, text).text != wording.CLARIFY_YES


@pytest.mark.parametrize(
    ("typed", "heading"), [("gorska", "Gorska"), ("the dam one", "More on these topics")]
)
def test_who_is_named_instead_of_a_story_is_shown_in_place_of_all_names(
    typed: str, heading: str
) -> None:
    dam = a_story(
        file="dam/story.txt",
        meta=FrontMatter(title=DAM),
        topics=("Gorska is a village.", "Arvo Oksanen is an engineer."),
    )
    responder = a_responder(a_corpus(*a_briefing(meta=FrontMatter(title=HARBOUR)), dam))
    conversation = responder.converse(["who is who"], today=TODAY)
    assert ask(responder, conversation, typed).heading == heading


class TestStories:
    """Where one of several stories is asked for."""

    @pytest.mark.parametrize(
        ("typed", "left"),
        [
            ("not the dam", [HARBOUR, FERRY]),
            ("anything but the dam", [HARBOUR, FERRY]),
            ("not the dragons", [HARBOUR, DAM, FERRY]),
            ("doesn't matter", [HARBOUR, DAM, FERRY]),
            ("the short one", [HARBOUR, DAM, FERRY]),
            ("both", [HARBOUR, DAM, FERRY]),
            ("you tell me", [HARBOUR, DAM, FERRY]),
            ("the dam or the ferry", [DAM, FERRY]),
        ],
    )
    def test_what_names_no_single_one_is_asked_again(
        self, responder: Responder, typed: str, left: list[str]
    ) -> None:
        conversation = responder.converse(["background"], today=TODAY)
        reply = ask(responder, conversation, typed)
        assert reply.kind is ReplyKind.CLARIFICATION
        titles = [label.partition("(")[2].rstrip(")") for label in offered(reply)]
        assert sorted(titles) == sorted(left)

    @pytest.mark.parametrize(
        ("typed", "opened"),
        [
            ("not the dam, nor the ferry", [HARBOUR]),
            ("not the dam or the ferry", [HARBOUR]),
            ("not the dam but the ferry", [FERRY]),
            ("the ferry, not the dam", [FERRY]),
            ("no, the ferry", [FERRY]),
            ("the newest", [DAM]),
            ("the oldest one", [HARBOUR]),
            ("the dam and the ferry", [DAM, FERRY]),
        ],
    )
    def test_what_is_meant_is_opened(
        self, responder: Responder, typed: str, opened: list[str]
    ) -> None:
        conversation = responder.converse(["background"], today=TODAY)
        reply = ask(responder, conversation, typed)
        found = [r.source.briefing_title for r in (reply, *reply.also) if r.source is not None]
        assert found == opened
