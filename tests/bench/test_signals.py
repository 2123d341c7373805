"""Which labelled messages the bench of signals asks."""

from __future__ import annotations

import json

import pytest

from bench.signals import labelled

TARGETS = [{"file": "page.txt", "target": "Why?"}]
ROWS = [
    {"message": "why", "scope": "in", "style": "chatty", "targets": TARGETS},
    {"message": "warum", "scope": "in", "style": "lang-de", "targets": TARGETS},
    {"message": "and then?", "scope": "in", "style": "chatty", "targets": TARGETS, "after": ["a"]},
]
FILE = "golden.jsonl", "\n".join(map(json.dumps, ROWS))


def test_asks_what_is_english_and_stands_by_itself() -> None:
    assert [m.message for m in labelled([FILE], all_styles=False)] == ["why"]
    assert [m.message for m in labelled([FILE], all_styles=True)] == ["why", "warum"]


def test_a_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(SystemExit, match=r"odd\.jsonl: line 2"):
        list(labelled([("odd.jsonl", json.dumps(ROWS[0]) + "\nnonsense")], all_styles=False))
