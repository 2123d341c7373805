"""The shipped weights keep what they promise: floors, well below the figures of the docs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.practice import practice_source, shipped_sensing
from bot.corpus.build import build_corpus
from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.corpus.model import Page
from bot.evaluation.figures import Figures, evaluate
from bot.evaluation.golden import GoldenMessage, read_golden
from bot.evaluation.material import read_collection
from bot.matching.go_deeper import resolve_go_deeper
from bot.matching.matcher import PassageMatcher
from bot.matching.model import Candidate, Decision
from bot.matching.policy import ThresholdPolicy
from bot.matching.sense import Sensing
from bot.weights_file import load_weights

PRACTICE = Path(__file__).parents[1] / "data" / "practice"
SHARED = Path(__file__).parents[3] / "shared"


def figures_of(
    pages: Iterable[Page], messages: list[GoldenMessage], sensing: Sensing | None
) -> Figures:
    """Run matcher and policy over labelled messages, as `eval` does."""
    weights = load_weights(encoder="" if sensing is None else sensing.encoder.sha256)
    corpus = build_corpus(tuple(pages), now=datetime.now(UTC)).corpus
    corpus = resolve_go_deeper(corpus, PassageMatcher.build(corpus, weights, sensing))
    matcher, policy = PassageMatcher.build(corpus, weights, sensing), ThresholdPolicy(weights)

    def ask(message: GoldenMessage) -> tuple[tuple[Candidate, ...], Decision]:
        ranked = matcher.rank(message.message)
        return ranked, policy.decide(ranked)

    return evaluate(messages, ask)


def english(path: Path) -> list[GoldenMessage]:
    read = read_golden(path.read_text(encoding="utf-8"), file=path.name)
    assert not read.findings
    return [message for message in read.messages if not message.style.startswith("lang")]


UNSEEN = ("10 11 12", "13 14", "50 51 52")
"""Groups of practice stories that the shipped encoder was not trained on."""


@dataclass(frozen=True)
class Least:
    """Floors, and a ceiling for wrong answers."""

    top_1: float
    recall_at_3: float
    rejected_near_misses: float
    answered_right: float
    answered_wrong: float

    def check(self, figures: Figures) -> None:
        assert figures.top_1.value >= self.top_1
        assert figures.recall_at_3.value >= self.recall_at_3
        assert figures.rejected_near_misses.value >= self.rejected_near_misses
        assert figures.answered_right.value >= self.answered_right
        assert figures.answered_wrong.value <= self.answered_wrong


@pytest.mark.floor
@pytest.mark.parametrize(
    ("sensing", "least"),
    [
        pytest.param(shipped_sensing, Least(0.82, 0.93, 0.86, 0.45, 0.07), id="encoder"),
        pytest.param(lambda: None, Least(0.62, 0.78, 0.85, 0.20, 0.08), id="words alone"),
    ],
)
def test_eight_stories_at_once(sensing: Callable[[], Sensing | None], least: Least) -> None:
    source = practice_source()
    chosen = [m.message for m in source.messages if m.group in UNSEEN]
    stories = [story for group in UNSEEN for story in source.groups[group]]
    least.check(figures_of(source.pages_of(stories), chosen[::3], sensing()))


@pytest.mark.floor
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared seed pages are not on this machine")
@pytest.mark.parametrize(
    ("sensing", "least"),
    [
        pytest.param(shipped_sensing, Least(0.85, 0.92, 0.90, 0.60, 0.10), id="encoder"),
        pytest.param(lambda: None, Least(0.75, 0.86, 0.85, 0.45, 0.06), id="words alone"),
    ],
)
def test_the_seed_pages_that_no_fit_has_seen(
    sensing: Callable[[], Sensing | None], least: Least
) -> None:
    messages = english(SHARED / "eval" / "seeds_dev.jsonl")
    pages = load_folder(SHARED / "seeds", limits=Limits()).pages
    least.check(figures_of(pages, messages, sensing()))


def test_other_languages_reach_the_practice_stories() -> None:
    pages = load_folder(PRACTICE / "content", limits=Limits()).pages
    text = (PRACTICE / "foreign.jsonl").read_text(encoding="utf-8")
    read = read_collection(pages, text, file="foreign.jsonl")
    assert not read.findings
    assert not list(read.source.unmet())
    assert len({m.message.style for m in read.source.messages}) >= 10
