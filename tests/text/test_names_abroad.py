"""Who or what is asked for by name in other languages."""

from __future__ import annotations

import pytest

from bot.text.names_abroad import name_asked_abroad


@pytest.mark.parametrize(
    "message",
    [
        *("Wer ist Ilse Brandt?", "und wer war Ilse Brandt", "Wie is Ilse Brandt?"),
        *("Qui est Ilse Brandt ?", "c'est qui Ilse Brandt", "¿Quién es Ilse Brandt?"),
        *("chi è Ilse Brandt?", "quem é a Ilse Brandt?", "kim jest Ilse Brandt"),
        *("Ilse Brandt kimdir?", "кто такая Ilse Brandt?", "من هي Ilse Brandt؟"),
        *("Ilse Brandt是谁?", "Ilse Brandtは誰ですか?", "Ilse Brandt는 누구예요?"),
        *("Ilse Brandt คือใคร",),
    ],
)
def test_a_name_that_is_asked_for(message: str) -> None:
    assert name_asked_abroad(message) == "ilse brandt"


@pytest.mark.parametrize(
    "message",
    ["who is Ilse Brandt?", "Ilse Brandt", "wer ist", "wie alt ist Ilse Brandt", "", "Kim Brandt"],
)
def test_other_messages_ask_for_no_name(message: str) -> None:
    assert name_asked_abroad(message) is None
