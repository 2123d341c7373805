"""Corrections: what was not meant, and what is meant in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.model import PassageId
from bot.dialogue.conversation import Conversation
from bot.dialogue.model import ReplyKind
from bot.dialogue.reading.correcting import corrected, meant_alone, respelt
from bot.dialogue.responder import Responder
from bot.matching.model import Candidate
from tests.builders import a_briefing, a_corpus, a_story
from tests.dialogue.fakes import StepPolicy, WordMatcher, a_responder

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


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("*dam", "who built the dam"),
        ("* the dam", "who built the dam"),
        ("dam*", "who built the dam"),
        ("*built", "who built teh damn"),
        ("*dam*", None),
        ("*ferry", None),
        ("2*", None),
        ("dam", None),
        ("*", None),
    ],
)
def test_a_star_corrects_a_word_of_the_last_message(text: str, meant: str | None) -> None:
    said = "Who built teh damn?" if meant is None or "teh" in meant else "Who built the dma?"
    assert respelt(text, said) == meant


@pytest.mark.parametrize(
    ("text", "last", "meant"),
    [
        ("no, I meant the geologist", "who is the mayor", "who is the geologist"),
        ("i meant the canton", "what is a commune", "what is the canton"),
        ("sorry, i meant the ticket price", "when does it open", "the ticket price"),
        ("i wanted to ask about the ticket price", "when does it open", "the ticket price"),
        ("i wanted a ticket", "when does it open", None),
        ("I meant when it opens", "who pays", None),
        ("the ticket price", "when does it open", None),
    ],
)
def test_reads_what_is_meant_by_itself(text: str, last: str, meant: str | None) -> None:
    assert meant_alone(text, last) == meant


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_read(text: str, last: str) -> None:
    assert len(corrected(text, last, "")) <= 2
    assert respelt(text, last) is None or last
    assert meant_alone(text, last) != ""


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


def test_why_and_what_else_are_told_of_what_was_meant() -> None:
    responder = a_responder(a_corpus(*a_briefing()))
    conversation = responder.converse(["who pyas for the icebreaker?"], today=date(2025, 7, 1))
    meant = next(p for p in responder.corpus.passages if p.label == "Who pays for the icebreaker?")
    asked = conversation.utterance("*pays")
    explained = responder.explain(asked, meant.id)
    assert "100%" in explained.summary
    offered = [choice.passage for choice in responder.alternatives(asked, "none").follow_ups]
    assert offered[:1] == [meant.id]


def test_one_word_after_the_other_is_corrected() -> None:
    responder = a_responder(a_corpus(*a_briefing()))
    today = date(2025, 7, 1)
    conversation = responder.converse(["who pyas for teh icebreaker?", "*pays"], today=today)
    turn = responder.respond(conversation.utterance("*the"), today=today)
    assert turn.reply.heading == "Who pays for the icebreaker?"


def test_what_was_meant_is_answered_by_itself_where_nothing_else_answers_it() -> None:
    people = ("Mira Solberg is a politician.", "Arvo Oksanen is a sailor.")
    responder = a_responder(a_corpus(*a_briefing(story=a_story(topics=people))))
    today = date(2025, 7, 1)
    for before, said, heading in (
        ("who is Mira Solberg", "no, I meant Arvo Oksanen", "Arvo Oksanen"),
        ("whan do penguins sing", "*what", "I have no answer to that"),
        ("who pays for teh icebraker?", "*the icebreaker", "Who pays for the icebreaker?"),
    ):
        conversation = responder.converse([before], today=today)
        turn = responder.respond(conversation.utterance(said), today=today)
        assert turn.reply.heading == heading
        assert turn.utterance.text == said


@dataclass(frozen=True)
class HastyMatcher(WordMatcher):
    """Takes "no harm" for another word for an icebreaker."""

    def rank(
        self, text: str, *, about: PassageId | None = None, explain: bool = False
    ) -> tuple[Candidate, ...]:
        """Rank what the message would be in that word."""
        return WordMatcher.rank(self, text.replace("no harm", "icebreaker"), about=about)


def test_what_was_meant_is_not_answered_in_other_words() -> None:
    corpus = a_corpus(*a_briefing())
    responder = Responder(corpus, HastyMatcher(corpus), StepPolicy())
    today = date(2025, 7, 1)
    conversation = responder.converse(["where do penguins sing"], today=today)
    for said, is_answered in (("I meant no harm", False), ("I meant the icebreaker", True)):
        turn = responder.respond(conversation.utterance(said), today=today)
        assert (turn.reply.kind is ReplyKind.ANSWER) is is_answered
