"""Questions with their answers where a story has none are served as questions."""

from __future__ import annotations

import pytest

from bot.corpus.model import PassageKind
from tests.builders import a_page, labels, parsed

SECTION, QUESTION, TOPIC = PassageKind.SECTION, PassageKind.QUESTION, PassageKind.TOPIC

STORY = "What's happened\nThe harbour froze.\nMore on these topics\n-\nLindholm is a port.\n"
QUESTIONS = "-\nWhy did it freeze?\nIt was cold.\n-\nWho pays?\nThe port does.\n"


@pytest.mark.parametrize("text", [STORY + QUESTIONS, QUESTIONS + STORY], ids=["below", "above"])
def test_a_page_of_questions_may_be_put_below_a_story_or_above_it(text: str) -> None:
    found = parsed(text)
    assert found.page is not None
    asked = [(p.label, p.text) for p in found.page.of_kind(QUESTION)]
    assert asked == [("Why did it freeze?", "It was cold."), ("Who pays?", "The port does.")]
    assert labels(found.page, TOPIC) == ["Lindholm"]
    assert labels(found.page, SECTION) == ["What's happened"]
    told = {finding.code for finding in found.findings}
    assert told.isdisjoint({"topic-without-name", "text-before-heading"})


def test_a_text_above_a_story_that_asks_now_and_then_is_an_introduction() -> None:
    page = a_page("-\nWhy did it freeze?\nIt was cold.\n-\nWe keep looking.\nSo.\n" + STORY)
    assert labels(page, SECTION) == ["Introduction", "What's happened"]


def test_a_heading_that_asks_may_name_a_topic() -> None:
    page = a_page("## What's happened\n\nIce.\n\n## Glossary\n\n### Who is Berg?\n\nThe mayor.\n")
    assert labels(page, TOPIC) == ["Who is Berg?"]


def test_questions_to_go_deeper_that_have_answers_are_questions() -> None:
    page = a_page(
        "What's happened\nIce.\nGo deeper\nWho pays?\nThe port does.\nHow thick is it?\nA foot.\n"
    )
    assert [(p.label, p.text) for p in page.of_kind(QUESTION)] == [
        ("Who pays?", "The port does."),
        ("How thick is it?", "A foot."),
    ]
    assert not page.go_deeper


@pytest.mark.parametrize("last", ["How thick is it?", "The ice of 1987"])
def test_questions_to_go_deeper_are_links_where_one_has_no_answer(last: str) -> None:
    page = a_page(f"What's happened\nIce.\nGo deeper\nWho pays?\nThe port.\nIs it safe?\n{last}\n")
    assert not page.of_kind(QUESTION)
    assert page.go_deeper
