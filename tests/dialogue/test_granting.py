"""What a message wants done with the last reply: repeat it, go on, name the source, choose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.corpus.model import FrontMatter, PassageId, PassageKind
from bot.dialogue import wording
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Reply, ReplyKind, Seen, Turn, Utterance
from bot.dialogue.responder import Responder
from bot.matching.model import Abstain, Answer, Clarify
from tests.builders import a_briefing, a_corpus, a_story
from tests.dialogue.fakes import a_responder

TODAY = date(2025, 7, 1)
JUNE, LATER = date(2025, 6, 1), date(2025, 6, 3)
META = FrontMatter(title="Frozen harbour", sources=("Port Authority", "https://example.org"))


@pytest.fixture
def responder() -> Responder:
    return a_responder(a_corpus(*a_briefing(meta=META)))


def after(responder: Responder, *messages: str) -> Conversation:
    return responder.converse(messages, today=TODAY)


def ask(responder: Responder, conversation: Conversation, text: str) -> Turn:
    return responder.respond(conversation.utterance(text), today=TODAY)


def labels(reply: Reply) -> list[str]:
    return [choice.label for choice in reply.follow_ups]


def test_again_shows_the_same_once_more(responder: Responder) -> None:
    conversation = after(responder, "who pays for the icebreaker?")
    turn = ask(responder, conversation, "again?")
    assert isinstance(turn.decision, Answer)
    assert turn.reply.heading == "Who pays for the icebreaker?"


def test_more_offers_what_the_passage_leads_to_and_then_what_is_left(responder: Responder) -> None:
    conversation = after(responder, "who pays for the icebreaker?", "what else?")
    assert conversation.last is not None
    first = labels(conversation.last.reply)
    assert first
    assert "Who pays for the icebreaker?" not in first
    then = labels(ask(responder, conversation, "more").reply)
    assert then
    assert not set(first) & set(then)


def test_more_goes_on_until_that_was_all(responder: Responder) -> None:
    conversation = after(responder, "who pays for the icebreaker?")
    offered: list[str] = []
    while True:
        turn = ask(responder, conversation, "more")
        conversation = conversation.after(turn)
        if turn.reply.heading == wording.ALL_HEADING:
            break
        offered += labels(turn.reply)
    assert len(offered) == len(set(offered))
    assert {p.label for p in responder.corpus.passages if p.kind is PassageKind.SECTION} < {
        *offered
    }
    assert turn.reply.kind is ReplyKind.NOTICE
    assert ask(responder, conversation, "more").reply == turn.reply


def test_after_all_of_a_story_the_others_are_offered() -> None:
    dam = a_story(file="dam/story.txt", meta=FrontMatter(title="Burst dam"))
    responder = a_responder(a_corpus(*a_briefing(meta=META), dam))
    conversation = after(responder, "who pays for the icebreaker?", *["more"] * 10)
    assert conversation.last is not None
    assert labels(conversation.last.reply) == ["Burst dam"]


def test_more_of_a_list_is_what_is_not_on_it(responder: Responder) -> None:
    conversation = after(responder, "common question")
    assert conversation.last is not None
    listed = labels(conversation.last.reply)
    assert listed
    assert not set(listed) & set(labels(ask(responder, conversation, "more").reply))


def test_more_about_a_topic_offers_what_speaks_of_it(responder: Responder) -> None:
    turn = ask(responder, after(responder, "lindholm"), "tell me more")
    assert turn.reply.kind is ReplyKind.MENU
    assert labels(turn.reply)[0] == "Why is the harbour of Lindholm frozen?"


def test_the_source_is_named_with_those_of_the_page(responder: Responder) -> None:
    turn = ask(responder, after(responder, "who pays for the icebreaker?"), "source?")
    assert isinstance(turn.decision, Abstain)
    assert turn.reply.kind is ReplyKind.NOTICE
    assert "harbour/questions.txt" in turn.reply.text
    assert "Port Authority" in turn.reply.text
    assert turn.reply.source is not None


@pytest.mark.parametrize(
    ("as_of", "updated", "told"),
    [
        (JUNE, None, "as of 1 June 2025."),
        (JUNE, LATER, "as of 1 June 2025; the page was last updated on 3 June 2025."),
        (None, LATER, "as of 3 June 2025."),
        (None, None, "no date"),
    ],
)
def test_the_source_tells_from_when_the_facts_are(
    as_of: date | None, updated: date | None, told: str
) -> None:
    meta = FrontMatter(title="Ice", as_of=as_of, updated=updated)
    responder = a_responder(a_corpus(*a_briefing(meta=meta)))
    conversation = after(responder, "who pays for the icebreaker?")
    reply = ask(responder, conversation, "how old is this?").reply
    assert reply.heading == wording.SOURCE_HEADING
    assert told in reply.text


def test_back_shows_what_was_shown_before(responder: Responder) -> None:
    first, second = "Who pays for the icebreaker?", "How many ships are stuck in the ice?"
    conversation = after(responder, first, second, "thanks", "go back")
    assert conversation.last is not None
    assert conversation.last.reply.heading == first
    assert conversation.shown == conversation.about


def test_the_first_question_is_shown_again(responder: Responder) -> None:
    conversation = after(
        responder, "who pays for the icebreaker?", "how many ships are stuck in the ice?", "1"
    )
    turn = ask(responder, conversation, "what was my first question?")
    assert turn.reply.heading == "Who pays for the icebreaker?"


def test_back_from_a_choice_is_to_its_list(responder: Responder) -> None:
    listed = responder.respond(Utterance("pays icebreaker tomorrow"), today=TODAY)
    conversation = Conversation().after(listed)
    chosen = conversation.after(ask(responder, conversation, "1"))
    back = ask(responder, chosen, "back")
    assert back.reply.kind is ReplyKind.CLARIFICATION
    assert labels(back.reply) == labels(listed.reply)
    again = chosen.after(back)
    assert ask(responder, again, "1").reply.heading == labels(listed.reply)[0]


def test_whoever_wants_the_list_gets_no_answer_that_was_shown_before(responder: Responder) -> None:
    first, second = "Who pays for the icebreaker?", "How many ships are stuck in the ice?"
    conversation = after(responder, first, second)
    reply = ask(responder, conversation, "show me the list").reply
    assert (reply.kind, reply.heading) == (ReplyKind.MENU, "Frozen harbour")


def test_back_where_nothing_was_before_shows_what_the_story_has(responder: Responder) -> None:
    conversation = after(responder, "who pays for the icebreaker?")
    assert ask(responder, conversation, "back").reply.heading == "Frozen harbour"


def test_to_start_over_is_to_forget_what_was_said() -> None:
    dam = a_story(file="dam/story.txt", meta=FrontMatter(title="Burst dam"))
    responder = a_responder(a_corpus(*a_briefing(meta=META), dam))
    conversation = after(responder, "who pays for the icebreaker?", "start over")
    assert conversation.last is not None
    assert conversation.last.reply.heading == wording.LATEST_HEADING
    assert (conversation.about, conversation.before) == (None, ())


def test_a_remark_gets_a_kind_word_and_thanks_are_welcome(responder: Responder) -> None:
    conversation = after(responder, "who pays for the icebreaker?")
    assert ask(responder, conversation, "lol").reply.heading == wording.AGREED_HEADING
    assert ask(responder, conversation, "thanks ❤️").reply.heading == wording.WELCOME_HEADING
    assert ask(responder, conversation, "Danke!").reply.heading == wording.WELCOME_HEADING


def test_thanks_are_not_a_question(responder: Responder) -> None:
    reply = ask(responder, Conversation(), "thanks!").reply
    assert reply.heading == wording.WELCOME_HEADING


@pytest.mark.parametrize("said", ["yes", "Right.", "correct", "no.", "ok"])
def test_to_agree_where_nothing_was_offered_asks_nothing(responder: Responder, said: str) -> None:
    turn = ask(responder, Conversation(), said)
    assert turn.reply.kind is ReplyKind.NOTICE
    assert turn.candidates == ()


@pytest.mark.parametrize("wish", ["again", "source?"])
def test_without_a_last_reply_there_is_nothing_to_grant(responder: Responder, wish: str) -> None:
    turn = ask(responder, Conversation(), wish)
    assert isinstance(turn.decision, Abstain)
    assert turn.reply.kind is ReplyKind.ABSTENTION


def test_yes_opens_the_only_one_that_was_offered(responder: Responder) -> None:
    offered = responder.corpus.passages[0]
    turn = ask(responder, Conversation(choices=(offered.id,)), "yes please")
    assert turn.reply.passage == offered


def test_yes_to_several_asks_which(responder: Responder) -> None:
    choices = tuple(passage.id for passage in responder.corpus.passages[:3])
    turn = ask(responder, Conversation(choices=choices), "yes")
    assert isinstance(turn.decision, Clarify)
    assert [choice.passage for choice in turn.reply.follow_ups] == list(choices)
    third = ask(responder, Conversation(choices=choices), "the last one")
    assert third.reply.passage is not None
    assert third.reply.passage.id == choices[2]


def test_yes_to_an_answer_opens_nothing(responder: Responder) -> None:
    conversation = after(responder, "who pays for the icebreaker?")
    assert conversation.choices
    assert isinstance(ask(responder, conversation, "yes").decision, Abstain)
    thanked = conversation.after(ask(responder, conversation, "❤️"))
    assert isinstance(ask(responder, thanked, "👍").decision, Abstain)


def test_yes_to_a_passage_that_is_gone_opens_nothing(responder: Responder) -> None:
    gone = Conversation(choices=(PassageId("gone.0123456789"),))
    assert ask(responder, gone, "yes").reply.passage is None


def test_no_never_offers_what_was_refused_before(responder: Responder) -> None:
    conversation, refused = after(responder, "who pays for the icebreaker?"), set[str]()
    for _ in range(4):
        if conversation.shown is not None:
            refused.add(conversation.shown)
        turn = ask(responder, conversation, "not that")
        offered = {choice.passage for choice in turn.reply.follow_ups}
        assert refused.isdisjoint(offered)
        refused |= offered
        conversation = conversation.after(turn)
    assert not offered, "until nothing is left"


def test_no_to_stories_offers_the_stories_that_are_left() -> None:
    stories = [a_story(file=f"s{at}/story.txt") for at in range(4)]
    responder = a_responder(a_corpus(*stories))
    listed = after(responder, "latest stories")
    some = replace(listed, choices=listed.choices[:2], trail=(Seen(None, listed.choices[:2]),))
    left = ask(responder, some, "not those").reply.follow_ups
    assert {choice.passage for choice in left} == set(listed.choices[2:])


def test_no_offers_others(responder: Responder) -> None:
    asked = "who pays for the icebreaker?"
    conversation = after(responder, asked)
    turn = ask(responder, conversation, "no")
    assert isinstance(turn.decision, Clarify)
    assert turn.reply.follow_ups
    assert asked.capitalize() not in labels(turn.reply)
    offered = Conversation(choices=conversation.choices, before=(asked,))
    again = ask(responder, offered, "not that")
    assert not set(conversation.choices) & {choice.passage for choice in again.reply.follow_ups}
