"""Question marks: told by the script of the text that they end."""

from __future__ import annotations

import pytest

from bot.text.question_marks import ends_in_question_mark


@pytest.mark.parametrize(
    "text",
    [
        "Why?",
        "**Why?**",
        "“Why?”",
        "Why?!",
        "`Why?`",
        "为什么？",
        "لماذا؟",
        "Τι συνέβη;",
        "Τι συνέβη\u037e",
        "**Τι είναι το Brexit;**",
        "Ἢ τί;",
    ],
)
def test_a_question_mark_may_be_of_any_script(text: str) -> None:
    assert ends_in_question_mark(text)


@pytest.mark.parametrize(
    "text",
    ["It froze;", "the angles α, β;", "the μTorrent client\u037e", "Он ушёл;", "40;", ";", ""],
)
def test_a_semicolon_asks_in_greek_only(text: str) -> None:
    assert not ends_in_question_mark(text)
