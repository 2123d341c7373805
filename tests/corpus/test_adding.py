"""A question is added to a page, and nothing else of the page changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.adding import Added, Hindrance, NotAdded, new_page, with_question
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


def added_to(
    page: bytes, question: str = QUESTION, answer: str = ANSWER, limits: Limits | None = None
) -> Added | NotAdded:
    limits = limits or Limits()
    return with_question(page, file="a/b.md", question=question, answer=answer, limits=limits)


def add(text: str, question: str = QUESTION, answer: str = ANSWER) -> str | None:
    """Add a question to a page, and give the page's text."""
    added = added_to(text.encode(), question, answer)
    return added.body.decode() if isinstance(added, Added) else None


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
    ("question", "answer", "hindrance", "words"),
    [
        (QUESTION, "It was this.\n-\nWho else?\nNobody.", Hindrance.ANSWER, "-"),
        (QUESTION, "It was this.\n\nGo deeper", Hindrance.ANSWER, "Go deeper"),
        (QUESTION, "It was.\n\nWhat's happened\n\nIt.", Hindrance.ANSWER, "What's happened"),
        (QUESTION, "See [x.com](https://evil.example).", Hindrance.FLAWED, "leads to"),
        (QUESTION, "", Hindrance.NO_WORDS, ""),
        (QUESTION, "\u200b\n\u00ad", Hindrance.NO_WORDS, ""),
        ("", ANSWER, Hindrance.NO_WORDS, ""),
        ("---", ANSWER, Hindrance.QUESTION, ""),
        ("Q: Why is it so?", ANSWER, Hindrance.QUESTION, "Why is it so?"),
        (
            *("how long will the bridge stay closed", ANSWER, Hindrance.ASKED),
            "How long will the bridge stay closed?",
        ),
    ],
)
def test_what_would_not_be_read_as_one_question_is_not_added_for_a_reason(
    question: str, answer: str, hindrance: Hindrance, words: str
) -> None:
    added = added_to(BRIDGE_PAGE.encode(), question, answer)
    assert isinstance(added, NotAdded)
    assert (added.hindrance, words in added.words) == (hindrance, True)


def test_characters_that_no_page_shows_are_left_out() -> None:
    added = add(
        BRIDGE_PAGE,
        "Who lit\u200b the so\u00adft lamps?",
        "The\u200b kee\u00adper 👨\u200d👩\u200d👧.",
    )
    assert added is not None
    assert passages(added)[-1] == (
        "Who lit the soft lamps?",
        "The keeper 👨\u200d👩\u200d👧.",
        None,
    )
    assert "\u200b" not in added


def test_a_page_in_windows_1252_takes_a_question_and_is_utf_8_then() -> None:
    page = BRIDGE_PAGE + "-\nWho runs the café?\nIts owner – “still”.\n"
    added = added_to(page.encode("cp1252"))
    assert isinstance(added, Added)
    assert passages(added.body.decode()) == [*passages(page), (QUESTION, ANSWER, None)]


def test_a_page_that_would_be_too_large_takes_no_question() -> None:
    limits = Limits(page_bytes=len(BRIDGE_PAGE.encode()) + 9)
    added = added_to(BRIDGE_PAGE.encode(), limits=limits)
    assert added == NotAdded(Hindrance.TOO_LARGE)


def test_an_answer_may_hold_code() -> None:
    answer = "So:\n\n```sh\n# Why is it so?\nls\n---\n```"
    added = add(BRIDGE_PAGE, answer=answer)
    assert added is not None
    assert passages(added) == [*passages(BRIDGE_PAGE), (QUESTION, answer, None)]


def test_a_page_that_cannot_be_read_takes_no_question() -> None:
    broken = added_to(b"\xff\xfe\x00broken")
    assert isinstance(broken, NotAdded)
    assert broken.hindrance is Hindrance.UNREADABLE
    assert broken.words


def test_a_new_page_belongs_to_its_briefing() -> None:
    limits = Limits()
    new = new_page("bridge", file="x.md", question=QUESTION, answer=ANSWER, limits=limits)
    assert isinstance(new, Added)
    page = read_page(new.body, file="x.md", limits=limits).page
    assert page is not None
    assert (page.meta.briefing, page.passages) == ("bridge", (new.passage,))
    odd = new_page("bridge", file="x.md", question="-", answer="-", limits=limits)
    assert odd == NotAdded(Hindrance.QUESTION)


@given(st.text(max_size=60), st.text(max_size=200))
def test_nothing_else_changes_whatever_is_added(question: str, answer: str) -> None:
    added = add(STORY, question, answer)
    if added is not None:
        before, after = passages(STORY), passages(added)
        assert [p for p in after if p in before] == before
        assert len(after) == len(before) + 1
