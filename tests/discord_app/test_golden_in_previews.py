"""Golden messages that would fail are told before an upload, a lesson or an answer is published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import publishing_wording, teaching_wording
from tests.builders import BRIDGE_PAGE
from tests.discord_app.bridge import CLOSED, PAGE, PAYS, a_bridge_library
from tests.discord_app.conftest import Harbour
from tests.discord_app.reading import text_of
from tests.discord_app.test_publishing import a_file, click, roll_back, upload
from tests.discord_app.test_teaching import preview
from tests.discord_app.test_writing import write

FAR_OFF = "where do I buy oysters in Paris"
FAILS = "1 golden message fails that passed before."
ALL_WELL = "All 3 golden messages fare as before."


@pytest.fixture
def library(tmp_path: Path) -> Any:
    golden = [
        {"message": label, "scope": "in", "targets": [{"file": PAGE, "target": label}]}
        for label in (CLOSED, PAYS)
    ]
    lines = map(json.dumps, [*golden, {"message": FAR_OFF, "scope": "out"}])
    file = tmp_path / "content" / "bridge" / "golden.jsonl"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join(lines), encoding="utf-8")
    return a_bridge_library(tmp_path)


async def test_an_upload_that_takes_an_answer_away_fails_its_golden_message(
    harbour: Harbour,
) -> None:
    without = BRIDGE_PAGE[: BRIDGE_PAGE.rindex("-\n")]
    assert PAYS not in without
    shown = await upload(harbour, a_file(without))
    assert FAILS in text_of(shown)
    assert f"“{PAYS}”: answered with “{PAYS}” → " in text_of(shown)
    await click(harbour, shown, publishing_wording.PUBLISH)
    assert FAILS not in text_of(await roll_back(harbour, "0")), "it failed before as well"


async def test_an_upload_that_harms_nothing_says_so(harbour: Harbour) -> None:
    shown = await upload(harbour, a_file(BRIDGE_PAGE.replace("eight months", "nine months")))
    assert ALL_WELL in text_of(shown)


async def test_a_lesson_that_answers_what_nothing_should_fails_its_golden_message(
    harbour: Harbour,
) -> None:
    shown = await preview(harbour, FAR_OFF.replace("oysters", "oyster"))
    assert FAILS in text_of(shown)
    assert f"“{FAR_OFF}”: declined → answered with “{CLOSED}”" in text_of(shown)
    assert ALL_WELL in text_of(await preview(harbour))


async def test_refusing_a_question_its_own_golden_message_fails_it(harbour: Harbour) -> None:
    answer = await harbour.ask("how long will the bridge stay closed??")
    shown = await harbour.moderator.context_menu(
        harbour.channel, teaching_wording.MENU_NOT_THIS, answer
    )
    assert teaching_wording.hindered_own(CLOSED) in text_of(shown), "its own words always mean it"


async def test_a_written_answer_that_harms_nothing_says_so(harbour: Harbour) -> None:
    assert ALL_WELL in text_of(await write(harbour))
