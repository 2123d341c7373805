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
        "Leave a comment",
        "Thanks for reading Ice News! Subscribe for free to receive new posts.",
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
