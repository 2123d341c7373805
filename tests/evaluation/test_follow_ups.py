"""Conversation with the shipped matcher, on the practice stories: floors, not records."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import chain

import pytest

from bench.follow_ups import SELF_CONTAINED, TWO_QUESTIONS, Case, cases, verdicts
from bench.practice import practice_responder
from bot.evaluation.golden import Scope

TODAY = date(2026, 11, 26)


def shares(half: str | None, style: str | None, scope: Scope = Scope.IN) -> dict[str, float]:
    """Give the share of each verdict; `None` stands for both halves, and for all follow-ups."""
    halves = ("even", "odd") if half is None else (half,)
    judged = [verdicts for one in halves for verdicts in verdicts_of(one, style, scope)]
    counts = Counter(chain.from_iterable(judged))
    return {verdict: n / len(judged) for verdict, n in counts.items()}


def verdicts_of(half: str, style: str | None, scope: Scope) -> list[list[str]]:
    of_half = [case for case in cases() if case.half == half]
    responder = practice_responder(sorted({case.story for case in of_half}))
    chosen = [c for c in of_half if c.asked[0].scope is scope and is_of_style(c, style)]
    return [verdicts(case, responder)[1] for case in chosen]


def is_of_style(case: Case, style: str | None) -> bool:
    own = case.asked[0].style
    return own == style or (style is None and own not in (TWO_QUESTIONS, SELF_CONTAINED))


@pytest.mark.floor
@pytest.mark.parametrize("half", ["even", "odd"])
def test_follow_ups_are_understood(half: str) -> None:
    found = shares(half, None)
    assert found["right"] >= 0.70
    assert found.get("wrong", 0) <= 0.07


@pytest.mark.floor
def test_follow_ups_that_nothing_answers_are_declined() -> None:
    found = shares(None, None, Scope.OUT)
    assert found.get("wrong", 0) <= 0.04
    assert found["declined"] >= 0.90


@pytest.mark.floor
@pytest.mark.parametrize("half", ["even", "odd"])
def test_a_question_about_another_story_changes_the_subject(half: str) -> None:
    assert shares(half, SELF_CONTAINED)["as if alone"] >= 0.93


@pytest.mark.floor
@pytest.mark.parametrize("half", ["even", "odd"])
def test_two_questions_get_two_answers(half: str) -> None:
    found = shares(half, TWO_QUESTIONS)
    assert found["right"] >= 0.7
    assert found.get("wrong", 0) <= 0.07


@pytest.mark.parametrize(
    "message",
    [
        "what's happened to my chair, it wobbles",
        "what happened at the oscars",
        "that's a pretty common question in job interviews",
        "is he married",
        "how much did it cost in yen",
        "bird flu news",
        "who benefits",
    ],
)
def test_talk_beside_the_story_in_view_is_not_answered_from_it(message: str) -> None:
    responder = practice_responder(["14", "42"])
    before = ["what caused the fire near athens", "which areas were evacuated"]
    conversation = responder.converse(before, today=TODAY)
    turn = responder.respond(conversation.utterance(message), today=TODAY)
    assert turn.reply.source is None or "wildfire" not in turn.reply.source.briefing_title


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("and what caused it", "What caused the fire?"),
        ("how many died", "How many people were killed or injured?"),
        ("what is pasteurisation", "Pasteurisation"),
        ("how do people catch bird flu", "How do people catch bird flu?"),
    ],
)
def test_goes_on_in_the_story_in_view_or_leaves_it(message: str, answer: str) -> None:
    responder = practice_responder(["14", "42"])
    conversation = responder.converse(["which areas were evacuated in the fire"], today=TODAY)
    turn = responder.respond(conversation.utterance(message), today=TODAY)
    assert turn.reply.heading == answer


def test_the_conversations_are_of_every_kind() -> None:
    everything = tuple(cases())
    styles = Counter(case.asked[0].style for case in everything)
    assert styles[TWO_QUESTIONS] >= 40
    assert styles[SELF_CONTAINED] >= 40
    assert sum(case.asked[0].scope is Scope.OUT for case in everything) >= 50
    assert all(case.asked[0].after for case in everything if len(case.asked) == 1)
