"""Messages that only pick from a list: numbers, "both", "the other one", "whichever"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.reading.picks import LAST, Way, pick_of


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("2", 2),
        ("#2", 2),
        ("No. 2", 2),
        ("option 2", 2),
        ("el segundo, por favor", 2),
        ("die zweite", 2),
        ("вторая", 2),
        ("the second one", 2),
        ("2nd", 2),
        ("show me the third", 3),
        ("First!", 1),
        ("the last one please", LAST),
        ("the bottom one", LAST),
        ("second to last", -2),
        ("the second to last", -2),
        ("the last but one", -2),
        ("tell me more about the second", 2),
        ("what about the first one?", 1),
        ("I'd like the third one please", 3),
        ("let's go with 2", 2),
        ("2️⃣", 2),
        ("(2)", 2),
        ("**2**", 2),
        ("“2”", 2),
        ("2 👍", 2),
        ("2!!", 2),
        ("2??", 2),
        ("2...", 2),
        ("two!!", 2),
        ("the second one!!", 2),
        ("number two..", 2),
        ("the last one plz :)", LAST),
        ("twelve", 12),
        ("the 11th", 11),
    ],
)
def test_picks_one_by_its_number(typed: str, place: int) -> None:
    pick = pick_of(typed)
    assert pick is not None
    assert (pick.way, pick.places) == (Way.PLACES, (place,))


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("1,2", (1, 2)),
        ("1;2", (1, 2)),
        ("1 and 3", (1, 3)),
        ("1 & 2", (1, 2)),
        ("1 2", (1, 2)),
        ("1+3", (1, 3)),
        ("numbers 1 and 2 please", (1, 2)),
        ("the first and the last one", (1, LAST)),
        ("the first, second and third", (1, 2, 3)),
        ("2 and then 3", (2, 3)),
        ("1–3", (1, 2, 3)),
        ("1 to 3", (1, 2, 3)),
        ("the first two", (1, 2)),
        ("top 3", (1, 2, 3)),
        ("the last two questions", (-2, LAST)),
    ],
)
def test_picks_several_by_their_numbers(typed: str, places: tuple[int, ...]) -> None:
    pick = pick_of(typed)
    assert pick is not None
    assert (pick.way, pick.places) == (Way.PLACES, places)


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("1/2", Way.ONE_OF_PLACES),
        ("1 or 2", Way.ONE_OF_PLACES),
        ("8:5", Way.ONE_OF_PLACES),
        ("1.2", Way.ONE_OF_PLACES),
        ("both", Way.BOTH),
        ("both of them please", Way.BOTH),
        ("all of them", Way.ALL),
        ("show me all three", Way.ALL),
        ("the other one", Way.OTHER),
        ("no, the other one", Way.OTHER),
        ("the newest", Way.NEWEST),
        ("the oldest one", Way.OLDEST),
        ("whichever", Way.ANY),
        ("doesn't matter", Way.ANY),
        ("idk you choose", Way.ANY),
        ("pick one", Way.ANY),
        ("what were the other ones again?", Way.OTHER),
        ("-1", Way.ANY),
        ("+1", Way.ANY),
        ("1+1", Way.ANY),
        ("10/10", Way.ANY),
    ],
)
def test_leaves_open_or_says_in_words_which(typed: str, way: Way) -> None:
    pick = pick_of(typed)
    assert pick is not None
    assert pick.way is way


@pytest.mark.parametrize(
    "typed",
    [
        *("<3", ":3", "100", "2024", "£5", "and with 80%?"),
        *(
            "2 ferries",
            "two questions",
            "the second ferry",
            "what is number 2",
            "no one",
            "one more",
        ),
        *("first and foremost", "second to none", "other stories", "i want 2 know who owns it"),
        *("", "the", "and", "more", "no"),
    ],
)
def test_other_messages_pick_nothing(typed: str) -> None:
    assert pick_of(typed) is None


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    pick = pick_of(text)
    assert pick is None or all(-99 <= place <= 99 for place in pick.places)
