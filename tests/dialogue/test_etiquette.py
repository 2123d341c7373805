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
from bot.dialogue.etiquette import Address, is_worth_saying
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


def a_turn(words: str, decision: Decision, *candidates: Candidate) -> Turn:
    kind = ReplyKind.ANSWER if isinstance(decision, Answer) else ReplyKind.ABSTENTION
    reply = Reply(kind, "", "", follow_ups=(CHOICE,))
    return Turn(Utterance(words), decision, candidates, reply)


@pytest.mark.parametrize("decision", [ANSWER, CLARIFY, ABSTAIN])
def test_who_is_called_always_answers(decision: Decision) -> None:
    assert is_worth_saying(a_turn("thanks", decision), Address.DIRECT)


def test_a_reply_that_asks_nothing_and_meets_nothing_is_left_alone() -> None:
    assert not is_worth_saying(a_turn("thanks a lot", ABSTAIN), Address.REPLY)
    welcome = replace(a_turn("thanks", ABSTAIN), reply=Reply(ReplyKind.NOTICE, "", ""))
    assert not is_worth_saying(welcome, Address.REPLY)
    assert is_worth_saying(a_turn("why though?", ABSTAIN), Address.REPLY)
    assert is_worth_saying(a_turn("the ferry then", ABSTAIN, CANDIDATE), Address.REPLY)
    assert is_worth_saying(a_turn("the ferry then", ANSWER), Address.REPLY)


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
