"""Commands that readers typed as a message."""

from __future__ import annotations

import pytest

from bot.dialogue.typed_commands import TypedCommand, asked_in_command, typed_command


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("/help", "help", ""),
        (" !Help ", "help", ""),
        ("/topics", "topics", ""),
        ("/topics?", "topics", ""),
        ("/help.", "help", ""),
        ("/ask: who pays?", "ask", "who pays?"),
        ("/topic Mira Solberg", "topic", "Mira Solberg"),
        ("/topic name: Mira Solberg", "topic", "Mira Solberg"),
        ("/briefing title:the bridge", "briefing", "the bridge"),
        ("/ask question: who pays?", "ask", "who pays?"),
        ("/content reload", "content", "reload"),
    ],
)
def test_a_command_is_told_with_what_was_typed_after_it(text: str, name: str, words: str) -> None:
    assert typed_command(text) == TypedCommand(name, words)


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "/",
        "/s",
        "/helpful",
        "/topic-list",
        "/help/me",
        "/help.txt",
        "and/ask them",
        "/play music",
        "",
    ],
)
def test_other_words_are_no_command(text: str) -> None:
    assert typed_command(text) is None


def test_what_is_asked_in_a_command_is_what_stands_after_it() -> None:
    assert asked_in_command("/ask who pays?") == "who pays?"
    for text in ("/ask", "/topic Mira Solberg", "who pays?"):
        assert asked_in_command(text) == text
