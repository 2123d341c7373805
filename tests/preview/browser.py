"""What the preview's tests do in the browser."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

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


def view_as(page: Any, name: str) -> None:
    """Look at the channel as somebody else."""
    page.select_option("#viewer-picker", label=name)
    page.get_by_text("Preview ready").wait_for()


def begin_command(page: Any, command: str, option: str) -> Any:
    """Pick a command and give the field of one of its options."""
    composer = page.locator("#channel-composer-input")
    composer.fill(command)
    offered(page).first.wait_for()
    composer.press("Enter")
    field = page.locator(f'input[data-option="{option}"]')
    field.wait_for(state="attached")
    return field


def offered(page: Any) -> Any:
    """Give what the page offers while one types: commands, or an option's choices."""
    return page.locator("[role=option]")  # not those of the page's own menus


def send(page: Any) -> None:
    """Send the command whose options are filled in."""
    page.locator("#send-message").click()
