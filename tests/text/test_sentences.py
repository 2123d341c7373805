"""Sentences are cut out word for word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two! Three?", ("One.", "Two!", "Three?")),
        ("Mr. Smith met J. Doe. They left.", ("Mr. Smith met J. Doe.", "They left.")),
        ("It cost 3.5 million. Really.", ("It cost 3.5 million.", "Really.")),
        ("He said “no.” Then he left.", ("He said “no.”", "Then he left.")),
        ("A heading\n- a bullet\n- another", ("A heading", "- a bullet", "- another")),
        ("No?! “Yes!!” Well… Then.", ("No?!", "“Yes!!”", "Well…", "Then.")),
        (
            "The U.S. Treasury paid. The rest did not.",
            ("The U.S. Treasury paid.", "The rest did not."),
        ),
        ("Rovers F.C. have won.", ("Rovers F.C. have won.",)),
        ("She is from the U.S. The rest is not.", ("She is from the U.S.", "The rest is not.")),
        ("It opens at 9 a.m. on Mondays.", ("It opens at 9 a.m. on Mondays.",)),
        ("It opens at 9 a.m. Visitors queue.", ("It opens at 9 a.m.", "Visitors queue.")),
        ("It came at 9 a.m. EDT on Monday.", ("It came at 9 a.m. EDT on Monday.",)),
        ("They paid Rs. 500 each.", ("They paid Rs. 500 each.",)),
        ("Linden (lit. 'Lime Tree') is a town.", ("Linden (lit. 'Lime Tree') is a town.",)),
        ("The lamps were lit. Boats came.", ("The lamps were lit.", "Boats came.")),
        ("", ()),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, found: tuple[str, ...]) -> None:
    assert sentences(text) == found


@given(st.text(max_size=2000))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
