"""Whole conversations by people who had not seen the bot, and how they are judged."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.conversations import FOLDERS, judge, read_conversations, verdict
from bot.corpus.model import PassageId, PassageKind
from bot.dialogue.model import Choice, Reply, ReplyKind


def a_reply(kind: ReplyKind, heading: str = "", *offered: str) -> Reply:
    choices = tuple(Choice(PassageId(label), label, PassageKind.QUESTION) for label in offered)
    return Reply(kind, heading, "", follow_ups=choices)


@pytest.mark.parametrize(
    ("answers", "reply", "expected"),
    [
        (["Who pays?"], a_reply(ReplyKind.ANSWER, "Who pays?"), "right"),
        (["What’s happened"], a_reply(ReplyKind.ANSWER, "What's happened"), "right"),
        (["Who pays?"], a_reply(ReplyKind.ANSWER, "Who builds?"), "wrong"),
        ([], a_reply(ReplyKind.ANSWER, "Who builds?"), "wrong"),
        (["Who pays?"], a_reply(ReplyKind.CLARIFICATION, "", "Why?"), "asked back"),
        ([], a_reply(ReplyKind.CLARIFICATION, "", "Why?"), "asked back"),
        ([], a_reply(ReplyKind.ABSTENTION), "declined"),
    ],
)
def test_a_turn_is_worth_what_its_reader_gets(
    answers: list[str], reply: Reply, expected: str
) -> None:
    assert verdict(answers, reply) == expected


def test_asking_back_is_worth_more_with_the_right_one_among_the_choices() -> None:
    reply = a_reply(ReplyKind.CLARIFICATION, "", "Why?", "Who pays?")
    assert verdict(["Who pays?"], reply) == "asked back, right one offered"


FLOORS = {
    "dam-and-recall": (0.64, 0.06, 0.24),
    "herring-and-hospital": (0.48, 0.08, 0.18),
    "museum-and-referendum": (0.61, 0.07, 0.17),
    "phones-and-airline": (0.69, 0.08, 0.15),
}
"""Least right and most wrong of what a page answers, and most answered of what none does."""


@pytest.mark.floor
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_conversations_by_outsiders_go_as_well_as_they_did(folder: Path) -> None:
    judged = judge(folder)
    asked = sum(line.answers is not None for c in read_conversations(folder) for line in c)
    assert len(judged) == asked > 140
    right, wrong, unfounded = FLOORS[folder.name]
    answered = Counter(j.verdict for j in judged if j.line.answers)
    assert answered["right"] / answered.total() >= right
    assert answered["wrong"] / answered.total() <= wrong
    unanswered = Counter(j.verdict for j in judged if not j.line.answers)
    assert unanswered["wrong"] / unanswered.total() <= unfounded


def test_every_folder_of_conversations_has_floors() -> None:
    assert {folder.name for folder in FOLDERS} == set(FLOORS)
