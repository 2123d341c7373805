"""Titles: where a page has none, one is found in its words."""

from __future__ import annotations

import pytest

from bot.corpus.titles import MAX_TITLE, derive_title, shortened
from tests.builders import a_corpus, a_page, codes, parsed


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("What's happened\nThe harbour froze. It is cold.", "The harbour froze"),
        ("What's happened\nBy Kim Lund\n5 May\nThe harbour froze. So?", "The harbour froze"),
        ("What's happened\nBy May it was frozen.\nSo?", "By May it was frozen"),
        ("What's happened\n5 May, noon", "5 May, noon"),
        ("What's happened\n```sh\nls\n```\nThe harbour froze. It did.", "The harbour froze"),
        ("What's happened\n```sh\nls\n```", "What's happened"),
        ("What's happened\n### Ice\n- The harbour **froze**. So?", "The harbour froze"),
        (
            "What's happened\n[Lindholm](https://example.org) froze, *AP* says.",
            "Lindholm froze, AP says",
        ),
        ("#ice #Lindholm\n\nWhy so cold?\nSo.\n\nWho pays?\nWe.", "Why so cold?"),
        ("-\n**Why** so cold?\nSo.\n-\nWho pays?\nWe.", "Why so cold?"),
        ("-\nWhy is Lindholm cold?\nSo.\n-\nIs Lindholm big?\nNo.", "Questions about Lindholm"),
        ("-\nWhy so cold?\nSo.\n-\nWho pays?\nWe.", "Why so cold?"),
        (
            "-\nIs it cold? / Que fait le port ?\nSo.\n-\nWho pays? / Que dit la ville ?\nWe.",
            "Is it cold? / Que fait le port ?",
        ),
        (
            "Last updated: 3 May 2025, 18:40\nWhat's happened\nThe harbour froze.",
            "The harbour froze",
        ),
        ("3 May 2025\n\nWhat's happened\nThe harbour froze.", "The harbour froze"),
        ("Go deeper\n- Why?", "Go deeper"),
        ("How we got here\nOld.\nWhat's happened\nThe harbour froze.", "The harbour froze"),
        ("What's happened\nHalden F.C. are for sale. So?", "Halden F.C. are for sale."),
        (
            "## Why Lindholm?\nSo.\n## Is Lindholm?\nNo.\n## Sources\nAP.",
            "Questions about Lindholm",
        ),
        ("More on these topics\n-\nOslo is a city.\n-\nBergen is a city.", "Oslo and Bergen"),
    ],
)
def test_derives_a_title(text: str, title: str) -> None:
    page = a_page(text)
    assert (page.title, derive_title(page.passages)) == (title, title)
    assert page.is_title_derived


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short"),
        ("U.S. ships left.", "U.S. ships left."),
        ("word " * 40, "word " * 14 + "word…"),
        (
            "What is just long enough to be kept as it was, " + "word " * 20,
            "What is just long enough to be kept as it was…",
        ),
        ("x" * 200, "x" * 79 + "…"),
    ],
)
def test_shortens_at_a_comma_or_a_word(text: str, expected: str) -> None:
    assert shortened(text) == expected
    assert len(shortened(text)) <= MAX_TITLE


@pytest.mark.parametrize("byline", ["By Astrid Berg", "16 August 2025", "Updated: May 5, 9 a.m."])
def test_a_headline_above_a_date_or_a_byline_is_the_title(byline: str) -> None:
    page = a_page(f"Harbour Frozen\n{byline}\nWhat's happened\nIt froze.")
    assert (page.title, page.is_title_derived) == ("Harbour Frozen", False)
    assert [(p.label, p.text) for p in page.passages] == [
        ("Introduction", byline),
        ("What's happened", "It froze."),
    ]


@pytest.mark.parametrize(
    "above",
    [
        "HARBOUR\nThe Port Is Frozen\nBy Kim Lund\nShare",
        "NEWS | HARBOUR\n\nThe Port Is Frozen\n",
        "The Port Is Frozen\nForty ships wait for a way out\nBy Kim Lund\nUpdated: 5 May 2025",
        "The Port Is Frozen\nA briefing note\nPrepared by: Kim Lund\nVersion 3 (final)",
    ],
)
def test_a_headline_is_told_from_the_lines_around_it(above: str) -> None:
    page = a_page(f"{above}\nWhat's happened\nIt froze.")
    assert (page.title, page.is_title_derived) == ("The Port Is Frozen", False)


@pytest.mark.parametrize("below", ["A long winter", "A LONG WINTER IN LINDHOLM", "By Kim Lund"])
def test_a_word_in_capitals_above_a_short_or_loud_line_is_the_title(below: str) -> None:
    page = a_page(f"FROZEN\n\n{below}\n\nWhat's happened\nIt froze.")
    assert page.title == "FROZEN"


@pytest.mark.parametrize("tags", ["#ferry #harbour", "#news/harbour #ice #2025"])
def test_a_line_of_hashtags_above_the_title_is_not_the_title(tags: str) -> None:
    page = a_page(f"{tags}\n\n# The Port Is Frozen\n\n## What's happened\nIt froze.")
    assert (page.title, page.is_title_derived) == ("The Port Is Frozen", False)
    page = a_page(f"The Port Is Frozen\n{tags}\nWhat's happened\nIt froze.")
    assert page.title == "The Port Is Frozen"


def test_a_first_line_above_a_text_is_no_title() -> None:
    page = a_page("Dear readers\nThis is about ice\nWhat's happened\nIt froze.")
    assert page.is_title_derived


def test_a_briefing_is_not_called_after_a_page_that_only_defines_names() -> None:
    corpus = a_corpus(
        a_page("More on these topics\n-\nOslo is a city.", file="a/names.txt"),
        a_page("-\nWhy so cold?\nSo.\n-\nWho pays?\nWe.", file="a/questions.txt"),
    )
    assert [briefing.title for briefing in corpus.briefings] == ["Why so cold?"]


def test_a_table_above_the_title_is_not_the_title() -> None:
    page = a_page("| Where | Lindholm |\n|---|---|\n\n# The Port Is Frozen\n\n## Who pays?\n\nWe.")
    assert (page.title, page.is_title_derived) == ("The Port Is Frozen", False)


@pytest.mark.parametrize("below", ["## What's happened\nIt froze.", "## Who pays?\nThe port."])
def test_a_text_may_stand_above_the_top_heading(below: str) -> None:
    found = parsed(f"Here is the page.\n\n---\n\n# The Port Is Frozen\n\n{below}\n")
    assert found.page is not None
    assert (found.page.title, found.page.is_title_derived) == ("The Port Is Frozen", False)
    assert found.page.passages[0].text.startswith("Here is the page.")
    assert not {"empty-section", "heading-without-text"} & codes(found.findings)


@pytest.mark.parametrize(
    "text",
    [
        "It froze.\n\n# Ice\n\nIt is cold.\n\n## Tugs\n\nBoth leak.",
        "It froze.\n\n## Tugs\nBoth leak.\n\n# Sources\n\n## Papers\nThe Coast Post.",
        "What's happened\nIt froze.\n\n# Sources\n\n## Papers\nThe Coast Post.",
    ],
)
def test_a_top_heading_with_a_text_or_below_other_headings_is_no_title(text: str) -> None:
    assert a_page(text).is_title_derived
