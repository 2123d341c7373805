"""Real pages: the seeds, which are not part of this repository, and the practice stories."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.corpus.build import BuiltCorpus, build_corpus
from bot.corpus.limits import Limits
from bot.corpus.loader import load_folder
from bot.corpus.model import Page, PageKind, PassageKind
from bot.text.folding import folded

SHARED = Path(__file__).parents[3] / "shared"
SEEDS = SHARED / "seeds"
PRACTICE = Path(__file__).parents[1] / "data" / "practice"
MESSAGES = {
    "seeds": SHARED / "eval" / "seeds_dev.jsonl",
    "practice": PRACTICE / "messages.jsonl",
}
NOW = datetime(2025, 7, 1, tzinfo=UTC)

WITHOUT_SEEDS = f"the seed pages are not here: there is no folder {SEEDS}"


@pytest.fixture(scope="module")
def seeds() -> BuiltCorpus:
    if not SEEDS.is_dir():
        pytest.skip(WITHOUT_SEEDS)
    return build_corpus(load_folder(SEEDS, limits=Limits()).pages, now=NOW)


@pytest.fixture(scope="module")
def practice() -> BuiltCorpus:
    return build_corpus(load_folder(PRACTICE / "content", limits=Limits()).pages, now=NOW)


def page(built: BuiltCorpus, kind: PageKind) -> Page:
    (found,) = [one for one in built.corpus.pages if one.kind is kind]
    return found


@pytest.mark.skipif(not SEEDS.is_dir(), reason=WITHOUT_SEEDS)
def test_the_seeds_load_without_an_error() -> None:
    loaded = load_folder(SEEDS, limits=Limits())
    assert len(loaded.pages) == 2
    assert not [finding for finding in loaded.findings if finding.severity == "error"]


def test_the_seeds_are_one_briefing(seeds: BuiltCorpus) -> None:
    assert len(seeds.corpus.briefings) == 1
    assert [f.code for f in seeds.findings].count("briefing-inferred") == 1


def test_the_seeds_story_is_read_whole(seeds: BuiltCorpus) -> None:
    story = page(seeds, PageKind.STORY)
    sections = {p.label: p for p in story.of_kind(PassageKind.SECTION)}
    behind = sections["What's behind the headline?"]
    assert len(sections) == 4
    assert [(s.label, s.line, len(s.bullets)) for s in behind.subheadings] == [
        ("Military Alliance Dynamics", 4, 3),
        ("Implications for Regional Security", 8, 3),
    ]
    assert [question.provenance.line for question in story.go_deeper] == [17, 18, 19]
    assert [p.provenance.line for p in story.of_kind(PassageKind.TEASER)] == [22, 25, 28, 31]
    assert story.of_kind(PassageKind.QUESTION) == ()


def test_the_seeds_topics_have_their_names(seeds: BuiltCorpus) -> None:
    topics = page(seeds, PageKind.STORY).of_kind(PassageKind.TOPIC)
    assert [topic.label for topic in topics] == [
        "Ukraine",
        "North Korea",
        "Russia",
        "Vladimir Putin",
        "Kim Jong-un",
        "Andrii Sybiha",
        "Cho Tae-yul",
        "Sergei Shoigu",
        "South Korea",
    ]
    assert [topic.label for topic in topics if topic.is_truncated] == ["Russia"]


def test_the_seeds_questions_are_read_word_for_word(seeds: BuiltCorpus) -> None:
    asked = page(seeds, PageKind.QUESTIONS)
    text = (SEEDS / asked.file).read_text(encoding="utf-8")
    assert [p.provenance.line for p in asked.passages] == [2, 5, 8, 11, 14, 17]
    for passage in asked.passages:
        assert f"-\n{passage.label}\n{passage.text}" in text


def test_practice_pages_find_their_stories(practice: BuiltCorpus) -> None:
    for briefing in practice.corpus.briefings:
        assert len({one.file[:2] for one in briefing.pages}) == 1
        assert {one.kind for one in briefing.pages} == set(PageKind)
    assert len(practice.corpus.briefings) == 26


def test_practice_teasers_are_all_seen_and_no_answer_is_taken_for_one(
    practice: BuiltCorpus,
) -> None:
    for one in practice.corpus.pages:
        expected = PassageKind.TEASER if one.kind is PageKind.STORY else PassageKind.QUESTION
        asked = one.of_kind(PassageKind.TEASER, PassageKind.QUESTION)
        assert {p.kind for p in asked} == {expected}


@pytest.mark.parametrize("name", ["seeds", "practice"])
def test_every_labelled_topic_and_question_is_found(
    name: str, request: pytest.FixtureRequest
) -> None:
    corpus = request.getfixturevalue(name).corpus
    for line in MESSAGES[name].read_text(encoding="utf-8").splitlines():
        for target in json.loads(line).get("targets", []):
            passages = corpus.page(Path(target["file"]).name).passages
            kind, _, label = target["target"].partition(":")
            wanted = folded(label if kind in {"topic", "section"} else target["target"])
            assert any(
                wanted == folded(p.label)
                or (kind == "topic" and (folded(p.label) in wanted or wanted in folded(p.label)))
                for p in passages
            ), target
