"""Golden messages are read line by line, and their targets compared as people would."""

from __future__ import annotations

import json

import pytest

from bot.corpus.model import PassageKind
from bot.evaluation.golden import GoldenMessage, Scope, Target, read_golden
from tests.matching.builders import a_candidate, harbour_and_bridge

LINE = {
    "message": "why is it frozen",
    "scope": "in",
    "style": "chatty",
    "targets": [{"file": "questions.txt", "target": "Why is the harbour of Lindholm frozen?"}],
}


def test_reads_what_was_written() -> None:
    (message,) = read_golden(json.dumps(LINE), file="harbour/golden.jsonl").messages
    assert message.message == "why is it frozen"
    assert message.scope is Scope.IN
    assert message.folder == "harbour"
    assert message.targets == (Target("questions.txt", "Why is the harbour of Lindholm frozen?"),)


def test_scope_follows_from_the_targets_when_it_is_left_out() -> None:
    text = '{"message": "hi", "style": "chit-chat"}'
    assert read_golden(text, file="golden.jsonl").messages[0].scope is Scope.OUT


@pytest.mark.parametrize("folder", ["", "./"])
def test_a_finding_names_a_file_beside_the_folders(folder: str) -> None:
    (finding,) = read_golden("nonsense", file=f"{folder}golden.jsonl").findings
    assert finding.file == "golden.jsonl"


def test_only_line_feeds_end_a_line() -> None:
    row = LINE | {"message": "why is\u2028it\u0085frozen"}
    (message,) = read_golden(json.dumps(row, ensure_ascii=False), file="golden.jsonl").messages
    assert message.message == row["message"]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"text"',
        "{}",
        '{"message": ""}',
        '{"message": 5}',
        '{"message": "a", "scope": "in"}',
        '{"message": "a", "scope": "sideways"}',
        '{"message": "a", "scope": "out", "targets": [{"file": "f", "target": "t"}]}',
        '{"message": "a", "targets": [{"file": "f"}]}',
        '{"message": "a", "targets": "all"}',
        '{"message": "a", "after": [1]}',
        "[" * 100_000,
    ],
)
def test_a_wrong_line_is_a_finding_and_the_others_count(line: str) -> None:
    read = read_golden(f"{line}\n\n{json.dumps(LINE)}\n", file="golden.jsonl")
    assert len(read.messages) == 1
    (finding,) = read.findings
    assert (finding.file, finding.line, finding.code) == ("golden.jsonl", 1, "golden-message")


@pytest.mark.parametrize(
    ("target", "label"),
    [
        (Target("questions.txt", "why is the HARBOUR of Lindholm frozen?"), "Why is the harbour"),
        (Target("story.txt", "section:What's happened"), "What's happened"),
        (Target("story.txt", "section:Common questions"), "Common question"),
        (Target("story.txt", "topic:Lindholm"), "Lindholm"),
        (Target("any/folder/story.txt", "topic:the Lindholm"), "Lindholm"),
    ],
)
def test_a_target_is_found_by_file_and_words(target: Target, label: str) -> None:
    message = GoldenMessage("?", Scope.IN, "formal", (target,))
    harbour = [p for p in harbour_and_bridge().passages if p.briefing == "harbour"]
    reached = [p.label for p in harbour if message.is_reached_by(p)]
    assert len(reached) == 1
    assert reached[0].startswith(label)


def test_a_question_is_not_a_topic_of_the_same_name() -> None:
    message = GoldenMessage("?", Scope.IN, "formal", (Target("page.txt", "Lindholm"),))
    assert message.is_reached_by(a_candidate(1, "Lindholm").passage)
    topic = a_candidate(1, "Lindholm", kind=PassageKind.TOPIC).passage
    assert not message.is_reached_by(topic)
