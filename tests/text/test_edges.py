"""What stands around a message is left out, unless the pages know it."""

from __future__ import annotations

import pytest

from bot.text.edges import without_edges

KNOWN = frozenset({"ferry", "north", "sea", "siri"})


def knows(word: str) -> bool:
    return word in KNOWN


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("why did it sink #shipgate #scandal", "why did it sink"),
        ("why did it sink? #shipgate", "why did it sink?"),
        ("why did it sink #ferry #wow", "why did it sink #ferry"),
        ("who paid #NorthSea #wow", "who paid #NorthSea"),
        ("#shipgate: why did it sink", "why did it sink"),
        ("#shipgate why did it sink", "why did it sink"),
        ("alexa, why did it sink", "why did it sink"),
        ("hey google why did it sink", "why did it sink"),
        ("OK Google: why did it sink", "why did it sink"),
    ],
)
def test_leaves_out_calls_and_hashtags_around_a_message(message: str, left: str) -> None:
    assert without_edges(message, knows).strip() == left


@pytest.mark.parametrize(
    "message",
    [
        "what is #shipgate",
        "who is behind #shipgate",
        "#shipgate",
        "#shipgate #scandal",
        "#shipgate is over",
        "why is #shipgate in the news",
        "is it number #3",
        "siri where is it",  # a story of the pages
        "google fined again",
        "alexa",
    ],
)
def test_keeps_what_may_be_asked_about(message: str) -> None:
    assert without_edges(message, knows) == message
