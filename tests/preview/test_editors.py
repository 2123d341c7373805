"""The editors' loop in headless Chromium: upload, publish, teach, roll back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.dialogue import preview_wording, wording
from tests.preview.browser import begin_command, needs_chromium, offered, send, view_as, write

LAMPS = "-\nWho lit the lamps on the bridge?\nThe lamp keeper did, every evening.\n"
TAUGHT = "when may lorries drive over it again"


def publish(page: Any) -> None:
    """Press the button under the latest preview."""
    page.get_by_role("button", name="Publish", exact=True).last.click()


def ask(page: Any, words: str, answer: str) -> None:
    """Ask as a reader, and wait for the answer."""
    view_as(page, preview_wording.READER)
    write(page, words)
    page.get_by_text(answer, exact=False).last.wait_for()
    view_as(page, preview_wording.MODERATOR)


@needs_chromium
def test_a_moderator_publishes_teaches_and_rolls_back(page: Any, tmp_path: Path) -> None:
    file = tmp_path / "lamps.md"
    file.write_text(LAMPS, encoding="utf-8")
    view_as(page, preview_wording.MODERATOR)

    begin_command(page, "/content upload", "file").set_input_files(str(file))
    send(page)
    page.get_by_text("1 added, 0 changed, 0 removed", exact=False).last.wait_for()
    publish(page)
    page.get_by_text("Published as revision 1", exact=False).last.wait_for()
    ask(page, "who lit the lamps on the bridge?", "The lamp keeper did, every evening.")

    begin_command(page, "/teach wording", "words").fill(TAUGHT)
    page.locator('input[data-option="question"]').fill("closed")
    offered(page).filter(has_text="How long will the bridge stay closed?").click()
    send(page)
    page.get_by_role("button", name="Publish", exact=True).nth(1).wait_for()
    publish(page)
    page.get_by_text("Only you can see this").nth(3).wait_for()
    ask(page, TAUGHT, "At least eight months.")

    begin_command(page, "/content rollback", "revision").fill("0")
    offered(page).filter(has_text="before anything was published here").click()
    send(page)
    page.get_by_text("0 added", exact=False).last.wait_for()
    page.get_by_role("button", name="Publish", exact=True).nth(2).wait_for()
    publish(page)
    page.get_by_text("Published as revision 3", exact=False).last.wait_for()
    view_as(page, preview_wording.READER)
    write(page, "who lit the lamps on the bridge?")
    page.get_by_text(wording.ABSTAIN_HEADING).or_(
        page.get_by_text(wording.CLARIFY_HEADING)
    ).last.wait_for()
    page.screenshot(path=tmp_path / "rolled-back.png")
