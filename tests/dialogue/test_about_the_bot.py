"""Messages to the bot itself: what they are, and what they are not."""

from __future__ import annotations

import pytest

from bot.dialogue.reading.about_the_bot import is_about_the_bot


@pytest.mark.parametrize(
    "typed",
    [
        *("", "?", "hi", "Good morning!", "hi there 👋", "hello bot, how are you?"),
        *("can you help me?", "help pls", "I need help", "what's up", "still there?"),
        *("are you a bot?", "gm", "gn everybody", "morning folks!", "Hallo", "¡Hola! 👋"),
    ],
)
def test_knows_when_it_is_spoken_to_about_itself(typed: str) -> None:
    assert is_about_the_bot(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "what languages do you speak?",
            "how accurate are you",
            "who runs you",
            "who writes these",
        ),
        *("where do you get your information from", "which newspaper are you from?"),
        *("i want to talk to a human", "I'd like to speak with somebody", "ANYONE THERE"),
        *("can I talk to a human please", "how do I contact the editors", "delete my data"),
        *("what's your name", "what is your name?", "are you neutral", "who writes these pages"),
        *("what does this bot do", "how does the bot work?", "hi, what is this bot for"),
        *("do you speak German?", "can you understand french", "how do i use you", "commands?"),
    ],
)
def test_its_sources_makers_and_manners_are_matters_of_its_own(typed: str) -> None:
    assert is_about_the_bot(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("who runs it", "where did they get the data", "delete the data", "how do i use it"),
        *("do they speak german", "what are the commands of the army", "who wrote the letter"),
    ],
)
def test_those_of_others_are_not(typed: str) -> None:
    assert not is_about_the_bot(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "🤔",
        "again",
        "what's up with the dam",
        "can you help the penguins",
        "who are you voting for",
        "hi, who pays?",
        "all",
    ],
)
def test_knows_when_it_is_not(typed: str) -> None:
    assert not is_about_the_bot(typed)
