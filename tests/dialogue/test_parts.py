"""Messages that ask for a kind of section, or for the list of stories."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.model import FrontMatter
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import Reply, ReplyKind, Utterance
from bot.dialogue.reading.parts import STORIES, part_headed, part_wanted
from bot.dialogue.responder import Responder
from tests.builders import a_briefing, a_corpus, a_page, a_story
from tests.dialogue.fakes import a_responder

TODAY = date(2025, 7, 1)
HAPPENED, PAPERS, BACKGROUND = "What's happened", "What the papers say", "How we got here"
QUESTIONS, TOPICS, DEEPER = "Common question", "More on these topics", "Go deeper"


@pytest.mark.parametrize(
    ("text", "heading", "about"),
    [
        ("what's new?", HAPPENED, None),
        ("any news today?", HAPPENED, None),
        ("anything new?", HAPPENED, None),
        ("what is the harbour story?", HAPPENED, "harbour"),
        ("ok give me the background please", BACKGROUND, None),
        ("how did it start", BACKGROUND, None),
        ("what do the papers say about it", PAPERS, None),
        ("who is who", TOPICS, None),
        ("show me all the questions", QUESTIONS, None),
        ("go deeper", DEEPER, None),
        ("which stories do you have?", STORIES, None),
        ("the other story please", STORIES, None),
        ("what can i ask about", STORIES, None),
        ("background on the dam", BACKGROUND, "the dam"),
        ("who is who in the harbour story", TOPICS, "the harbour"),
        ("what can i ask about ice", QUESTIONS, "ice"),
        ("bird flu news", HAPPENED, "bird flu"),
        ("give me 3 key points", HAPPENED, None),
        ("five main points of the harbour story", HAPPENED, "the harbour"),
        ("list the people in the harbour story", TOPICS, "the harbour"),
        ("next story", STORIES, None),
        ("which story is the newest?", STORIES, None),
        ("tl;dr bird flu", HAPPENED, "bird flu"),
        ("summarise the harbour story in one sentence please", HAPPENED, "harbour"),
        ("tldr bird flu in three bullet points", HAPPENED, "bird flu"),
        ("background on the dam like I'm five", BACKGROUND, "the dam"),
        ("what is the harbour story about", HAPPENED, "harbour"),
        ("what's the latest on the dam?", HAPPENED, "the dam"),
        ("who are the people involved", TOPICS, None),
        ("papers?", PAPERS, None),
        ("what are the sources for the dam story", PAPERS, "the dam"),
        ("sources of the dam story", PAPERS, "the dam"),
        ("timeline google case please", BACKGROUND, "google case"),
        ("what can you tell me about ice", STORIES, "ice"),
        ("questions about the dam", QUESTIONS, "the dam"),
        ("i have a question about ice", QUESTIONS, "ice"),
    ],
)
def test_reads_what_part_is_wanted(text: str, heading: str, about: str | None) -> None:
    part = part_wanted(text)
    assert part is not None
    assert (part.heading, part.about) == (heading, about)


@pytest.mark.parametrize(
    "text",
    [
        "what happened to the crew",
        "tell me a story about dragons",
        "why did the papers lie",
        "the",
        "",
        "who pays for the icebreaker",
        "that's bad news",
        "well, this is fake news",
        "what is wrong with the harbour story",
        "what is next to the harbour story",
        "sources of water",
        "papers of the council",
        "news " * 20,
        "question about the dam: is it safe",
        "people in gorska",
        "for the new dam",
        "previous floods",
    ],
)
def test_other_messages_want_no_part(text: str) -> None:
    assert part_wanted(text) is None


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    part = part_wanted(text)
    assert part is None or part.heading


@pytest.fixture
def responder() -> Responder:
    harbour = FrontMatter(title="Frozen harbour", as_of=date(2025, 6, 1))
    dam = a_story(
        file="dam/story.txt",
        meta=FrontMatter(title="Burst dam", as_of=date(2025, 6, 2)),
        topics=("Gorska is a dam.",),
    )
    return a_responder(a_corpus(*a_briefing(meta=harbour), dam))


def ask(responder: Responder, text: str, story: str | None = None) -> Reply:
    about = next((p.id for p in responder.corpus.passages if p.briefing == story), None)
    return responder.respond(Utterance(text, about=about), today=TODAY).reply


def labels(reply: Reply) -> list[str]:
    return [choice.label for choice in reply.follow_ups]


def test_without_a_story_in_view_it_asks_which_the_newest_first(responder: Responder) -> None:
    reply = ask(responder, "what happened?")
    assert reply.kind is ReplyKind.CLARIFICATION
    assert reply.heading == HAPPENED
    assert [label.partition(" (")[0] for label in labels(reply)] == ["Burst dam", "Frozen harbour"]


@pytest.mark.parametrize("named", ["the dam", "burst dam please", "the dam one"])
def test_the_story_may_be_named_in_answer(responder: Responder, named: str) -> None:
    conversation = responder.converse(["background"], today=TODAY)
    reply = responder.respond(conversation.utterance(named), today=TODAY).reply
    assert reply.heading == BACKGROUND
    assert reply.source is not None
    assert reply.source.briefing_title == "Burst dam"


def test_a_name_that_fits_no_single_choice_picks_none(responder: Responder) -> None:
    conversation = responder.converse(["background"], today=TODAY)
    for named in ("the ferry", "how we got here", "is it the dam that broke?"):
        utterance = conversation.utterance(named)
        assert responder.respond(utterance, today=TODAY).reply.heading != "Burst dam"
    picked = responder.respond(Utterance("dam", choices=()), today=TODAY)
    assert picked.reply.passage is None


def test_the_story_in_view_is_meant(responder: Responder) -> None:
    reply = ask(responder, "what do the papers say?", story="harbour")
    assert reply.passage is not None
    assert (reply.passage.label, reply.passage.briefing) == (PAPERS, "harbour")


def test_the_only_story_is_meant() -> None:
    reply = ask(a_responder(a_corpus()), "give me the background")
    assert reply.heading == BACKGROUND


def test_a_list_of_stories_is_not_of_the_story_in_view(responder: Responder) -> None:
    assert len(labels(ask(responder, "which stories do you have", story="harbour"))) == 2
    inside = ask(responder, "what can i ask about this", story="harbour")
    assert inside.heading == "Frozen harbour"


def test_a_story_may_be_named_in_the_request(responder: Responder) -> None:
    reply = ask(responder, "show me all the questions about lindholm", story="dam")
    assert reply.heading == QUESTIONS
    assert reply.source is not None
    assert reply.source.briefing_title == "Frozen harbour"


@pytest.mark.parametrize("asked", ["what do you know about", "what can you tell me about"])
def test_what_is_known_of_a_topic_is_its_definition(responder: Responder, asked: str) -> None:
    assert ask(responder, f"{asked} Lindholm?").heading == "Lindholm"
    assert ask(responder, f"{asked} the frozen harbour").heading == "Frozen harbour"


def test_the_questions_of_a_story_are_shown_to_who_names_it(responder: Responder) -> None:
    reply = ask(responder, "questions about lindholm")
    assert reply.heading == QUESTIONS
    assert ask(responder, "questions about the icebreaker").heading != QUESTIONS


def test_without_such_a_section_everything_there_is_is_offered() -> None:
    pages = a_briefing(meta=FrontMatter(title="Frozen harbour"))[1:]
    responder = a_responder(a_corpus(*pages))
    reply = ask(responder, "background")
    assert reply.heading == responder.corpus.briefings[0].title
    assert labels(reply)


def test_a_greeting_that_asks_what_to_ask_gets_help(responder: Responder) -> None:
    reply = responder.respond(Conversation().utterance("what can i ask?"), today=TODAY).reply
    assert reply.kind is ReplyKind.NOTICE


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("Timeline", BACKGROUND),
        ("1️⃣ Timeline", BACKGROUND),
        ("2. Background", BACKGROUND),
        ("✅ Key Takeaways", HAPPENED),
        ("Key dates", BACKGROUND),
        ("TL;DR", HAPPENED),
        ("Our concerns", None),
        ("Conclusion", None),
    ],
)
def test_a_heading_of_the_editors_own_words_may_name_a_part(label: str, heading: str) -> None:
    assert part_headed(label) == heading


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tldr", "Introduction"),
        ("give me the background", "1. Origins"),
        ("timeline", "1. Origins"),
    ],
)
def test_what_a_page_calls_in_its_own_words_is_shown(text: str, shown: str) -> None:
    page = a_page(
        "# The mills\n\n> **TL;DR:** Six mills stood at the lake.\n\n"
        "## 1. Origins\n\nThe first had a wheel of oak.\n\n## 2. Decline\n\nFour are inns now.\n"
    )
    reply = a_responder(a_corpus(page)).respond(Conversation().utterance(text), today=TODAY).reply
    assert reply.heading == shown


def test_what_is_said_in_short_below_a_glossary_is_shown() -> None:
    page = a_page(
        "## Mills\n\nSix.\n\n## Glossary\n\nWeir: a dam\nRace: a channel\n\nTL;DR: six mills"
    )
    reply = a_responder(a_corpus(page)).respond(Conversation().utterance("tldr"), today=TODAY).reply
    assert reply.text == "TL;DR: six mills"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("give me the key points", "Key points"),
        ("the timeline please", "⏳ Timeline"),
        ("summary", "What's happened"),
        ("background", "How we got here"),
    ],
)
def test_what_is_asked_for_by_its_own_heading_goes_before_what_says_the_same(
    text: str, shown: str
) -> None:
    page = a_page(
        "## Key points\n\n- Two mills are left.\n\n## What's happened\n\nA mill burnt down.\n\n"
        "## How we got here\n\nSix mills stood here.\n\n## ⏳ Timeline\n\n- 1987: a fire\n"
    )
    reply = a_responder(a_corpus(page)).respond(Conversation().utterance(text), today=TODAY).reply
    assert reply.heading == shown
