"""A word or two of another language: a greeting, thanks, or a short question."""

from __future__ import annotations

import pytest

from bot.text.courtesies import asks_abroad, greets_abroad, thanks_abroad


@pytest.mark.parametrize("text", ["Hallo", "¡Hola!", "bonjour", "Guten Tag", "Привет!", "olá"])
def test_greets(text: str) -> None:
    assert greets_abroad(text)
    assert not thanks_abroad(text)


@pytest.mark.parametrize("text", ["Danke", "merci beaucoup!", "¡Gracias!", "teşekkürler", "谢谢。"])
def test_thanks(text: str) -> None:
    assert thanks_abroad(text)
    assert not greets_abroad(text)


@pytest.mark.parametrize("text", ["Quelle?", "pourquoi", "Oui!"])
def test_asks(text: str) -> None:
    assert asks_abroad(text)


@pytest.mark.parametrize("text", ["hall", "thanks", "who", "source", "danke, wer zahlt?", ""])
def test_other_messages_are_not_taken_for_one(text: str) -> None:
    assert not any(says(text) for says in (greets_abroad, thanks_abroad, asks_abroad))
