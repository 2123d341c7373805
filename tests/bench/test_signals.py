"""Which pages and which labelled messages the bench of signals takes."""

from __future__ import annotations

import json

import pytest

from bench.signals import by_themselves, everything, some_groups
from tests.builders import a_questions_page
from tests.evaluation.labelled import as_lines, messages_of

TARGETS = [{"file": "page.txt", "target": "Why?"}]
ROWS = [
    {"message": "why", "scope": "in", "style": "chatty", "targets": TARGETS},
    {"message": "warum", "scope": "in", "style": "lang-de", "targets": TARGETS},
    {"message": "and then?", "scope": "in", "style": "chatty", "targets": TARGETS, "after": ["a"]},
]
FILE = "golden.jsonl", "\n".join(map(json.dumps, ROWS))


def test_asks_what_is_english_and_stands_by_itself() -> None:
    _, messages = everything((), [FILE])
    assert [m.message for m in by_themselves(messages, all_styles=False)] == ["why"]
    assert [m.message for m in by_themselves(messages, all_styles=True)] == ["why", "warum"]


def test_a_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(SystemExit, match=r"odd\.jsonl: line 2"):
        everything((), [("odd.jsonl", json.dumps(ROWS[0]) + "\nnonsense")])


def test_groups_are_taken_with_their_pages_and_messages_only() -> None:
    pages = [a_questions_page({"Why?": "So."}, file=f"{n}_page.txt") for n in (10, 11, 20)]
    text = as_lines(messages_of("tram", "10_page.txt"), {"group": "10 11"})
    text += as_lines(messages_of("bridge", "20_page.txt"), {"group": "20"})
    taken, messages = some_groups(pages, text, file="messages.jsonl", groups=["10 11"])
    assert [page.file for page in taken] == ["10_page.txt", "11_page.txt"]
    assert {m.message for m in messages} == {row["message"] for row in messages_of("tram", "")}
