"""Words that are true only about the day of writing, and words that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.time_words import find_time_words


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("The port is currently closed.", "currently"),
        ("Visitors now follow a fixed path.", "now"),
        ("Now the two governments celebrate it.", "Now"),
        ("- Now the council must decide.", "Now"),
        ("It froze over last week.", "last week"),
        ("Last week’s frost was the hardest.", "Last week"),
        ("Two ferries were sold this year.", "this year"),
        ("A decision is due next month.", "next month"),
        ("It happened earlier this week.", "earlier this week"),
        ("The court ruled yesterday; today it is calm.", "yesterday"),
        ("In the coming weeks the ice may break.", "In the coming weeks"),
        ("At the moment nobody pays.", "At the moment"),
    ],
)
def test_a_word_that_grows_old_is_found(line: str, word: str) -> None:
    at, found = next(find_time_words(line))
    assert found == word
    assert line[at : at + len(word)] == word


@pytest.mark.parametrize(
    "line",
    [
        "Everyone knows that snow is known to melt.",
        "The now-closed port had two ferries.",
        "It will never open before the last week of May.",
        "The next year brought a hard winter.",
        "Over the last week of the talks nothing moved.",
        "From now on, ships pay more.",
        "Every now and then a ship gets through.",
        "It stands in what is now Slovenia.",
        "The lists are up to date.",
        "“We will now wait,” she said.",
        'He wrote: "It is closed today."',
        "The film Apocalypse Now was shown, and USA Today praised it.",
        "See https://example.org/now and port.now.com.",
        "How long will it stay closed? {#closed-now}",
        "The last ship left in May.",
    ],
)
def test_a_word_that_only_looks_like_one_is_passed_over(line: str) -> None:
    assert list(find_time_words(line)) == []


@given(st.text())
def test_any_line_can_be_read(line: str) -> None:
    assert all(line[at : at + len(word)] == word for at, word in find_time_words(line))
