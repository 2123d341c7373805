"""Corrections: what was not meant, and what is meant in its place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.conversation import Conversation
from bot.dialogue.correcting import corrected
from tests.builders import a_briefing, a_corpus, a_story
from tests.dialogue.fakes import a_responder

LAST, SHOWN = "who is the mayor of Lindholm", "Mira Solberg is a carpenter."


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("not the mayor, the geologist", "who is the geologist of lindholm"),
        ("No, not the mayor - I meant the geologist!", "who is the geologist of lindholm"),
        ("not the mayor but the geologist", "who is the geologist of lindholm"),
        ("the geologist, not the mayor", "who is the geologist of lindholm"),
        ("I didn't mean the mayor, I meant the geologist", "who is the geologist of lindholm"),
        ("not a mayor, the geologist", "who is the geologist of lindholm"),
        ("not her, the geologist", "i meant the geologist"),
        ("not the carpenter, the geologist", "i meant the geologist"),
        ("not the mayor, who is the geologist", "who is the geologist"),
        ("no, i meant when did it sink", "when did it sink"),
    ],
)
def test_asks_the_last_question_of_what_is_meant(text: str, meant: str) -> None:
    first, *_ = corrected(text, LAST, SHOWN)
    assert first == meant


@pytest.mark.parametrize(
    "text",
    [
        "not bad, thanks",
        "not the ferry, the dam",
        "who is the geologist",
        "no, i meant the geologist",
        "not the mayor",
        "not the mayor, nor the carpenter",
        "it is not a bug, it is a feature of the law",
        "",
    ],
)
def test_leaves_other_messages_as_they_are(text: str) -> None:
    assert corrected(text, LAST, SHOWN) == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_read(text: str, last: str) -> None:
    assert len(corrected(text, last, "")) <= 2


def test_a_correction_is_answered_as_the_question_that_it_makes() -> None:
    people = ("Mira Solberg is a politician.", "Arvo Oksanen is a sailor.")
    responder = a_responder(a_corpus(*a_briefing(story=a_story(topics=people))))
    today = date(2025, 7, 1)
    conversation = responder.converse(["who is Mira Solberg"], today=today)
    for text in ("not Mira Solberg, Arvo Oksanen", "Arvo Oksanen, not her"):
        turn = responder.respond(conversation.utterance(text), today=today)
        assert turn.reply.heading == "Arvo Oksanen"
        assert turn.utterance.text == text
    alone = responder.respond(Conversation().utterance("not Mira, Arvo Oksanen"), today=today)
    assert alone.reply.heading != "Arvo Oksanen"
