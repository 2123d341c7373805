"""The preview page in headless Chromium: ask, click, moderate, and end."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue import wording
from bot.preview import session
from tests.builders import BRIDGE_PAGE

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
PATIENCE_S = 30

needs_chromium = pytest.mark.skipif(
    not Path(CHROMIUM).exists(),
    reason="no chromium here; `apt-get install chromium` lets this test look at the page",
)


@dataclass(frozen=True, slots=True)
class Preview:
    """A running `python -m bot preview`."""

    process: subprocess.Popen[str]
    address: str
    questions: Path


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    questions = tmp_path / "content" / "bridge" / "questions.md"
    questions.parent.mkdir(parents=True)
    questions.write_text(BRIDGE_PAGE, encoding="utf-8")
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("BOT_", "DISCORD_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "preview", "--content", str(tmp_path / "content")],
        cwd=tmp_path,
        env=inherited | {"PYTHONPATH": str(ROOT), "BOT_LANGUAGES": "off"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = re.search(r"http://127\.0\.0\.1:\d+/#\S+", process.stdout.readline())
    assert address is not None
    yield Preview(process, address.group(), questions)
    if process.poll() is None:
        process.kill()
        process.wait()


@pytest.fixture
def page(preview: Preview) -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    switches = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(PATIENCE_S * 1000)
        page.goto(preview.address)
        page.get_by_role("button", name="1 · The bridge at Halden").wait_for()
        yield page
        browser.close()


def write(page: Any, words: str) -> None:
    """Type into the composer and send, again while the page is still busy with itself."""
    composer = page.locator("#channel-composer-input")
    composer.fill(words)
    for _ in range(PATIENCE_S * 2):
        composer.press("Enter")
        page.wait_for_timeout(500)
        if not composer.count() or not composer.input_value():
            return
    raise AssertionError("the page did not take the message")


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
def test_a_moderator_reloads_what_an_author_changed(preview: Preview, page: Any) -> None:
    changed = (
        BRIDGE_PAGE + "-\nWho lit the lamps on the bridge?\nThe lamp keeper did, every evening.\n"
    )
    preview.questions.write_text(changed, encoding="utf-8")
    page.select_option("#viewer-picker", label=wording.PREVIEW_MODERATOR)
    page.get_by_text("Preview ready").wait_for()
    write(page, "/content reload")
    page.keyboard.press("Enter")
    page.get_by_text("1 passage added", exact=False).last.wait_for()
    page.select_option("#viewer-picker", label=wording.PREVIEW_READER)
    page.get_by_text("Preview ready").wait_for()
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
    assert "pip install 'briefing-bot[preview]'" in capsys.readouterr().err
