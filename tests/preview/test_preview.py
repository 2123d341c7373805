"""The preview page in headless Chromium: ask, click, moderate, and end."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import preview_wording
from bot.preview import session
from tests.builders import BRIDGE_PAGE
from tests.preview.browser import PATIENCE_S, Preview, needs_chromium, view_as, write
from tests.preview.conftest import ROOT


@needs_chromium
def test_a_reader_asks_and_goes_deeper(preview: Preview, page: Any, tmp_path: Path) -> None:
    write(page, "how long will the bridge stay closed?")
    page.get_by_text("At least eight months.", exact=False).last.wait_for()
    page.get_by_role("button", name="1 · Who pays for the repair?").last.click()
    page.get_by_text("two thirds of the cost", exact=False).last.wait_for()
    page.get_by_text("Only you can see this").wait_for()
    page.screenshot(path=tmp_path / "went-deeper.png")
    assert (tmp_path / "went-deeper.png").stat().st_size > 10_000


@needs_chromium
def test_an_answer_comes_into_view_where_the_greeting_fills_the_screen(
    preview: Preview, page: Any
) -> None:
    page.set_viewport_size({"width": 1366, "height": 480})
    page.reload()
    page.get_by_role("button", name="1 · The bridge at Halden").wait_for()
    write(page, "how long will the bridge stay closed?")
    answer = page.get_by_text("At least eight months.", exact=False).last
    answer.wait_for()
    page.wait_for_timeout(1000)  # the page scrolls when it has laid the answer out
    top = answer.bounding_box()["y"]
    assert 0 < top < 480, "What the page opens with must end with something short."


@needs_chromium
def test_a_moderator_reloads_what_an_author_changed(preview: Preview, page: Any) -> None:
    changed = (
        BRIDGE_PAGE + "-\nWho lit the lamps on the bridge?\nThe lamp keeper did, every evening.\n"
    )
    preview.questions.write_text(changed, encoding="utf-8")
    view_as(page, preview_wording.MODERATOR)
    write(page, "/content reload")
    page.keyboard.press("Enter")
    page.get_by_text("1 passage added", exact=False).last.wait_for()
    view_as(page, preview_wording.READER)
    write(page, "who lit the lamps on the bridge?")
    page.get_by_text("The lamp keeper did, every evening.").last.wait_for()


def test_ctrl_c_ends_it_cleanly(preview: Preview) -> None:
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(timeout=PATIENCE_S) == 0


def test_a_missing_extra_is_named_with_its_mend(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    nothing: Any = None
    assert session.run_preview(nothing, nothing) == 1
    assert "`make preview`" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told_with_its_mend(preview: Preview, tmp_path: Path) -> None:
    port = preview.address.split(":")[2].split("/")[0]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "preview", "--content", "content", "--port", port],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "BOT_LANGUAGES": "off"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"The preview cannot use port {port} (Address already in use). "
        "Give another one with --port, or 0 for a free one."
    )
    assert "Traceback" not in done.stderr
