"""Telling languages apart: English is hardly ever taken for another one, others mostly are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language_file import load_languages
from bot.text.language import ENGLISH, UNKNOWN, foreign_language, latin_words

DATA = Path(__file__).parents[1] / "data"
CONTENT = Path(__file__).parents[2] / "content"
MODEL = load_languages()

FOREIGN_AMONG_THE_ENGLISH = {"bonjour tout le monde", "was soll ich heute kochen"}
"""Messages that were written as out of scope; to take them for foreign is right."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A message that is not in English."""

    lang: str
    message: str
    kept_back: bool = False


def foreign_messages() -> list[Foreign]:
    lines = (DATA / "languages" / "foreign.jsonl").read_text(encoding="utf-8").splitlines()
    return [Foreign(**json.loads(line)) for line in lines]


def english_messages() -> list[str]:
    files = [DATA / "practice" / "messages.jsonl", *sorted(CONTENT.glob("*/golden.jsonl"))]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [m for line in lines if (m := json.loads(line)["message"])]


def recognised(message: str) -> str | None:
    return foreign_language(message, MODEL)


# ------------------------------------------------------------------------- how often it is right


def test_english_messages_are_hardly_ever_taken_for_another_language() -> None:
    messages = [m for m in english_messages() if m not in FOREIGN_AMONG_THE_ENGLISH]
    mistaken = [(recognised(m), m) for m in messages if recognised(m)]
    assert len(messages) > 1_500
    assert len(mistaken) / len(messages) < 0.003, mistaken


def test_names_and_loan_words_are_mostly_left_alone() -> None:
    messages = (DATA / "languages" / "english.txt").read_text(encoding="utf-8").splitlines()
    mistaken = [(recognised(m), m) for m in messages if recognised(m)]
    assert len(mistaken) / len(messages) < 0.08, mistaken


@pytest.mark.parametrize("kept_back", [False, True])
def test_most_foreign_messages_of_three_words_are_recognised(kept_back: bool) -> None:
    messages = [
        m for m in foreign_messages() if m.kept_back == kept_back and len(m.message.split()) >= 3
    ]
    missed = [m for m in messages if recognised(m.message) is None]
    assert len(messages) >= 50
    assert len(missed) / len(messages) <= 0.1, missed


@pytest.mark.parametrize("message", ["¿y los conductores?", "¿huelga?", "¿y Petra Kolar?"])
def test_inverted_marks_are_spanish(message: str) -> None:
    assert recognised(message) == "es"
    assert recognised(message.replace("¿", "")) is None
    assert foreign_language(message, MODEL, served=["en", "es"]) is None


@pytest.mark.parametrize("message", ["¿why is it closed?", "¡what a mess!", "¿EU?"])
def test_inverted_marks_around_english_are_a_slip(message: str) -> None:
    assert recognised(message) is None


def test_a_message_in_the_language_of_a_page_is_not_foreign() -> None:
    mistaken = [
        m for m in foreign_messages() if foreign_language(m.message, MODEL, served=["en", m.lang])
    ]
    assert not mistaken


# ------------------------------------------------------------------------- cases


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("¿por qué mandó Corea soldados?", "es"),
        ("Pourquoi la Corée envoie-t-elle des soldats ?", "fr"),
        ("POURQUOI TU CRIES AVEC MOI", "fr"),
        ("warum schickt nordkorea soldaten", "de"),
        ("почему", "ru"),
        ("北朝鮮は", "ja"),
        ("朝鲜为什么派兵", "zh"),
        ("북한은 왜?", "ko"),
        ("ماذا حدث", "ar"),
        ("what? почему они отправили солдат", "ru"),
        ("ጦርነቱ መቼ ያበቃል", "am"),
        ("ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ", UNKNOWN),
    ],
)
def test_other_languages(message: str, language: str) -> None:
    assert recognised(message) == language


@pytest.mark.parametrize(
    "message",
    [
        "putin kim treaty",
        "who is Nicolás Maduro?",
        "what does 북한 mean",
        "is π in the treaty",
        "Δ?",
        "whos carlos mazón and why should he resign",
        "teh pnaama canl is clsed y",
        "wsg",
        "gracias!",
        "🔥🔥🔥",
        "1234",
        "",
        "https://example.org/por/que/no",
        "ｗｈｏ ｐａｙｓ",
        "𝖜𝖍𝖔 𝖕𝖆𝖞𝖘",
    ],
)
def test_english_and_what_is_no_language(message: str) -> None:
    assert recognised(message) is None


def test_a_served_language_may_have_a_region() -> None:
    asked = "¿por qué mandaron soldados?"
    assert foreign_language(asked, MODEL, served=["es-MX"]) is None
    assert foreign_language(asked, MODEL, served=["fr"]) == "es"
    assert foreign_language("北朝鮮はなぜ", MODEL, served=["zh-Hant"]) == "ja"
    assert foreign_language("朝鲜为什么", MODEL, served=["ja"]) is None


def test_a_name_on_the_pages_is_no_sign_of_another_language() -> None:
    message = "notre dame de paris spire"
    assert recognised(message) == "fr"
    assert foreign_language(message, MODEL, known={"notre", "dame", "paris"}) is None


@given(st.text(max_size=600))
def test_any_text_gets_a_language_or_none(message: str) -> None:
    found = recognised(message)
    assert found is None or found != ENGLISH
    assert all(word.isascii() and word.isalpha() for word in latin_words(message))
