"""The practice stories under tests/data, as corpora."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from bot.corpus.build import build_corpus
from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.corpus.model import Corpus

PRACTICE = Path(__file__).parents[1] / "tests" / "data" / "practice"


def practice_corpus(stories: Collection[str]) -> Corpus:
    """Load some practice stories, as a folder of loose files; each is named by its two digits."""
    pages = load_folder(PRACTICE / "content", limits=Limits()).pages
    chosen = [page for page in pages if page.file[:2] in stories]
    return build_corpus(chosen, now=datetime.now(UTC)).corpus
