"""The question in a long message is told from what is said beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.segments import bare_question, split_asides, without_closing, without_manner

CHATTER = "my boss is in a mood and the coffee machine broke again this morning, typical me."


def test_a_short_message_is_all_question() -> None:
    assert split_asides("i am cold. why is that?") == ("", "i am cold. why is that?")


def test_the_sentence_that_asks_is_found_at_the_end_and_in_the_middle() -> None:
    assert split_asides(f"{CHATTER} why is the harbour frozen?")[1] == "why is the harbour frozen?"
    aside, question = split_asides(f"{CHATTER} who pays for it? anyway, nice weekend to all.")
    assert question == "who pays for it?"
    assert "coffee machine" in aside
    assert "weekend" in aside


def test_a_clause_that_says_more_of_a_name_asks_nothing() -> None:
    told = "kim, who leads north korea, sent another three thousand troops to the front."
    aside, question = split_asides(f"{told} what does he get in return?")
    assert (aside, question) == (told, "what does he get in return?")
    asked = "i read that the port is shut, who pays for all of that in the end?"
    assert split_asides(asked)[1] == "who pays for all of that in the end?"


def test_a_long_message_without_a_question_is_taken_whole() -> None:
    assert split_asides(CHATTER) == ("", CHATTER)


@given(st.text(max_size=512))
def test_no_word_is_lost_and_nothing_hangs(text: str) -> None:
    aside, question = split_asides(text)
    assert aside or question == text


@pytest.mark.parametrize(
    "closing", ["thank you", "thanks!", "many thanks", "asking for a friend", "thanks in advance"]
)
def test_thanks_after_a_question_are_no_part_of_it(closing: str) -> None:
    assert without_closing(f"who pays for it? {closing}") == "who pays for it?"


def test_thanks_that_are_all_that_is_said_stay() -> None:
    assert without_closing("thank you") == "thank you"
    assert without_closing("whom did he thank you") == "whom did he thank you"


@pytest.mark.parametrize(
    "message",
    [
        "and who pays for the bridge?",
        "ok so who pays for the bridge?",
        "hi all, who pays for the bridge?",
        "oh wait. umm who pays for the bridge?",
        "yo bro who pays for the bridge tho?",
        "but who pays for the bridge, pls?",
        "who pays for the bridge though please?",
    ],
)
def test_how_a_question_is_opened_and_coloured_is_no_part_of_it(message: str) -> None:
    assert bare_question(message, _never).rstrip("?") == "who pays for the bridge"


@pytest.mark.parametrize(
    "message",
    [
        "but why?",
        "and the price?",
        "well water in the valley",
        "so sad for them",
        "hello there",
        "the mayor said please",
    ],
)
def test_what_opens_no_question_stays(message: str) -> None:
    assert bare_question(message, _never) == message


def test_a_last_word_that_the_pages_have_stays() -> None:
    assert bare_question("who is le duc tho?", "tho".__eq__) == "who is le duc tho?"


@pytest.mark.parametrize("opened", ["hey guys ", "so, ", "please pls "])
def test_openings_without_end_hang_nothing(opened: str) -> None:
    assert bare_question(f"{opened * 60}the end", _never)


def _never(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    "manner",
    [
        "in one sentence",
        "in a few simple words",
        "in fewer words",
        "like i'm five?",
        "as if i was a kid",
    ],
)
def test_how_it_is_to_be_told_is_no_part_of_what(manner: str) -> None:
    assert without_manner(f"sum up the ice story {manner}") == "sum up the ice story"


@pytest.mark.parametrize(
    "text", ["what did he say in english class", "in two words", "in 2 trials"]
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert without_manner(text) == text
