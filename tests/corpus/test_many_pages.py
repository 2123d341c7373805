"""Many pages: loading a thousand of them takes a moment, and shows how far it is."""

from __future__ import annotations

import time
from pathlib import Path

from bot.corpus.build import build_corpus
from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from tests.builders import NOW, a_story_text

HANG_S = 60


def test_a_thousand_loose_pages_load_and_find_their_briefings(tmp_path: Path) -> None:
    for number in range(500):
        town = f"Town{chr(97 + number % 26)}{chr(97 + number // 26)}ville"
        story = a_story_text().replace("Lindholm", town)
        asked = f"-\nWhy is the harbour of {town} frozen?\nThe icebreaker of {town} is old.\n"
        (tmp_path / f"{number:03}_a.txt").write_text(story, encoding="utf-8")
        (tmp_path / f"{number:03}_b.txt").write_text(asked, encoding="utf-8")
    seen: list[int] = []
    started = time.monotonic()
    loaded = load_folder(tmp_path, limits=Limits(), on_progress=lambda done, of: seen.append(done))
    built = build_corpus(loaded.pages, now=NOW)
    assert time.monotonic() - started < HANG_S
    assert seen == list(range(1, 1001))
    assert [len(briefing.pages) for briefing in built.corpus.briefings] == [2] * 500
