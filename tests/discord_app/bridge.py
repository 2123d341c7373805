"""A real library of one small page, which tests marked with `bridge` go by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.app.editions import build_edition
from bot.library import Library
from bot.settings import LanguagesChoice, Settings
from tests.builders import BRIDGE_PAGE

if TYPE_CHECKING:
    from tests.discord_app.conftest import Harbour

CLOSED = "How long will the bridge stay closed?"
CLOSED_ANSWER = "At least eight months."
PAYS = "Who pays for the repair?"
PAYS_ANSWER = "The county carries two thirds"
PAGE = "bridge/questions.md"


def a_bridge_library(folder: Path) -> Library:
    """Write the page into a folder and serve it, matched by words alone."""
    page = folder / "content" / PAGE
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(BRIDGE_PAGE, encoding="utf-8")
    settings = Settings.model_construct(
        content_dir=folder / "content",
        state_dir=folder / "state",
        encoder="off",
        languages=LanguagesChoice.OFF,
    )
    return Library(settings, build_edition(settings))


def passage_of(harbour: Harbour, label: str) -> str:
    """Give the id of the passage with a label, in the harbour's guild."""
    passages: Any = harbour.library.of(harbour.guild.id).corpus.passages
    return next(str(passage.id) for passage in passages if passage.label == label)
