"""Messages that turn to a story, or ask for all of it."""

from __future__ import annotations

import pytest

from bot.dialogue.reading.turning import whole_asked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("information about the dam", "the dam"),
        ("I need something for school about the dam", "the dam"),
        ("some info for my history essay on the dam please", "the dam"),
        ("anything for a talk about the dam?", "the dam"),
        ("information for tourists about the dam", None),
        ("what is there for a child about the dam", None),
    ],
)
def test_tells_what_all_is_asked_about_whatever_it_is_for(text: str, name: str | None) -> None:
    assert whole_asked(text) == name
