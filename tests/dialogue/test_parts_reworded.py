"""Parts of a story that are asked for in other words than the usual ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.model import FrontMatter
from bot.dialogue.model import Utterance
from bot.dialogue.reading.parts_reworded import part_in_other_words
from tests.builders import a_briefing, a_corpus, a_questions_page
from tests.dialogue.fakes import a_responder

TODAY = date(2025, 7, 1)
HAPPENED, BACKGROUND, TOPICS = "What's happened", "How we got here", "More on these topics"


@pytest.mark.parametrize(
    ("text", "heading", "about"),
    [
        ("who are the players", TOPICS, None),
        ("key players?", TOPICS, None),
        ("who are the main characters in this story", TOPICS, None),
        ("cast of characters", TOPICS, None),
        ("key figures in the dam story", TOPICS, "the dam"),
        ("what's the gist", HAPPENED, None),
        ("what are the main points", HAPPENED, None),
        ("key takeaways", HAPPENED, None),
        ("give me the key facts", HAPPENED, None),
        ("what is the timeline", BACKGROUND, None),
    ],
)
def test_reads_what_part_is_meant(text: str, heading: str, about: str | None) -> None:
    part = part_in_other_words(text)
    assert part is not None
    assert (part.heading, part.about) == (heading, about)


@pytest.mark.parametrize(
    "text", ["who plays for the club", "what is context", "who cast the vote", "the main road", ""]
)
def test_other_messages_mean_no_part(text: str) -> None:
    assert part_in_other_words(text) is None


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    part = part_in_other_words(text)
    assert part is None or part.heading


def test_what_a_page_answers_goes_first() -> None:
    asked = "Who are the key players?"
    page = a_questions_page({asked: "The port and the council."})
    story, _ = a_briefing(meta=FrontMatter(title="Frozen harbour"))
    responder = a_responder(a_corpus(story, page))
    assert responder.respond(Utterance(asked), today=TODAY).reply.heading == asked
    assert responder.respond(Utterance("dramatis personae"), today=TODAY).reply.heading == TOPICS
