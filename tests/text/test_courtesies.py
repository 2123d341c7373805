"""A word or two of another language: a greeting, thanks, or a short question."""

from __future__ import annotations

import pytest

from bot.text.courtesies import asks_abroad, greets_abroad, said_abroad


@pytest.mark.parametrize("text", ["Hallo", "¡Hola!", "bonjour", "Guten Tag", "Привет!", "olá"])
def test_greets(text: str) -> None:
    assert greets_abroad(text)
    assert said_abroad(text) is None


@pytest.mark.parametrize("text", ["Danke", "merci beaucoup!", "¡Gracias!", "teşekkürler", "谢谢。"])
def test_thanks(text: str) -> None:
    assert said_abroad(text) == "thanks"
    assert not greets_abroad(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Quelle?", "source"),
        ("Oui!", "yes"),
        ("sí", "yes"),
        ("Ещё?", "more"),
        ("noch mal", "again"),
        ("El segundo, por favor", "the second please"),
        ("ja, danke", "yes thanks"),
        ("no, gracias", "no thanks"),
        ("Dis-m'en plus, s'il te plaît", "more please"),
        ("ありがとうございます", "thanks"),
    ],
)
def test_wants(text: str, wanted: str) -> None:
    assert said_abroad(text) == wanted


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("pourquoi", "fr"),
        ("¿Cuándo?", "es"),
        ("почему?", "ru"),
        ("为什么?", "zh"),
        ("왜?", "ko"),
        ("لماذا؟", "ar"),
    ],
)
def test_asks(text: str, language: str) -> None:
    assert asks_abroad(text) == language


@pytest.mark.parametrize("text", ["¿Qué puedes hacer?", "qui es-tu ?", "Hilfe!", "кто ты?"])
def test_asks_the_bot_what_it_is(text: str) -> None:
    assert greets_abroad(text)


@pytest.mark.parametrize(
    "text", ["hall", "thanks", "who", "source", "danke, wer zahlt?", "no", "dove", "aide", ""]
)
def test_other_messages_are_not_taken_for_one(text: str) -> None:
    assert not any(says(text) for says in (greets_abroad, said_abroad, asks_abroad))
