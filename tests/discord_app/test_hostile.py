"""Hostile words from readers and pages, in the running bot; every request is checked as well."""

from __future__ import annotations

import socket

import pytest

from bot.dialogue import discord_wording, wording
from tests.discord_app.builders import a_library_of, a_passage
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of

WORDS = {
    "mentions": "@everyone @here <@1> <@&2> <#3> why are the lamps lit?",
    "very long": "why are the lamps lit? " * 170,
    "zalgo": "why are the l" + "\u0301" * 1_500 + "amps lit?",
    "right to left": "why \u202eare the\u202c lamps lit?",
    "nothing visible": "\u200b\u200d\u2060",
    "marks": "**__~~||`why are the lamps lit?" + "`[" * 200,
    "terminal": "\x1b[2Jwhy are the lamps lit?",
}


@pytest.mark.parametrize("name", WORDS)
async def test_readers_words_are_answered_calmly(harbour: Harbour, name: str) -> None:
    words = WORDS[name]
    asked = await harbour.ann.slash(harbour.channel, "ask", question=words[:500])
    answer = await harbour.ask(words[:1_900])
    for message in (asked, answer):
        assert "@everyone" not in text_of(message)
        assert "\x1b" not in text_of(message)


@pytest.mark.parametrize("unseen", ["\u200b\u200d\u2060", "\u3164\u3164", "\u2800", "\ufe0f"])
async def test_what_shows_nothing_says_nothing(harbour: Harbour, unseen: str) -> None:
    assert wording.HELP_HEADING in text_of(await harbour.ask(unseen))
    message = await harbour.bob.send(harbour.channel, unseen)
    asked = await harbour.ann.context_menu(harbour.channel, discord_wording.MENU_ASK, message)
    assert text_of(asked) == discord_wording.NOTHING_TO_ASK


async def test_a_page_cannot_ping_shout_or_disguise(harbour: Harbour) -> None:
    page = "# NEWS\n@everyone <@1> [bank.example](https://evil.example)\n```\nunclosed"
    harbour.library.current = a_library_of(
        [a_passage("lamps.evil", "@everyone why are the lamps lit?", page)]
    ).current
    shown = text_of(await harbour.ask("why are the lamps lit?"))
    assert "@everyone" not in shown
    assert "<@1>" not in shown
    assert "**NEWS**" in shown
    assert "[bank.example]\u200b(https://evil.example)" in shown


async def test_an_answer_of_thousands_of_marks_fits(harbour: Harbour) -> None:
    harbour.library.current = a_library_of(
        [a_passage("lamps.marks", "*_~|" * 100 + " lamps?", "z" + "\u0301" * 6_000)]
    ).current
    answer = await harbour.ask("lamps?")
    assert len(text_of(answer)) <= 4_000


async def test_an_address_in_a_question_or_in_a_page_is_fetched_by_nobody(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[object] = []

    def look_up(*address: object, **_: object) -> list[object]:
        looked_up.append(address)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket.socket, "connect", look_up)
    harbour.library.current = a_library_of(
        [a_passage("lamps.link", "why are the lamps lit?", "See http://169.254.169.254/secret.")]
    ).current
    await harbour.ask("why are the lamps lit? http://127.0.0.1:8080/readyz")
    await harbour.ann.slash(harbour.channel, "ask", question="https://evil.example/lamps")
    assert looked_up == []
