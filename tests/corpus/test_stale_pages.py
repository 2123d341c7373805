"""Pages whose words have grown older than their facts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.corpus.lint import STALE_AFTER, lint_dates
from bot.corpus.model import FrontMatter
from tests.builders import a_page, a_story, codes

DAY = date(2025, 5, 22)
TODAY = DAY + timedelta(days=40)
TEXT = (
    "-\nIs the port open?\nIt froze in May.\n\nIt is currently closed.\n-\nWho pays now?\nThe port."
)


def test_the_finding_names_the_day_the_age_the_word_and_its_place() -> None:
    (found,) = lint_dates(a_page(TEXT, meta=FrontMatter(as_of=DAY)), TODAY)
    assert (found.code, found.severity) == ("stale-wording", "warning")
    assert (found.line, found.column) == (5, 7)
    assert found.message == (
        "The text says “currently” and 1 more of the kind (line 7), "
        "but its facts are of 2025-05-22, 40 days ago."
    )


@pytest.mark.parametrize("word", ["currently", "now", "last week", "this year", "yesterday"])
def test_a_story_is_read_as_well(word: str) -> None:
    page = a_story(happened=f"The harbour {word} is closed.", meta=FrontMatter(as_of=DAY))
    (found,) = lint_dates(page, TODAY)
    assert (found.line, found.column) == (2, 13)


@pytest.mark.parametrize(
    ("text", "meta"),
    [
        pytest.param("-\nWhy?\nIt froze in May.", FrontMatter(as_of=DAY), id="no such word"),
        pytest.param(TEXT, FrontMatter(as_of=TODAY - STALE_AFTER), id="young"),
        pytest.param(TEXT, FrontMatter(as_of=TODAY + STALE_AFTER), id="of a later day"),
        pytest.param(TEXT, FrontMatter(), id="without a day"),
        pytest.param(TEXT, FrontMatter(as_of=DAY, review_by=TODAY), id="review set"),
        pytest.param(TEXT, FrontMatter(as_of=DAY, lang="de"), id="another language"),
    ],
)
def test_other_pages_are_left_alone(text: str, meta: FrontMatter) -> None:
    assert lint_dates(a_page(text, meta=meta), TODAY) == ()


def test_a_review_that_is_over_puts_nothing_off() -> None:
    meta = FrontMatter(as_of=DAY, review_by=TODAY - timedelta(days=1), lang="en-GB")
    assert codes(lint_dates(a_page(TEXT, meta=meta), TODAY)) == {"review-due", "stale-wording"}


def test_the_day_of_editing_stands_in_for_the_day_of_the_facts() -> None:
    page = a_page(TEXT, meta=FrontMatter(updated=DAY))
    assert "of 2025-05-22" in lint_dates(page, TODAY)[0].message


def test_many_words_are_counted_and_few_lines_are_named() -> None:
    text = "-\nWhy?\n" + "It is closed now.\n" * 30
    (found,) = lint_dates(a_page(text, meta=FrontMatter(as_of=DAY)), TODAY)
    assert "and 29 more of the kind (lines 4, 5, 6, 7, 8, …)" in found.message
