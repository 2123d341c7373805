"""A running preview, and headless Chromium that looks at it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import BRIDGE_PAGE
from tests.preview.browser import CHROMIUM, PATIENCE_S, Preview

ROOT = Path(__file__).parents[2]


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
