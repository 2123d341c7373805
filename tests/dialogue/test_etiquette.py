"""The bot keeps quiet unless it helps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.corpus.model import (
    BriefingId,
    Passage,
    PassageId,
    PassageKind,
    Provenance,
)
from bot.dialogue.etiquette import (
    Address,
    is_worth_a_thread,
    is_worth_noting,
    is_worth_saying,
)
from bot.dialogue.model import Choice, Reply, ReplyKind, Turn, Utterance
from bot.matching.model import Abstain, Answer, Candidate, Clarify, Decision

PASSAGE = Passage(
    PassageId("ferry.when"),
    PassageKind.QUESTION,
    "When does the ferry run?",
    "All day.",
    Provenance("ferry.md", 1),
    BriefingId("ferry"),
)
CANDIDATE = Candidate(PASSAGE, 1.0, 0.9, PASSAGE.label)
CHOICE = Choice(PASSAGE.id, PASSAGE.label, PASSAGE.kind)
"""What the last passage leads to, which a decline may offer although nothing came close."""
ANSWER, CLARIFY, ABSTAIN = Answer(CANDIDATE), Clarify((CANDIDATE, CANDIDATE)), Abstain(())


KINDS = {
    Answer: ReplyKind.ANSWER,
    Clarify: ReplyKind.CLARIFICATION,
    Abstain: ReplyKind.ABSTENTION,
}
FAR = replace(CANDIDATE, score=-4.0, confidence=0.01)
"""An encoder has candidates for whatever is said."""


def a_turn(words: str, decision: Decision, *candidates: Candidate) -> Turn:
    reply = Reply(KINDS[type(decision)], "", "", follow_ups=(CHOICE,))
    return Turn(Utterance(words), decision, candidates, reply)


def after(shown: Passage, turn: Turn) -> Turn:
    """Give a turn of a reader who has just been shown a passage."""
    return replace(turn, utterance=replace(turn.utterance, about=shown.id, shown=shown.id))


@pytest.mark.parametrize("decision", [ANSWER, CLARIFY, ABSTAIN])
def test_who_is_called_always_answers(decision: Decision) -> None:
    assert is_worth_saying(a_turn("thanks", decision), Address.DIRECT)


def test_a_reply_that_asks_nothing_and_meets_nothing_is_left_alone() -> None:
    assert not is_worth_saying(a_turn("thanks a lot", ABSTAIN), Address.REPLY)
    welcome = replace(a_turn("thanks", ABSTAIN), reply=Reply(ReplyKind.NOTICE, "", ""))
    assert not is_worth_saying(welcome, Address.REPLY)
    assert is_worth_saying(a_turn("why though?", ABSTAIN), Address.REPLY)
    assert is_worth_saying(a_turn("the ferry then", ANSWER), Address.REPLY)


REMARKS = [
    "this is so sad",
    "told you so",
    "yikes",
    "W",
    "cc @ann",
    "I feel bad for the people there",
    "!play despacito",
    "source: trust me bro",
    "but cool story",
    "oh no",
    "+1",
    "who cares",
]
WANTED = [
    "why did they do it",
    "and the eu",
    "and the us",
    "since when",
    "lol but why",
    "any casualties",
    "did they",
    "i want to know who paid",
    "list the boats",
    "what else",
    "source",
    "timeline",
    "help",
    "8",
]


class TestReplies:
    """To what is said about its own message the bot has something to say, or nothing."""

    @pytest.mark.parametrize("words", REMARKS)
    def test_a_remark_that_nothing_answers_is_left_alone(self, words: str) -> None:
        assert not is_worth_saying(a_turn(words, Abstain((FAR,)), FAR), Address.REPLY)

    @pytest.mark.parametrize("words", WANTED)
    def test_whoever_wants_something_is_told_that_nothing_answers_it(self, words: str) -> None:
        assert is_worth_saying(a_turn(words, Abstain((FAR,)), FAR), Address.REPLY)

    @pytest.mark.parametrize("words", [*REMARKS, *WANTED, "🙂", ""])
    def test_whoever_calls_the_bot_always_is(self, words: str) -> None:
        assert is_worth_saying(a_turn(words, Abstain((FAR,)), FAR), Address.DIRECT)

    @pytest.mark.parametrize("words", ["", ".", "???", "🙂", "…!"])
    @pytest.mark.parametrize("decision", [ANSWER, CLARIFY, ABSTAIN])
    def test_mere_signs_are_left_alone_whatever_comes_near(
        self, words: str, decision: Decision
    ) -> None:
        assert not is_worth_saying(a_turn(words, decision), Address.REPLY)

    def test_a_remark_does_not_bring_up_again_what_is_on_the_screen(self) -> None:
        assert not is_worth_saying(after(PASSAGE, a_turn("no way", ANSWER)), Address.REPLY)
        assert is_worth_saying(after(PASSAGE, a_turn("and the ferry", ANSWER)), Address.REPLY)
        assert is_worth_saying(after(PASSAGE, a_turn("really?", ANSWER)), Address.REPLY)

    def test_keywords_are_asked_back_and_chatter_is_not(self) -> None:
        assert is_worth_saying(a_turn("ferry day", CLARIFY), Address.REPLY)
        assert not is_worth_saying(a_turn("ferries are cool", CLARIFY), Address.REPLY)
        assert not is_worth_saying(a_turn("good for them", CLARIFY), Address.REPLY)
        assert is_worth_saying(a_turn("is it a ferry?", CLARIFY), Address.REPLY)


@pytest.mark.parametrize(
    ("words", "decision", "speaks"),
    [
        ("when does the ferry run?", ANSWER, True),
        ("when does the ferry run?", CLARIFY, False),
        ("when does the ferry run?", ABSTAIN, False),
        ("the ferry runs all day", ANSWER, False),
        ("2", ANSWER, True),
        ("first!", ANSWER, False),
        ("tell me more", ANSWER, True),
        ("2", ABSTAIN, False),
    ],
)
def test_overheard_it_speaks_when_asked_and_sure(
    words: str, decision: Decision, speaks: bool
) -> None:
    assert is_worth_saying(a_turn(words, decision), Address.OVERHEARD) is speaks


@pytest.mark.parametrize(
    ("words", "speaks"),
    [
        ("when does the ferry run?", True),
        ("2", True),
        ("tell me more", True),
        ("and the eu", True),
        ("thanks", False),
        ("the ferry is nice", False),
    ],
)
@pytest.mark.parametrize("decision", [ANSWER, CLARIFY, ABSTAIN])
def test_in_a_thread_of_its_own_it_speaks_when_whom_it_talks_with_asks(
    words: str, decision: Decision, speaks: bool
) -> None:
    assert is_worth_saying(a_turn(words, decision), Address.FOLLOW_UP) is speaks


def test_what_is_on_the_screen_is_not_said_again_to_whoever_did_not_call() -> None:
    for address in (Address.OVERHEARD, Address.AMONG_READERS):
        assert not is_worth_saying(after(PASSAGE, a_turn("what do you think?", ANSWER)), address)
        assert is_worth_saying(after(PASSAGE, a_turn("is the ferry late?", ANSWER)), address)


class TestAmongReaders:
    """In a thread of its own where several people talk."""

    def test_it_answers_a_question_when_it_is_sure(self) -> None:
        assert is_worth_saying(a_turn("when does the boat go?", ANSWER), Address.AMONG_READERS)
        assert not is_worth_saying(a_turn("the boat is late", ANSWER), Address.AMONG_READERS)

    def test_it_asks_back_only_for_the_very_words(self) -> None:
        assert is_worth_saying(a_turn("does the ferry run?", CLARIFY), Address.AMONG_READERS)
        for words in ("are you coming tonight?", "did you run today?", "more", "no", "ok"):
            assert not is_worth_saying(a_turn(words, CLARIFY), Address.AMONG_READERS)

    def test_it_declines_to_a_reader_of_the_story_what_is_asked_about_it(self) -> None:
        about_it = a_turn("is the ferry haunted?", Abstain((FAR,)), FAR)
        assert is_worth_saying(after(PASSAGE, about_it), Address.AMONG_READERS)
        assert not is_worth_saying(about_it, Address.AMONG_READERS)

    @pytest.mark.parametrize("words", ["what time?", "can you bring beer?", "8", "why?"])
    def test_it_declines_nothing_else(self, words: str) -> None:
        turn = after(PASSAGE, a_turn(words, Abstain((FAR,)), FAR))
        assert not is_worth_saying(turn, Address.AMONG_READERS)


@pytest.mark.parametrize("words", ["", "thanks", "hi"])
def test_help_and_thanks_need_no_thread(words: str) -> None:
    notice = replace(a_turn(words, ABSTAIN), reply=Reply(ReplyKind.NOTICE, "", ""))
    assert not is_worth_a_thread(notice)


def test_mere_signs_need_no_thread_and_what_is_declined_has_one() -> None:
    assert not is_worth_a_thread(a_turn("🙂", ABSTAIN))
    assert is_worth_a_thread(a_turn("is there cheese on Mars?", ABSTAIN))


class TestNoting:
    """What is only thought is noted a little more readily than it would be said."""

    @pytest.mark.parametrize("decision", [ANSWER, CLARIFY, ABSTAIN])
    def test_an_overheard_question_near_to_something_is_noted(self, decision: Decision) -> None:
        asked = a_turn("when does the ferry run?", decision, CANDIDATE)
        assert is_worth_noting(asked, Address.OVERHEARD)

    def test_an_overheard_question_near_to_nothing_is_not(self) -> None:
        assert not is_worth_noting(a_turn("is it lunch yet?", ABSTAIN), Address.OVERHEARD)

    def test_overheard_talk_is_not(self) -> None:
        assert not is_worth_noting(a_turn("the ferry runs", ANSWER, CANDIDATE), Address.OVERHEARD)

    def test_what_calls_the_bot_is_noted_as_it_would_be_answered(self) -> None:
        assert is_worth_noting(a_turn("ferry", ABSTAIN), Address.DIRECT)
        assert not is_worth_noting(a_turn("thanks", ANSWER, CANDIDATE), Address.REPLY)
