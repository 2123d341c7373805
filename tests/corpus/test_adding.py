"""A question is added to a page, and nothing else of the page changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.adding import new_page, with_question
from bot.corpus.limits import Limits
from bot.corpus.model import PassageKind
from bot.corpus.reader import read_page
from tests.builders import BRIDGE_PAGE

QUESTION = "Who lit the lamps on the bridge?"
ANSWER = "The lamp keeper did.\n\nHe had a ladder."
STORY = """\
What's happened
The bridge is closed.
Common question
-
Who Pays for the Repair?
The county carries two thirds of the cost.
More on these topics
-
Halden, a town on the border, has one bridge.
"""


def add(text: str, question: str = QUESTION, answer: str = ANSWER) -> str | None:
    """Add a question to a page, and give the page's text."""
    limits = Limits()
    added = with_question(
        text.encode(), file="a/b.md", question=question, answer=answer, limits=limits
    )
    return None if added is None else added.body.decode()


def passages(text: str) -> list[tuple[str, str, str | None]]:
    page = read_page(text.encode(), file="a/b.md", limits=Limits()).page
    assert page is not None
    kinds = PassageKind.QUESTION, PassageKind.SECTION, PassageKind.TOPIC
    return [(p.label, p.text, p.section) for p in page.of_kind(*kinds)]


@pytest.mark.parametrize(
    "page",
    [
        BRIDGE_PAGE,
        BRIDGE_PAGE + "-\n",
        BRIDGE_PAGE + "\n\n\n",
        "## Why is it so?\n\nIt is cold.\n\n## How cold is it?\n\nVery cold.\n",
        "# Ice\n\n### Why is it so?\nIt is cold.\n\n### How cold is it?\nVery cold.\n",
        "Why is it so?\r\nIt is cold.\r\n-\r\nHow cold is it?\r\nVery cold.\r\n",
    ],
)
def test_a_question_comes_last_on_a_page_of_questions(page: str) -> None:
    added = add(page)
    assert added is not None
    assert passages(added) == [*passages(page), (QUESTION, ANSWER, None)]


def test_a_question_comes_last_under_the_common_questions_of_a_story() -> None:
    added = add(STORY)
    assert added is not None
    assert (QUESTION, ANSWER, "Common question") in passages(added)
    assert set(passages(STORY)) < set(passages(added))
    assert added.index(QUESTION) < added.index("More on these topics")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (QUESTION, "It was this.\n-\nWho else?\nNobody."),
        (QUESTION, ""),
        ("", ANSWER),
        ("---", ANSWER),
        ("How long will the bridge stay closed?", ANSWER),
    ],
)
def test_what_would_not_be_read_as_one_question_is_not_added(question: str, answer: str) -> None:
    assert add(BRIDGE_PAGE, question, answer) is None


def test_an_answer_may_hold_code() -> None:
    answer = "So:\n\n```sh\n# Why is it so?\nls\n---\n```"
    added = add(BRIDGE_PAGE, answer=answer)
    assert added is not None
    assert passages(added) == [*passages(BRIDGE_PAGE), (QUESTION, answer, None)]


def test_a_page_that_cannot_be_read_takes_no_question() -> None:
    broken = with_question(
        b"\xff\xfe\x00broken", file="a/b.md", question=QUESTION, answer=ANSWER, limits=Limits()
    )
    assert broken is None


def test_a_new_page_belongs_to_its_briefing() -> None:
    limits = Limits()
    new = new_page("bridge", file="x.md", question=QUESTION, answer=ANSWER, limits=limits)
    assert new is not None
    page = read_page(new.body, file="x.md", limits=limits).page
    assert page is not None
    assert (page.meta.briefing, page.passages) == ("bridge", (new.passage,))
    assert new_page("bridge", file="x.md", question="-", answer="-", limits=limits) is None


@given(st.text(max_size=60), st.text(max_size=200))
def test_nothing_else_changes_whatever_is_added(question: str, answer: str) -> None:
    added = add(STORY, question, answer)
    if added is not None:
        before, after = passages(STORY), passages(added)
        assert [p for p in after if p in before] == before
        assert len(after) == len(before) + 1
