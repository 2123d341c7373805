"""Work that takes longer than the three seconds that Discord waits for a first response."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.dialogue import teaching_wording, unanswered_wording
from bot.discord_app.recovery import words_answered_by
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import ids_of, labels_of, text_of
from tests.discord_app.test_teaching import preview
from tests.discord_app.test_unanswered import asked_by_two, unanswered

pytestmark = pytest.mark.bridge

SLOW_S = 4.0


@pytest.fixture
def slow_store(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the database take its time, as one that another program holds locked."""

    async def slowly() -> None:
        await asyncio.sleep(SLOW_S)

    monkeypatch.setattr(harbour.recorder, "flush", slowly)


@pytest.mark.usefixtures("slow_store")
async def test_a_lesson_is_previewed_all_the_same(harbour: Harbour) -> None:
    shown = await preview(harbour)
    assert labels_of(shown) == [teaching_wording.LESSON_PUBLISH, teaching_wording.LESSON_CANCEL]


async def test_pages_of_unanswered_questions_turn_all_the_same(
    harbour: Harbour, request: pytest.FixtureRequest
) -> None:
    for word in ("anchor", "barley", "copper", "dragon", "engine", "falcon"):
        await asked_by_two(harbour, f"{word} {word}ing")
    first = await unanswered(harbour)
    request.getfixturevalue("slow_store")
    more = await harbour.moderator.click(first.response, label=unanswered_wording.GAPS_MORE)
    assert ids_of(more)


@pytest.mark.parametrize("menu", [teaching_wording.MENU_TEACH, teaching_wording.MENU_NOT_THIS])
async def test_what_an_answer_answers_is_looked_up_all_the_same(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, menu: str
) -> None:
    answer = await harbour.ask("who pays for the repair then?")

    async def slowly(*of: Any) -> str | None:
        await asyncio.sleep(SLOW_S)
        return await words_answered_by(*of)

    monkeypatch.setattr("bot.discord_app.cogs.teaching.words_answered_by", slowly)
    shown = await harbour.moderator.context_menu(harbour.channel, menu, answer)
    assert "who pays for the repair then?" in text_of(shown)
