"""Messages that ask who or what a name is, and words that name a story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.dialogue.conversation import Conversation
from bot.dialogue.model import ReplyKind, Utterance
from bot.dialogue.naming import (
    is_near,
    is_time,
    name_asked,
    names_asked,
    names_story,
    plain,
    story_titled,
    story_words,
    with_pronoun,
)
from bot.dialogue.responder import Responder
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Decision
from tests.builders import a_corpus, a_page, a_questions_page
from tests.dialogue.fakes import WordMatcher, a_responder

TODAY = date(2025, 7, 1)
STORY_TEXT = (
    "What's happened\nThe harbour of Lindholm froze.\n"
    "How we got here\nIn 1987 it froze, too. A ship sank off Torholm.\n"
    "More on these topics\n-\nLuca D’Amico is an Italian skipper who broke the ice.\n"
    "-\nThe World Ice Organization is a body of the United Nations."
)
STORY = a_page(STORY_TEXT, file="harbour/story.txt")
OTHER = a_page(
    "What's happened\nThe bridge of Umby fell.\nHow we got here\nIt was old.",
    file="bridge/story.txt",
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("who is luca damico", "luca damico"),
        ("Who's D'Amico again?", "damico"),
        ("ok, and what is the World Ice Organization?", "world ice organization"),
        ("tell me who Luca D’Amico is", "luca damico"),
        ("what's the U.N.", "un"),
        ("is Luca married", None),
        ("luca", None),
    ],
)
def test_reads_the_name_that_is_asked_for(text: str, name: str | None) -> None:
    assert name_asked(text) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("who are Luca D'Amico and the WIO?", ("luca damico", "wio")),
        ("who is Ann, Bob & Cy", ("ann", "bob", "cy")),
        ("what are ice, and snow", ("ice", "snow")),
        ("who is Luca D'Amico", ()),
        ("who is Ann and", ()),
        ("Ann and Bob", ()),
        ("who is Ann and Ann", ("ann",)),
    ],
)
def test_reads_several_names_that_are_asked_for(text: str, names: tuple[str, ...]) -> None:
    assert names_asked(text) == names


def test_several_names_get_a_definition_each() -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    turn = responder.respond(
        Utterance("who are Luca D’Amico and the World Ice Organization?"), today=TODAY
    )
    shown = [turn.reply.heading, *(reply.heading for reply in turn.reply.also)]
    assert shown == ["Luca D’Amico", "The World Ice Organization"]


def test_names_of_which_one_is_unknown_are_no_list() -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    turn = responder.respond(Utterance("who are Luca D’Amico and Bob?"), today=TODAY)
    assert turn.reply.also == ()
    assert "who is bob" not in " ".join(turn.reply.notes)


@pytest.mark.parametrize("typed", ["who is luca damico", "whats the WIO?", "who is D'Amico"])
def test_a_name_gets_its_definition_however_it_is_typed(typed: str) -> None:
    turn = a_responder(a_corpus(STORY, OTHER)).respond(Utterance(typed), today=TODAY)
    assert turn.reply.kind is ReplyKind.ANSWER
    assert turn.reply.heading in {"Luca D’Amico", "The World Ice Organization"}


def test_more_than_a_name_is_no_question_for_a_definition() -> None:
    turn = a_responder(a_corpus(STORY, OTHER)).respond(
        Utterance("who is Luca D’Amico's wife"), today=TODAY
    )
    assert turn.reply.kind is not ReplyKind.ANSWER


@pytest.mark.parametrize(
    ("words", "is_name"),
    [("Lindholm", True), ("the harbour", True), ("damico", True), ("Torholm", False)],
)
def test_a_story_is_named_by_what_it_is_about(words: str, is_name: bool) -> None:
    (briefing,) = a_corpus(STORY).briefings
    assert names_story(words, briefing, "What's happened") is is_name


def test_a_place_in_the_section_that_is_asked_for_names_the_story() -> None:
    (briefing,) = a_corpus(STORY).briefings
    assert names_story("Torholm", briefing, "How we got here")


@pytest.mark.parametrize("text", ["1987", "last November", "the summer of 1987"])
def test_a_time_names_no_story(text: str) -> None:
    assert is_time(text)
    assert not is_time(f"{text} in Lindholm")


def test_words_around_the_name_of_a_story_are_left_out() -> None:
    assert story_words("the volcano story") == "volcano"
    assert plain("The O’Neill-Brandt") == "oneill brandt"


@pytest.mark.parametrize(
    ("name", "titles", "found"),
    [
        ("the bridge", ("The bridge of Umby", "A harbour"), 0),
        ("bridge", ("The bridge of Umby", "A harbour"), None),  # any word may be in a sentence
        ("umby", ("The bridge of Umby", "A harbour"), 0),
        ("umby", ("Umby's bridge has fallen", "A harbour"), 0),
        ("the bridges at Umby", ("The bridge of Umby", "A harbour"), 0),
        ("Erdogan", ("A harbour", "Now Erdoğan wins"), 1),
        ("the bridge", ("The bridge of Umby", "A bridge"), None),
        ("bridge of Halden", ("The bridge of Umby",), None),
        ("the of", ("The bridge of Umby",), None),
        ("", ("The bridge of Umby",), None),
    ],
)
def test_a_story_is_known_by_words_that_only_its_title_has(
    name: str, titles: tuple[str, ...], found: int | None
) -> None:
    stories = [replace(b, title=t) for b, t in zip(a_corpus().briefings * 2, titles, strict=False)]
    assert story_titled(name, stories) is (None if found is None else stories[found])


@pytest.mark.parametrize(
    "typed",
    ["umby", "Umby?", "the bridge", "the bridge story", "what about the bridge"],
)
@pytest.mark.parametrize("in_view", [None, "The harbour of Lindholm froze.", "It was old."])
def test_the_name_of_a_story_turns_to_that_story(typed: str, in_view: str | None) -> None:
    corpus = a_corpus(STORY, OTHER)
    shown = next((p.id for p in corpus.passages if p.text == in_view), None)
    view = Conversation(about=shown, shown=shown, before=("what happened",) if shown else ())
    turn = a_responder(corpus).respond(view.utterance(typed), today=TODAY)
    assert turn.reply.kind is ReplyKind.MENU
    assert turn.reply.heading == "The bridge of Umby fell"


def test_another_story_is_offered_where_the_one_in_view_is_asked_about_its_subject() -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    news = next(p for p in responder.corpus.passages if p.briefing == "harbour")
    view = Conversation(about=news.id, shown=news.id, before=("what happened",))
    turn = responder.respond(view.utterance("and Umby?"), today=TODAY)
    assert turn.reply.kind is ReplyKind.ABSTENTION
    opened = responder.open(turn.reply.follow_ups[0].passage, today=TODAY)
    assert opened.text == "The bridge of Umby fell."


def test_a_story_in_view_has_the_first_claim_on_words_of_its_own_topics() -> None:
    topics = "More on these topics\n-\nThe Umby Bridge is a bridge of ice."
    iced = a_page(f"What's happened\nThe harbour froze.\n{topics}", file="harbour/story.txt")
    responder = a_responder(a_corpus(iced, OTHER))
    news = next(p for p in responder.corpus.passages if p.briefing == "harbour")
    view = Conversation(about=news.id, shown=news.id, before=("what happened",))
    turn = responder.respond(view.utterance("what about the umby bridge?"), today=TODAY)
    assert turn.reply.heading != "The bridge of Umby fell"
    assert (
        responder.respond(Utterance("what about the bridge?"), today=TODAY).reply.kind
        is ReplyKind.MENU
    )


def test_a_story_is_picked_by_a_name_that_its_title_lacks() -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    asked_back = responder.respond(Utterance("what's happened"), today=TODAY)
    assert len(asked_back.reply.follow_ups) == 2
    view = Conversation().after(asked_back)
    turn = responder.respond(view.utterance("the Luca D’Amico one"), today=TODAY)
    assert turn.reply.text == "The harbour of Lindholm froze."


def test_a_number_without_a_list_is_no_question() -> None:
    questions = a_questions_page({"Which 2 ships sank?": "The Anna and the Berta."})
    responder = a_responder(a_corpus(questions))
    turn = responder.respond(Utterance("2"), today=TODAY)
    assert (turn.reply.kind, turn.reply.follow_ups) == (ReplyKind.NOTICE, ())


@pytest.mark.parametrize(
    ("typed", "is_offered"),
    [
        ("you are useless", False),
        ("damn you", False),
        ("why?", False),
        ("how thick was it", False),
        ("did it freeze?", True),
        ("the price of Lindholm's ice", True),
    ],
)
def test_only_what_has_a_word_in_common_is_offered_instead_of_an_answer(
    typed: str, is_offered: bool
) -> None:
    (briefing,) = a_corpus(STORY).briefings
    news = next(briefing.passages)
    assert is_near(Candidate(news, 0.0, 0.01, news.label), typed, briefing) is is_offered
    assert is_near(Candidate(news, 0.0, 0.2, news.label), typed, briefing)


SUBJECT = frozenset({"aurora", "jab"})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Where can I get the Aurora jab?", "where can i get it"),
        ("does Aurora work", "does it work"),
        ("price aurora jab", "price it"),
        ("where can I get it?", None),  # names nothing
        ("the Aurora jab", None),  # asks nothing
        ("is the jab called Aurora a jab", None),  # what is left would name it still
    ],
)
def test_a_story_that_is_named_by_its_title_becomes_a_pronoun(text: str, read: str | None) -> None:
    assert with_pronoun(text, SUBJECT) == read


QUESTIONS = {
    "Where can I get it?": "At a pharmacy.",
    "Does it work against flu?": "No.",
    "How was the trial done?": "With 4,000 people.",
}


@pytest.mark.parametrize(
    ("text", "decision", "label"),
    [
        ("where can i get the aurora jab", Answer, "Where can I get it?"),
        ("how was the trial of the aurora jab done", Clarify, "How was the trial done?"),
        ("where can i sell the aurora jab", Clarify, "Where can I get it?"),
        ("who sells the aurora jab", Abstain, None),
    ],
)
def test_a_question_of_the_page_may_say_it_where_the_message_names_the_story(
    text: str, decision: type, label: str | None
) -> None:
    page = replace(a_questions_page(QUESTIONS), title="The Aurora jab")
    turn = a_responder(a_corpus(page)).respond(Utterance(text), today=TODAY)
    assert type(turn.decision) is decision
    if label is not None:
        assert turn.candidates[0].passage.label == label


class _Bold:
    """Answers whatever is nearest."""

    def decide(self, candidates: tuple[Candidate, ...]) -> Decision:
        return Answer(candidates[0]) if candidates else Abstain(())


@pytest.mark.parametrize(
    ("text", "decision"),
    [("how we got here with Torby bank", Clarify), ("how we got here with the harbour", Answer)],
)
def test_asks_back_where_a_section_is_asked_of_what_the_story_only_mentions(
    text: str, decision: type
) -> None:
    debts = a_questions_page({"Who is owed money?": "Torby bank."}, file="harbour/more.txt")
    corpus = a_corpus(STORY, debts)
    bold = Responder(corpus, WordMatcher(corpus), _Bold())
    turn = bold.respond(Utterance(text), today=TODAY)
    assert type(turn.decision) is decision
    assert turn.candidates[0].passage.label == "How we got here"


@pytest.mark.parametrize("text", ["jab", "the Aurora jab", "the jab!"])
def test_a_story_that_is_only_named_is_shown_as_a_whole(text: str) -> None:
    page = replace(a_questions_page({**QUESTIONS, "Is the jab safe?": "Yes."}), title="Aurora jab")
    corpus = a_corpus(page)
    reply = a_responder(corpus).respond(Utterance(text), today=TODAY).reply
    assert reply.heading == "Aurora jab"
    assert [choice.label for choice in reply.follow_ups] == [p.label for p in corpus.passages]


@pytest.mark.parametrize("text", ["is the jab", "the trial jab", "jabs for whom"])
def test_whoever_says_more_than_a_storys_name_is_heard_as_before(text: str) -> None:
    page = replace(a_questions_page(QUESTIONS), title="Aurora jab")
    assert (
        a_responder(a_corpus(page)).respond(Utterance(text), today=TODAY).reply.heading
        != page.title
    )
