"""Lint: what a page as a whole lacks."""

from __future__ import annotations

from datetime import date

from bot.corpus.lint import lint_dates
from bot.corpus.model import FrontMatter
from bot.corpus.sections import SECTION_TYPES
from tests.builders import a_page, a_story_text, codes, parsed

COMPLETE = FrontMatter(title="Ice", as_of=date(2025, 6, 30))


def test_a_complete_story_has_nothing_to_mend() -> None:
    assert parsed(a_story_text(), meta=COMPLETE).findings == ()


def test_a_page_without_front_matter_has_infos_only() -> None:
    found = parsed(a_story_text())
    assert codes(found.findings) == {"title-derived", "no-as-of"}
    assert {finding.severity for finding in found.findings} == {"info"}


def test_each_missing_section_is_told() -> None:
    found = parsed("What's happened\nIt froze.", meta=COMPLETE)
    told = [finding.message for finding in found.findings if finding.code == "missing-section"]
    assert len(told) == len(SECTION_TYPES) - 1


def test_a_page_with_headings_of_its_own_lacks_no_sections_of_a_story() -> None:
    found = parsed("## Origins\nIt froze.\n\n## Glossary\n- **Weir**: a low dam", meta=COMPLETE)
    assert codes(found.findings) == {"unknown-heading"}


def test_a_day_of_editing_stands_in_for_the_day_of_the_facts() -> None:
    meta = FrontMatter(title="Ice", updated=date(2025, 6, 30))
    assert parsed("-\nWhy?\nIt froze.", meta=meta).findings == ()


def test_a_review_is_due_after_its_day() -> None:
    page = a_page("-\nWhy?\nIt froze.", meta=FrontMatter(review_by=date(2025, 6, 30)))
    assert lint_dates(page, date(2025, 6, 30)) == ()
    assert codes(lint_dates(page, date(2025, 7, 1))) == {"review-due"}
