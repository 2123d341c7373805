"""Marks that were dictated are written; words that are meant stay."""

from __future__ import annotations

import pytest

from bot.text.dictation import as_written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("is it safe question mark", "is it safe?"),
        ("Is it safe Question Mark.", "Is it safe?"),
        (
            "hello comma why did it sink comma and who paid question mark",
            "hello, why did it sink, and who paid?",
        ),
        ("who paid question mark why question mark", "who paid? why?"),
        ("it sank full stop who paid question mark", "it sank. who paid?"),
    ],
)
def test_writes_the_marks_that_were_said(said: str, written: str) -> None:
    assert as_written(said) == written


@pytest.mark.parametrize(
    "message",
    [
        "what is a question mark",
        "what is the use of a question mark?",
        "why do they call it the question mark",
        "what does the comma in the law change",
        "question mark",
        "how long did the full stop of the trains last",
    ],
)
def test_keeps_marks_that_are_meant_themselves(message: str) -> None:
    assert as_written(message) == message
