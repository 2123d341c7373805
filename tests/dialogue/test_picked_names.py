"""Names of choices that are wanted, and of those that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.reading.picked_names import Names, names_picked, says_what


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("the dam", Names(("the dam",))),
        ("the dam and the harbour", Names(("the dam", "the harbour"))),
        ("dam, harbour & ferry", Names(("dam", "harbour", "ferry"))),
        ("the dam or the ferry", Names(("the dam", "the ferry"), leaves_open=True)),
        ("not the dam", Names((), ("the dam",))),
        ("anything but the dam", Names((), ("the dam",))),
        ("all except the dam and the ferry", Names((), ("the dam", "the ferry"))),
        ("I don't want the dam", Names((), ("the dam",))),
        ("not the dam but the ferry", Names(("the ferry",), ("the dam",))),
        ("not the dam, the ferry", Names(("the ferry",), ("the dam",))),
        ("no, not the dam. I meant the ferry", Names(("the ferry",), ("the dam",))),
        ("not the dam, not the ferry", Names((), ("the dam", "not the ferry"))),
        ("the ferry, not the dam", Names(("the ferry",), ("the dam",))),
        ("no, the dam", Names(("the dam",))),
        ("ok", Names(())),
    ],
)
def test_reads_names_that_are_wanted_and_those_that_are_not(typed: str, names: Names) -> None:
    assert names_picked(typed) == names


def test_what_something_is_like_is_not_what_it_is_about() -> None:
    assert says_what("the big dam")
    assert not any(map(says_what, ("the big one", "something nice", "the most popular", "later")))


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    names = names_picked(text)
    assert all(map(str.strip, (*names.wanted, *names.unwanted)))
