"""Messages that ask who or what a name is, and words that name a story."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.model import Briefing, FrontMatter, PassageKind
from bot.dialogue.bearing import is_near
from bot.dialogue.conversation import Conversation
from bot.dialogue.heard import Asker
from bot.dialogue.model import ReplyKind, Utterance
from bot.dialogue.naming import holds_head_of, is_name_of, may_stand_alone, names_story
from bot.dialogue.reading.names import (
    bare_words,
    initials,
    is_name_alone,
    is_time,
    name_asked,
    names_asked,
    plain,
    story_words,
    with_pronoun,
    without_subject,
)
from bot.dialogue.responder import Responder
from bot.dialogue.stories import Stories, names_of
from bot.dialogue.which_story import WhichStory
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Decision
from bot.text.content import stems_of
from tests.builders import a_corpus, a_page, a_questions_page, a_story, only
from tests.dialogue.fakes import StepPolicy, WordMatcher, a_responder

TITLE_WORDS = ("the", "spies", "spy", "mouse", "men", "man", "break", "ice", "sky", "Umby", "of")
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
        ("who is this D'Amico guy?", "damico"),
        ("who is the Elephant Man", "elephant man"),
        ("ok, and what is the World Ice Organization?", "world ice organization"),
        ("tell me who Luca D’Amico is", "luca damico"),
        ("what's the U.N.", "un"),
        ("what does WIO stand for?", "wio"),
        ("whats the WIO short for", "wio"),
        ("WIO stands for what", "wio"),
        ("can i have a definition of frazil ice", "frazil ice"),
        ("i am new here, who is Luca D'Amico please?", "luca damico"),
        ("is Luca married", None),
        ("what does he stand to lose", "does he stand to lose"),
        ("i don't care who is Luca", None),
        ("luca", None),
    ],
)
def test_reads_the_name_that_is_asked_for(text: str, name: str | None) -> None:
    assert name_asked(text) == name


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [
        ("who is luca damico", True),
        ("hey, who's Mira D'Amico again?", True),
        ("what is the World Ice Organization?", False),
        ("who is luca, and is he married", False),
        ("who is on board now", False),
        ("luca damico", False),
    ],
)
def test_reads_whether_somebody_is_asked_for_by_name_alone(text: str, *, is_alone: bool) -> None:
    assert is_name_alone(text) is is_alone


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("who are Luca D'Amico and the WIO?", ("luca damico", "wio")),
        ("who is Ann, Bob & Cy", ("ann", "bob", "cy")),
        ("what are ice, and snow", ("ice", "snow")),
        ("compare Luca D'Amico and Bob", ("luca damico", "bob")),
        ("can you compare Luca D'Amico with Bob please", ("luca damico", "bob")),
        ("what's the difference between Ann and Bob?", ("ann", "bob")),
        ("tell me about Ann and Bob", ("ann", "bob")),
        ("tell me about Ann", ()),
        ("tell me about the war with Bob", ()),
        ("who is Luca D'Amico", ()),
        ("who is Ann and", ()),
        ("Ann and Bob", ()),
        ("who is Ann and Ann", ()),
        ("what are the causes and effects of it", ()),
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


def test_who_compares_two_topics_gets_the_definition_of_each() -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    turn = responder.respond(
        Utterance("compare Luca D’Amico and the World Ice Organization"), today=TODAY
    )
    shown = [turn.reply.heading, *(reply.heading for reply in turn.reply.also)]
    assert shown == ["Luca D’Amico", "The World Ice Organization"]


def test_names_of_which_one_is_unknown_are_no_list() -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    turn = responder.respond(Utterance("who are Luca D’Amico and Bob?"), today=TODAY)
    assert turn.reply.also == ()
    assert "who is bob" not in " ".join(turn.reply.notes)


@pytest.mark.parametrize(
    "typed",
    [
        "who is luca damico",
        "whats the WIO?",
        "who is D'Amico",
        "what does the WIO stand for",
        "definition of the WIO",
        "new here, what happened and who is D'Amico",
    ],
)
def test_a_name_gets_its_definition_however_it_is_typed(typed: str) -> None:
    turn = a_responder(a_corpus(STORY, OTHER)).respond(Utterance(typed), today=TODAY)
    assert turn.reply.kind is ReplyKind.ANSWER
    assert turn.reply.heading in {"Luca D’Amico", "The World Ice Organization"}


def test_what_somebody_means_is_not_who_that_is() -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    for typed, is_answer in (("what does D'Amico mean", False), ("what does the WIO mean", True)):
        turn = responder.respond(Utterance(typed), today=TODAY)
        assert (turn.reply.kind is ReplyKind.ANSWER) is is_answer


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


def titled(name: str, *stories: Briefing) -> Briefing | None:
    corpus = replace(a_corpus(), briefings=stories)
    matcher = WordMatcher(corpus)
    return WhichStory(Asker(StepPolicy()), Stories(corpus, matcher)).titled(name)


@pytest.mark.parametrize(
    ("name", "titles", "found"),
    [
        ("umby", ("The bridge of Umby", "A harbour"), 0),
        ("umby", ("Umby's bridge has fallen", "A harbour"), 0),
        ("the bridges at Umby", ("The bridge of Umby", "A harbour"), 0),
        ("the Umby story", ("The bridge of Umby", "A harbour"), 0),
        ("the men of Umby", ("The man of Umby", "A harbour"), 0),
        ("Erdogan", ("A harbour has frozen", "Now Erdoğan wins there"), 1),
        ("bridge", ("The bridge of Umby", "A harbour"), None),  # any word may be in a sentence
        ("morning", ("On Friday Morning a Ship Sank", "A harbour"), None),  # all have capitals
        ("elan", ("A new élan is found", "A harbour"), None),
        ("Monday", ("Umby fell silent on Monday", "A harbour"), None),
        ("Umby", ("The bridge of Umby", "The men of Umby"), None),
        ("bridge of Halden", ("The bridge of Umby",), None),
        ("is it Umby", ("The bridge of Umby",), None),
        ("the of", ("The bridge of Umby",), None),
        ("", ("The bridge of Umby",), None),
    ],
)
def test_a_story_is_known_by_words_that_only_its_title_has(
    name: str, titles: tuple[str, ...], found: int | None
) -> None:
    stories = [replace(b, title=t) for b, t in zip(a_corpus().briefings * 2, titles, strict=False)]
    assert titled(name, *stories) is (None if found is None else stories[found])


def test_a_title_that_somebody_wrote_is_known_by_each_of_its_words() -> None:
    (story,) = a_corpus(a_page(STORY_TEXT, meta=FrontMatter(title="Bridges and ice"))).briefings
    assert titled("ice", story) is titled("bridge", story) is story


@given(st.lists(st.sampled_from(TITLE_WORDS), min_size=1, max_size=4).map(" ".join))
def test_a_name_finds_just_the_story_that_has_it_in_its_title(name: str) -> None:
    titles = ("The spies and the mice", "A man broke the ice", "Skies of Umby", "The spy of Umby")
    stories = [replace(a_corpus().briefings[0], title=title) for title in titles]
    named = [story for story in stories if is_name_of(name, story)]
    found = titled(f"{name} story", *stories)
    if found is not None:
        assert named == [found]
    elif len(named) == 1:
        assert not may_stand_alone(bare_words(name), named[0])


@pytest.mark.parametrize("typed", ["umby", "Umby?", "the Umby story", "what about Umby"])
@pytest.mark.parametrize("in_view", [None, "The harbour of Lindholm froze."])
def test_the_name_of_a_story_turns_to_that_story(typed: str, in_view: str | None) -> None:
    corpus = a_corpus(STORY, OTHER)
    shown = next((p.id for p in corpus.passages if p.text == in_view), None)
    view = Conversation(about=shown, shown=shown, before=("did it freeze",) if shown else ())
    turn = a_responder(corpus).respond(view.utterance(typed), today=TODAY)
    assert turn.reply.kind is ReplyKind.MENU
    assert turn.reply.heading == "The bridge of Umby fell"


TURNING = (
    "back to Umby",
    "ok now Umby",
    "let's talk about Umby please",
    "switch to the Umby story",
    "no, I meant the Umby story",
    "I'd rather hear about Umby",
    "Umby's bridge",
)


@pytest.mark.parametrize("typed", TURNING)
@pytest.mark.parametrize("title", [None, "The end of the bridge at Umby"])
def test_whoever_turns_to_another_story_is_shown_what_there_is_of_it(
    typed: str, title: str | None
) -> None:
    text = "What's happened\nThe bridge of Umby fell.\nHow we got here\nIt was old."
    other = a_page(text, file="bridge/story.txt", meta=FrontMatter(title=title))
    responder = a_responder(a_corpus(STORY, other))
    news = next(p for p in responder.corpus.passages if p.briefing == "harbour")
    view = Conversation(about=news.id, shown=news.id, before=("did it freeze",))
    turn = responder.respond(view.utterance(typed), today=TODAY)
    assert turn.reply.kind is ReplyKind.MENU
    assert turn.reply.heading == (title or "The bridge of Umby fell")


@pytest.mark.parametrize(
    ("typed", "is_turned"),
    [
        ("back to the bridge", True),
        ("let's talk about the bridge", True),
        ("ok now the bridge", False),  # any word may be in a title that nobody wrote
        ("back to sleep", False),
    ],
)
def test_one_word_of_a_title_is_enough_to_go_back_to_a_story(
    typed: str, *, is_turned: bool
) -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    news = next(p for p in responder.corpus.passages if p.briefing == "harbour")
    view = Conversation(about=news.id, shown=news.id, before=("did it freeze",))
    turn = responder.respond(view.utterance(typed), today=TODAY)
    assert (turn.reply.heading == "The bridge of Umby fell") is is_turned


@pytest.mark.parametrize(
    "typed", ["what about the World Ice Organization?", "let's talk about Luca D'Amico"]
)
def test_a_name_that_only_another_story_explains_is_explained(typed: str) -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    bridge = next(p for p in responder.corpus.passages if p.briefing == "bridge")
    view = Conversation(about=bridge.id, shown=bridge.id, before=("did it fall",))
    shown = responder.respond(view.utterance(typed), today=TODAY).reply.passage
    assert shown is not None
    assert shown.kind is PassageKind.TOPIC


def test_a_story_that_is_to_be_explained_is_not_one_of_its_questions() -> None:
    questions = a_questions_page(
        {"Explain the price of the Umby bridge?": "It was dear."},
        file="bridge/q.txt",
    )
    responder = a_responder(a_corpus(OTHER, questions, STORY))
    turn = responder.respond(Utterance("explain the Umby bridge"), today=TODAY)
    assert turn.reply.kind is ReplyKind.MENU


def test_what_is_to_be_described_is_a_story_or_a_topic_rather_than_a_list_of_what_is_near() -> None:
    bridge = a_page(
        "What's happened\nThe bridge fell.\nMore on these topics\n-\nHalden is a town by the sea.",
        file="bridge/story.txt",
        meta=FrontMatter(title="The Umby bridge"),
    )
    questions = a_questions_page(
        {"Who sold the Umby bridge?": "A town.", "Who built Halden castle?": "A king."},
        file="bridge/q.txt",
    )
    responder = a_responder(a_corpus(bridge, questions, STORY))
    for typed, kind, heading in (
        ("explain the Umby bridge", ReplyKind.MENU, "The Umby bridge"),
        ("describe Halden", ReplyKind.ANSWER, "Halden"),
    ):
        assert isinstance(responder.policy.decide(responder.matcher.rank(typed)), Clarify)
        reply = responder.respond(Utterance(typed), today=TODAY).reply
        assert (reply.kind, reply.heading) == (kind, heading)


@pytest.mark.parametrize("typed", ["sorry, Halden Dubh", "Halden Dubh sorry", "oops, Halden Dubh."])
def test_a_name_is_asked_for_whatever_is_said_beside_it(typed: str) -> None:
    story = a_story(topics=("Halden Dubh is a hill.", "Umby is a town."))
    questions = a_questions_page({"Who sold Halden Dubh?": "A town."}, file="harbour/q.txt")
    responder = a_responder(a_corpus(story, questions))
    turn = responder.respond(Utterance(typed), today=TODAY)
    assert (turn.reply.kind, turn.reply.heading) == (ReplyKind.ANSWER, "Halden Dubh")


@pytest.mark.parametrize("typed", ["and the Umby bridge?", "no, the Umby bridge"])
def test_another_story_that_is_only_named_is_not_one_of_its_questions(typed: str) -> None:
    bridge = a_page(
        "What's happened\nIt fell.", file="bridge/story.txt", meta=FrontMatter(title="Umby bridge")
    )
    asked = {"And no, the Umby bridge?": "It was dear."}
    responder = a_responder(a_corpus(bridge, a_questions_page(asked, file="bridge/q.txt"), STORY))
    news = next(p for p in responder.corpus.passages if p.briefing == "harbour")
    view = Conversation(about=news.id, shown=news.id, before=("who pays",))
    turn = responder.respond(view.utterance(typed), today=TODAY)
    assert (turn.reply.kind, turn.reply.heading) == (ReplyKind.MENU, "Umby bridge")


@pytest.mark.parametrize(
    "typed", ["and Umby?", "and about Umby", "what about Umby?", "and the bridge?"]
)
@pytest.mark.parametrize("between", [(), ("and Halden?",), ("the harbour",)])
def test_another_story_shows_the_part_that_was_asked_for_last(
    typed: str, between: tuple[str, ...]
) -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    how = next(p for p in responder.corpus.passages if "1987" in p.text)
    view = Conversation(about=how.id, shown=how.id, before=("how did we get here", *between))
    turn = responder.respond(view.utterance(typed), today=TODAY)
    assert turn.reply.text == "It was old."


@pytest.mark.parametrize(
    "asked", ["history of the World Ice Organization", "background on the World Ice Organization"]
)
def test_the_history_of_a_topic_is_not_taken_for_that_of_its_story(asked: str) -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    whole = responder.respond(Utterance("history of the harbour"), today=TODAY)
    assert "1987" in whole.reply.text
    turn = responder.respond(Utterance(asked), today=TODAY)
    assert turn.reply.kind is not ReplyKind.ANSWER


@pytest.mark.parametrize("typed", ["what about the sailors?", "sailors"])
def test_a_story_in_view_keeps_the_words_that_it_uses(typed: str) -> None:
    trial = a_page(
        "What's happened\nThe sailors of Umby struck.",
        file="umby/story.txt",
        meta=FrontMatter(title="The sailors"),
    )
    questions = a_questions_page({"Who feeds the sailors?": "The port."}, file="harbour/q.txt")
    responder = a_responder(a_corpus(STORY, questions, trial))
    news = next(p for p in responder.corpus.passages if p.briefing == "harbour")
    view = Conversation(about=news.id, shown=news.id, before=("what happened",))
    turn = responder.respond(view.utterance(typed), today=TODAY)
    assert turn.reply.heading != "The sailors"
    assert responder.respond(Utterance(typed), today=TODAY).reply.heading == "The sailors"


def test_another_story_is_offered_where_the_one_in_view_is_asked_about_its_subject() -> None:
    responder = a_responder(a_corpus(STORY, OTHER))
    news = next(p for p in responder.corpus.passages if p.briefing == "harbour")
    view = Conversation(about=news.id, shown=news.id, before=("did it freeze",))
    turn = responder.respond(view.utterance("and Umby?"), today=TODAY)
    assert turn.reply.kind is ReplyKind.ABSTENTION
    opened = responder.open(turn.reply.follow_ups[0].passage, today=TODAY)
    assert opened.text == "The bridge of Umby fell."


@pytest.mark.parametrize(
    ("text", "name", "is_said"),
    [
        ("korea", "North Korea", True),
        ("Hualien county", "Hualien", True),
        ("notre dame", "Notre-Dame de Paris", True),
        ("panama canal", "The Panama Canal Authority", False),
        ("the union", "The Union of Concerned Scientists", True),
        ("scientists", "The Union of Concerned Scientists", False),
    ],
)
def test_the_head_of_a_name_says_what_it_is(text: str, name: str, is_said: bool) -> None:
    topic = only(a_page(f"More on these topics\n-\n{name} is known."), PassageKind.TOPIC)
    assert holds_head_of(text, replace(topic, label=name, aliases=())) is is_said


def test_small_words_have_no_initial() -> None:
    assert initials("The Bank of the South") == "bs"


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
    called = stems_of(names_of(briefing))
    assert is_near(Candidate(news, 0.0, 0.01, news.label), typed, called) is is_offered
    assert is_near(Candidate(news, 0.0, 0.2, news.label), typed, called)


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


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("How was the trial of the Aurora jab done?", "how was the trial done"),
        ("who fell ill after the jab", "who fell ill"),
        ("does Aurora work", None),  # no phrase of its own
        ("what about the Aurora jab", None),  # asks nothing
        ("where can I get it?", None),
    ],
)
def test_where_a_message_says_of_which_story_it_asks_is_left_out(
    text: str, read: str | None
) -> None:
    assert without_subject(text, SUBJECT) == read


QUESTIONS = {
    "Where can I get it?": "At a pharmacy.",
    "Does it work against flu?": "No.",
    "How was the trial done?": "With 4,000 people.",
}


@pytest.mark.parametrize(
    ("text", "decision", "label"),
    [
        ("where can i get the aurora jab", Answer, "Where can I get it?"),
        ("how was the trial of the aurora jab done", Answer, "How was the trial done?"),
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
