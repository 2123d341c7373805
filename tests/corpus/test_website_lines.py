"""What a website's machinery leaves in a text: it is told, and readers do not see it."""

from __future__ import annotations

import pytest

from bot.corpus.model import PassageKind
from tests.builders import a_page, parsed

QUESTION, TOPIC = PassageKind.QUESTION, PassageKind.TOPIC


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Share on Facebook Share on X Share by email",
        "Share this article on WhatsApp, LinkedIn or Bluesky",
        "SHARE: Facebook | X | WhatsApp",
        "Leave a comment",
        "Thanks for reading Ice News! Subscribe for free to receive new posts.",
        "Thanks for reading! Subscribe for free to receive new posts and support my work.",
        "Ice News is a reader-supported publication. To receive new posts, subscribe.",
        "Upgrade to paid",
        "© 2025 Lindholm Post. All rights reserved.",
        "Copyright 2025, Lindholm Post. All rights reserved.",
        "Filed Under: Ice Tagged With: cold, wet",
        "We use cookies. By going on you accept them.",
        "Skip to main content",
        '[gallery ids="1,2" columns="2"]',
    ],
)
def test_lines_of_a_website_end_no_answer(line: str) -> None:
    found = parsed(f"Who pays?\nThe port.\n\n{line}\n\nIs it cold?\nYes.\n\n{line}\n")
    assert found.page is not None
    assert [(p.label, p.text) for p in found.page.of_kind(QUESTION)] == [
        ("Who pays?", "The port."),
        ("Is it cold?", "Yes."),
    ]
    assert [f.line for f in found.findings if f.code == "page-furniture"] == [4, 9]


def test_words_between_shortcodes_are_shown() -> None:
    page = a_page('Is it cold?\nYes.\n[caption id="a1" width="800"]The frozen bay.[/caption]\n')
    assert page.of_kind(QUESTION)[0].text == "Yes.\nThe frozen bay."


@pytest.mark.parametrize(
    "answer",
    [
        "Advertisements.",
        "All rights reserved since 1987 were sold.",
        "(c) 2025 the port bought a ship.",
        "We use cookies that you may accept.",
        "Share it on X.",
        "See `[gallery ids=1]`.",
        "It says [sic] and [/sic].",
        "See [the map=1](https://port.no).",
    ],
)
def test_an_answer_in_such_words_is_shown(answer: str) -> None:
    assert a_page(f"Who pays?\n{answer}\n").of_kind(QUESTION)[0].text == answer


def test_a_word_that_is_explained_is_none_of_these_lines() -> None:
    page = a_page(
        "Glossary\n\nAdvertisement\nA notice that is paid for.\n\nBay\nA part of the sea.\n"
    )
    assert [p.label for p in page.of_kind(TOPIC)] == ["Advertisement", "Bay"]


def test_the_way_to_a_page_stands_above_its_title() -> None:
    page = a_page("Home > News > Harbour\n\nThe frozen harbour\n\nWho pays?\nThe port.\n")
    assert page.title == "The frozen harbour"
    page = a_page("Where is the key?\nHome > Keys\n\nWho pays?\nThe port.\n")
    assert page.of_kind(QUESTION)[0].text == "Home > Keys"


@pytest.mark.parametrize("below", ["Who pays?\nThe port.\n", "Dear all, it froze.\n"])
def test_an_e_mail_is_called_by_its_subject_and_shows_no_address(below: str) -> None:
    head = "From: A <a@port.no>\nTo: members\nSubject: The frozen harbour\nDate: 22 Feb 2026"
    found = parsed(f"{head}\n\n{below}")
    assert found.page is not None
    assert found.page.title == "The frozen harbour"
    assert not any("members" in p.text or "@" in p.text for p in found.page.passages)
    assert [f.line for f in found.findings if f.code == "page-furniture"] == [1, 2, 4]


def test_fields_without_a_subject_are_text() -> None:
    text = "From: Lindholm\nTo: Korsvik\nDate: 22 February"
    assert a_page(f"{text}\n\nThe ferry sails.").passages[0].text.startswith("From: Lindholm")
