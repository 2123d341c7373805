"""Messages that ask for no passage: numbers, "yes", "more", "source?"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.requests import LAST, Wish, chosen_number, is_about_the_bot, wish_of


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2", 2),
        ("#2", 2),
        ("option 2", 2),
        ("the second one", 2),
        ("2nd", 2),
        ("show me the third", 3),
        ("First!", 1),
        ("the last one please", LAST),
        ("tell me more about the second", 2),
        ("what about the first one?", 1),
        ("I'd like the third one please", 3),
        ("let's go with 2", 2),
        ("2️⃣", 2),
        ("(2)", 2),
        ("**2**", 2),
        ("“2”", 2),
        ("2 👍", 2),
        ("2 ferries", None),
        ("and with 80%?", None),
        ("£5", None),
        ("the second ferry", None),
        ("what is number 2", None),
    ],
)
def test_reads_a_choice(typed: str, number: int | None) -> None:
    assert chosen_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "wish"),
    [
        ("no thanks", Wish.THANKS),
        ("No, thank you!", Wish.THANKS),
        ("never mind", Wish.THANKS),
        ("bye", Wish.THANKS),
        ("yes", Wish.YES),
        ("Yeah, that one", Wish.YES),
        ("nope", Wish.NO),
        ("no, that's not what I meant", Wish.NO),
        ("again?", Wish.AGAIN),
        ("can you repeat that", Wish.AGAIN),
        ("tell me more", Wish.MORE),
        ("ok, go on", Wish.MORE),
        ("and then?", Wish.MORE),
        ("what else?", Wish.MORE),
        ("source?", Wish.SOURCE),
        ("where is that from", Wish.SOURCE),
        ("thanks!", Wish.THANKS),
        ("great answer", Wish.THANKS),
        ("that's really helpful", Wish.THANKS),
        ("ur useless", Wish.NO),
        ("this is stupid lol", Wish.NO),
        ("that doesn't help at all", Wish.NO),
        ("you didn't answer my question", Wish.NO),
        ("is it useful", None),
        ("what is a good answer", None),
        ("why", None),
        ("more about the ferry", None),
        ("what is the source of the river", None),
        ("yes but who pays", None),
        ("", None),
    ],
)
def test_reads_a_wish(typed: str, wish: Wish | None) -> None:
    assert wish_of(typed) is wish


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    number = chosen_number(text)
    assert number is None or -1 <= number <= 99
    assert wish_of(text) in (None, *Wish)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "?", "hi", "Good morning!", "hi there 👋", "hello bot, how are you?"),
        *("are you a bot?", "gm", "gn everybody", "morning folks!"),
    ],
)
def test_knows_when_it_is_spoken_to_about_itself(typed: str) -> None:
    assert is_about_the_bot(typed)


@pytest.mark.parametrize("typed", ["🤔", "again", "who are you voting for", "hi, who pays?", "all"])
def test_knows_when_it_is_not(typed: str) -> None:
    assert not is_about_the_bot(typed)
